"""Shortlists (気になる): challenges and offers that a unit keeps to come back to.

Nobody else learns of it: it is in no event, count, order, notification or record.
"""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import Annotated
from uuid import UUID

from msgspec import Meta, Struct

from contracts.profiles import Ids
from contracts.wire import Method

MOST = 200
"""Of one unit, or of an organization's people without a unit."""


class ThingKind(StrEnum):
    CHALLENGE = "challenge"
    OFFER = "offer"


class ShortlistEntry(Struct, frozen=True, kw_only=True):
    kind: ThingKind
    id: UUID
    """Of the challenge or the offer."""
    kept_at: datetime


class KeepThing(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A challenge or an offer that was ever public; kept twice, it is there once."""

    id: UUID


class DropThings(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What is not on the list stays off it."""

    ids: Annotated[tuple[UUID, ...], Meta(min_length=1, max_length=200)]


class ListShortlist(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What one's own unit kept, newest first; with ``ids`` only those among them.

    Whoever manages all units sees what each of them kept.
    """

    ids: Ids = ()


class Shortlist(Struct, frozen=True, kw_only=True):
    entries: tuple[ShortlistEntry, ...]


KEEP_THING = Method("rpc.introductions.v1.shortlist.keep", KeepThing, Shortlist)
DROP_THINGS = Method("rpc.introductions.v1.shortlist.drop", DropThings, Shortlist)
LIST_SHORTLIST = Method("rpc.introductions.v1.shortlist.list", ListShortlist, Shortlist, safe=True)
