"""Waiting until what was imported has arrived everywhere and its matches are there."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Sequence
from uuid import UUID

import msgspec
import nats.errors
import nats.js.errors

from contracts.care import CheckHealth, Health, care
from contracts.faults import Fault
from contracts.matching import MATCHES_OF_CHALLENGE, MatchesOfChallenge
from contracts.rights import SERVICES
from deploy.asking import Asking

TELLERS = ("profiles", "challenges")
PATIENCE = 120.0  # seconds
LOOKED_AT = 10
"""Challenges whose matches are asked for at the end."""


class Unsettled(Exception):
    """Something is still on its way after ``PATIENCE`` seconds."""


class Lag(msgspec.Struct, frozen=True, kw_only=True):
    """What a reader has not dealt with yet."""

    service: str
    reader: str
    unread: int


async def healths(asking: Asking) -> dict[str, Health | Fault]:
    """Of every service, asked side by side."""
    answers = await asyncio.gather(*(_health(asking, name) for name in SERVICES))
    return dict(zip(SERVICES, answers, strict=True))


async def _health(asking: Asking, service: str) -> Health | Fault:
    try:
        return await asking.call(care(service).check_health, CheckHealth())
    except Fault as fault:
        return fault


async def lags(asking: Asking) -> list[Lag]:
    """Every durable reader there is, with the events it has still to deal with."""
    js = asking.jetstream()
    found = []
    for service in SERVICES:
        try:
            readers = await js.consumers_info(f"EVENTS_{service.upper()}")
        except nats.js.errors.NotFoundError:  # a service that tells nothing
            continue
        for reader in readers:
            unread = (reader.num_pending or 0) + (reader.num_ack_pending or 0)
            found.append(Lag(service=service, reader=reader.name, unread=unread))
    return found


async def settle(asking: Asking, challenges: Sequence[UUID] = ()) -> int:
    """Until no event is on its way; returns how many matches some of ``challenges`` have.

    Raises ``Unsettled``.
    """
    until = time.monotonic() + PATIENCE
    waiting = "the town"
    while time.monotonic() < until:
        try:
            waiting = await _waiting(asking)
            if not waiting:
                return await _matches(asking, challenges)
        except (Fault, nats.errors.Error, nats.js.errors.Error) as error:
            waiting = f"the town ({error!r})"
        await asyncio.sleep(0.1)
    raise Unsettled(f"still waiting for {waiting} after {PATIENCE:.0f} s; see enishi status")


async def _waiting(asking: Asking) -> str:
    """What is still to be waited for; empty when nothing is."""
    for name in TELLERS:
        health = await asking.call(care(name).check_health, CheckHealth())
        if health.outbox_waiting:
            return f"{health.outbox_waiting} events of {name}"
    for lag in await lags(asking):
        if lag.unread:
            return f"{lag.unread} events for {lag.reader}"
    return ""


async def _matches(asking: Asking, challenges: Sequence[UUID]) -> int:
    step = max(1, len(challenges) // LOOKED_AT)
    found = 0
    for challenge in list(challenges)[::step][:LOOKED_AT]:
        asked = MatchesOfChallenge(challenge_id=challenge, first=1)
        found += (await asking.call(MATCHES_OF_CHALLENGE, asked)).total
    return found
