"""Everything a service holds of one person, and erasing it.

Each service answers its own part (``own_data(service)``); the gateway composes them. Accounts is
asked first: it alone knows whether whoever asks has just shown who they are.
"""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any
from uuid import UUID

from msgspec import Meta, Struct

from contracts.factors import Token
from contracts.wire import Event, Method

Skip = Annotated[int, Meta(ge=0, le=10_000_000)]


class GetOwnData(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Of whoever asks, and of nobody else."""

    skip: Skip = 0
    """Rows of each part that were given before."""
    token: Annotated[str, Meta(max_length=100)] = ""
    """Of the session; accounts wants it."""


class OwnPart(Struct, frozen=True, kw_only=True):
    name: str
    rows: tuple[dict[str, Any], ...]


class OwnData(Struct, frozen=True, kw_only=True):
    parts: tuple[OwnPart, ...]
    more: bool = False
    """Whether a part has more rows than were given."""


def own_data(service: str) -> Method[GetOwnData, OwnData]:
    """The method by which ``service`` gives its part."""
    return Method(f"rpc.{service}.v1.own_data.get", GetOwnData, OwnData, deadline=5.0, safe=True)


class EraseAccount(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One's own, in a session that is confirmed. It cannot be undone."""

    token: Token


class Erasure(Struct, frozen=True, kw_only=True):
    """Who is to be forgotten. Nothing in it says who that was."""

    account_id: UUID
    person_id: UUID
    erased_at: datetime


class ListErasures(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    after: datetime | None = None
    first: Annotated[int, Meta(ge=1, le=500)] = 500


class ReplayErasures(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Operator only: of a list kept outside the database, after a backup was restored."""

    rows: Annotated[tuple[Erasure, ...], Meta(max_length=500)]


class ErasuresReplayed(Struct, frozen=True, kw_only=True):
    done: int
    """Those that the database did not know, or whose account was there again."""
    known: int


ERASE_ACCOUNT = Method("rpc.accounts.v1.account.erase", EraseAccount, Erasure, deadline=5.0)
LIST_ERASURES = Method("rpc.accounts.v1.erasure.list", ListErasures, tuple[Erasure, ...], safe=True)
REPLAY_ERASURES = Method(
    "rpc.accounts.v1.erasure.replay", ReplayErasures, ErasuresReplayed, deadline=30.0
)

ACCOUNT_ERASED = Event("event.accounts.v1.account.erased", Erasure)
"""Whoever holds something of this person forgets it now; what has to stay, stays without a name."""
