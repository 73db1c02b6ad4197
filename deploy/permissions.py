"""Who may publish and read which subject: the table that nats.conf is made from.

Tighter than ``allow_responses``: a service may answer the inboxes of those who ask it and
nobody else, so no reply subject can steer it (reliability.md 2.3, T7b).
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from chassis.connection import inbox_of
from chassis.keys import Keyring
from chassis.service import Service
from contracts.rights import METHODS
from contracts.rights import OPERATOR as OPERATORS_ONLY
from deploy import parts
from deploy.embedded.natsconf import NatsUser

ASKERS = (parts.GATEWAY, parts.OPERATOR)


def users(keys: Keyring) -> tuple[NatsUser, ...]:
    """Every user with its public key and its two lists."""
    return tuple(
        NatsUser(name, keys.nats_public(name), publish=publish, subscribe=subscribe)
        for name, (publish, subscribe) in table().items()
    )


def table() -> dict[str, tuple[tuple[str, ...], tuple[str, ...]]]:
    """User -> (subjects it may publish, subjects it may read)."""
    rows = {name: _of_service(parts.service(name)) for name in parts.SERVICES}
    for_people = (subject for subject, roles in METHODS.items() if roles != OPERATORS_ONLY)
    rows[parts.GATEWAY] = _of_asker(parts.GATEWAY, for_people)
    # How far each reader is behind: looked at by `enishi status` and at the end of an import.
    rows[parts.OPERATOR] = _of_asker(parts.OPERATOR, (*METHODS, "$JS.API.CONSUMER.LIST.*"))
    rows[parts.PREPARE] = _of_asker(
        parts.PREPARE,
        (
            "$JS.API.INFO",
            "$JS.API.STREAM.CREATE.*",
            "$JS.API.STREAM.UPDATE.*",
            "$JS.API.STREAM.INFO.*",
            "$JS.API.CONSUMER.CREATE.>",
            "$JS.API.CONSUMER.DURABLE.CREATE.>",
            "$JS.API.CONSUMER.INFO.>",
        ),
    )
    return rows


def _of_asker(name: str, publish: Iterable[str]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    return tuple(sorted(publish)), (f"{inbox_of(name)}.>",)


def _of_service(service: Service[Any]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    publish = [f"event.{service.name}.>", *(f"{inbox_of(name)}.>" for name in ASKERS)]
    for what in service.readings:
        publish.append(f"$JS.API.CONSUMER.MSG.NEXT.{what.event.stream}.{what.reader}")
        publish.append(f"$JS.ACK.{what.event.stream}.{what.reader}.>")
    subscribe = (f"rpc.{service.name}.>", "$SRV.>", f"{inbox_of(service.name)}.>")
    return tuple(publish), subscribe
