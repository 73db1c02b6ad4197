"""What every service answers besides its own methods: is it well, and what was laid aside.

The methods of one service are made by ``care(service)``; the chassis answers them.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Annotated

from msgspec import Meta, Struct

from contracts.wire import Method


class CheckHealth(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    pass


class Health(Struct, frozen=True, kw_only=True):
    service: str
    outbox_waiting: int
    """Events that have come true and are not yet in the stream."""
    dead: int
    """Events laid aside because they could not be taken."""


class ListDead(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    limit: Annotated[int, Meta(ge=1, le=500)] = 100


class DeadLetter(Struct, frozen=True, kw_only=True):
    id: int
    reader: str
    subject: str
    event_id: str
    error: str
    body: str
    laid_aside_at: datetime


class ReplayDead(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    ids: Annotated[tuple[int, ...], Meta(max_length=500)]


class Replayed(Struct, frozen=True, kw_only=True):
    done: tuple[int, ...]
    failed: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Care:
    check_health: Method[CheckHealth, Health]
    list_dead: Method[ListDead, tuple[DeadLetter, ...]]
    replay_dead: Method[ReplayDead, Replayed]


def care(service: str) -> Care:
    return Care(
        Method(f"rpc.{service}.v1.service.check", CheckHealth, Health, safe=True),
        Method(f"rpc.{service}.v1.dead.list", ListDead, tuple[DeadLetter, ...], safe=True),
        Method(f"rpc.{service}.v1.dead.replay", ReplayDead, Replayed, deadline=30.0),
    )
