"""How much one organization wishes to meet another: private, and answered by introductions.

The other side never learns of it. It shows itself once, when both have said yes, as an
introduction; ``NO`` keeps a pair apart and is told to who matches and schedules alone.
"""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import Annotated
from uuid import UUID

from msgspec import Meta, Struct

from contracts.accounts import Email
from contracts.profiles import Ids
from contracts.wire import After, Event, First, Key, Method

ContactName = Annotated[str, Meta(max_length=100)]


class Grade(StrEnum):
    MUST = "must"
    MEET = "meet"
    NO = "no"


class Contact(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What somebody lets the other side have, once there is an introduction."""

    name: ContactName = ""
    email: Email | None = None


class Preference(Struct, frozen=True, kw_only=True):
    """Of one's own organization, on another."""

    id: UUID
    other_id: UUID
    other_name: str = ""
    unit_id: UUID | None = None
    """The section that it is of; an introduction will belong to it."""
    grade: Grade
    contact: Contact = Contact()
    set_at: datetime
    introduction_id: UUID | None = None
    """The live introduction of the two, if there is one."""


class SetPreference(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """``id`` is the other organization's. No ``grade`` takes it back."""

    id: UUID
    grade: Grade | None = None
    contact: Contact = Contact()
    idempotency_key: Key | None = None


class PreferenceSet(Struct, frozen=True, kw_only=True):
    """One's own preference as it stands; with an introduction only if both have said yes."""

    other_id: UUID
    grade: Grade | None = None
    introduction_id: UUID | None = None


class GetPreferences(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """``ids``: of other organizations."""

    ids: Ids


class ListPreferences(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One's own, the newest first."""

    first: First = 20
    after: After | None = None


class PreferencePage(Struct, frozen=True, kw_only=True):
    preferences: tuple[Preference, ...]
    more: bool
    total: int


class PairExcluded(Struct, frozen=True, kw_only=True):
    """Two who are not to be matched or scheduled, as it stands; the newest revision wins.

    For who matches and schedules alone. A list may leave the pair out for those in
    ``excluded_by`` and for nobody else: the other side would read a ``NO`` in what is missing.
    """

    low_id: UUID
    """Of the two organizations, the one whose id is the smaller."""
    high_id: UUID
    excluded_by: tuple[UUID, ...] = ()
    """Which of them said no; none: not excluded any more."""
    revision: int


SET_PREFERENCE = Method("rpc.introductions.v1.preference.set", SetPreference, PreferenceSet)
GET_PREFERENCES = Method(
    "rpc.introductions.v1.preference.get", GetPreferences, tuple[Preference, ...], safe=True
)
LIST_PREFERENCES = Method(
    "rpc.introductions.v1.preference.list", ListPreferences, PreferencePage, safe=True
)

PAIR_EXCLUDED = Event("event.introductions.v1.pair.excluded", PairExcluded)
