"""Changes of one event one after the other: whoever waits keeps no connection waiting."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any
from uuid import UUID

from chassis.calls import Asked
from chassis.idempotency import once
from chassis.postgres import Runner
from contracts.bookings import Bookings
from contracts.wire import Method
from services.sessions.deps import Deps
from services.sessions.store import objections
from services.sessions.store.booking import requests


async def in_turn(
    deps: Deps,
    method: Method[Any, Bookings],
    asked: Asked[Any],
    change: Callable[[Runner], Awaitable[Bookings]],
) -> Bookings:
    async with deps.turns.turn(await _event(deps, asked.request)):
        return await once(deps.database, method, asked, change)


async def _event(deps: Deps, asked: Any) -> UUID:
    """Of what is asked for; of nothing there is, its own id."""
    if hasattr(asked, "participant_id"):
        whose: UUID = asked.participant_id
        return await objections.event_of(deps.database, whose) or whose
    found = await requests.by_id(deps.database, asked.id)
    which: UUID = asked.id
    return found.event_id if found else which
