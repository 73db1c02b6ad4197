"""The same need in N towns: open challenges that say the same, grouped."""

from __future__ import annotations

from typing import Annotated
from uuid import UUID

from msgspec import Meta, Struct

from contracts.wire import First, Method


class NeedGroup(Struct, frozen=True, kw_only=True):
    """Named by the most central one: the challenge that is most like the others."""

    id: UUID
    """Made from the central challenge: it stays while that one is the centre."""
    central_id: UUID
    challenge_ids: tuple[UUID, ...]
    """The central one first, then those most like it."""
    organizations: int


class ListNeedGroups(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The largest first; or the one that a challenge is in."""

    first: First = 20
    after_place: Annotated[int, Meta(ge=0, le=1_000_000)] = 0
    challenge_id: UUID | None = None


class NeedGroupPage(Struct, frozen=True, kw_only=True):
    groups: tuple[NeedGroup, ...]
    more: bool
    total: int


LIST_NEED_GROUPS = Method(
    "rpc.matching.v1.need_group.list", ListNeedGroups, NeedGroupPage, safe=True, deadline=10.0
)
