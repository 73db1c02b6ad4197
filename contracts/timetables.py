"""Timetables of a matching event: who meets whom, when and at which table, in versions."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import Annotated
from uuid import UUID

from msgspec import Meta, Struct

from contracts.matching_events import Slot, Table
from contracts.participants import EventSide
from contracts.wire import Key, Method

Version = Annotated[int, Meta(ge=0, le=2_147_483_647)]
"""0: before the first one."""
Note = Annotated[str, Meta(max_length=300)]
ObjectionText = Annotated[str, Meta(min_length=1, max_length=1_000)]


class TimetableState(StrEnum):
    DRAFT = "draft"
    PROVISIONAL = "provisional"
    """Everybody sees their own meetings, and may object."""
    FINAL = "final"


class MeetingLimit(StrEnum):
    """What keeps a wanted meeting out; those of services/sessions/timetable/problem.py."""

    NEVER = "never"
    OWN_ORGANIZATION = "own_organization"
    NO_COMMON_SLOT = "no_common_slot"
    NO_COMMON_PLACE = "no_common_place"
    PUBLIC_MOST = "public_most"
    PRIVATE_MOST = "private_most"
    PUBLIC_SLOTS = "public_slots"
    PRIVATE_SLOTS = "private_slots"
    TABLES = "tables"
    CROSSED = "crossed"
    WALKING = "walking"


class ChangeKind(StrEnum):
    ADDED = "added"
    MOVED = "moved"
    CANCELLED = "cancelled"


class Seated(Struct, frozen=True, kw_only=True):
    """Somebody in a timetable, as they stand on paper."""

    id: UUID
    number: int
    side: EventSide
    name: str
    name_kana: str = ""
    organization_name: str
    unit_name: str = ""


class Meeting(Struct, frozen=True, kw_only=True):
    id: UUID
    """The same in every version, whenever these two meet."""
    public_id: UUID
    private_id: UUID
    slot: str
    table: str | None = None
    """None: online."""
    locked: bool = False
    online_url: str = ""
    """Where they meet online, for the two of them: of who sits at tables, else of the other."""


class LeftOut(Struct, frozen=True, kw_only=True):
    """A meeting that both want, what keeps it out, and the least that would let it in."""

    public_id: UUID
    private_id: UUID
    limit: MeetingLimit
    more_slots: int = 0
    more_tables: int = 0
    more_most: int = 0
    slot: str | None = None
    participant_id: UUID | None = None
    """Who would have to be free in ``slot``, or take one more."""
    also_id: UUID | None = None
    """Who besides would have to take one more."""


class BelowFloor(Struct, frozen=True, kw_only=True):
    participant_id: UUID
    meetings: int
    floor: int
    reachable: bool


class Reason(Struct, frozen=True, kw_only=True):
    """One rule that would be broken: ``key`` for translation, ``names`` as people know them."""

    key: str
    names: tuple[str, ...] = ()


class Timetable(Struct, frozen=True, kw_only=True):
    """A version, for the organizer. Of preferences it tells only what both sides want."""

    event_id: UUID
    version: int
    newest_version: int
    shown_version: int | None = None
    state: TimetableState
    note: str = ""
    made_at: datetime
    seed: int = 0
    value: int
    bound: int
    """No timetable is worth more."""
    gap: float
    proved: bool
    checked: bool
    """Whether the validator, a program of its own, finds no rule broken."""
    wanted: int
    """Pairs in which both want to meet."""
    slots: tuple[Slot, ...]
    tables: tuple[Table, ...]
    people: tuple[Seated, ...]
    """In the order of kana."""
    meetings: tuple[Meeting, ...]
    left_out: tuple[LeftOut, ...] = ()
    below_floor: tuple[BelowFloor, ...] = ()
    more_slots: int = 0
    """What would let in all that is left out: so many slots more, …"""
    more_tables: int | None = None
    """… or so many tables more in every slot; none: tables alone do not help."""
    moved: int = 0
    rescheduled: int = 0
    cancelled: int = 0
    added: int = 0


class Outcome(Struct, frozen=True, kw_only=True):
    """The new version; or none, and every reason why not."""

    timetable: Timetable | None = None
    reasons: tuple[Reason, ...] = ()


class GetTimetable(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    event_id: UUID
    version: Version | None = None
    """None: the newest."""


class ListVersions(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    event_id: UUID


class TimetableVersion(Struct, frozen=True, kw_only=True):
    version: int
    state: TimetableState
    note: str
    made_at: datetime
    meetings: int


class ListChanges(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    event_id: UUID
    since: Version
    until: Version


class Change(Struct, frozen=True, kw_only=True):
    kind: ChangeKind
    public_name: str
    private_name: str
    slot_before: str = ""
    table_before: str = ""
    slot: str = ""
    table: str = ""


class GetShown(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    event_id: UUID


class Objection(Struct, frozen=True, kw_only=True):
    id: UUID
    event_id: UUID
    participant_id: UUID
    participant_name: str
    other_id: UUID | None = None
    other_name: str = ""
    text: str
    made_at: datetime
    accepted: bool | None = None
    answer: str = ""


class Shown(Struct, frozen=True, kw_only=True):
    """What is shown: one's own meetings while provisional, all of them once final."""

    event_id: UUID
    title: str
    venue: str = ""
    version: int
    state: TimetableState
    now: datetime
    """By the clock of the database."""
    objections_until: datetime | None = None
    revision: int = 0
    """Grows whenever a meeting may have moved in time or place: the ``SEQUENCE`` of calendars."""
    slots: tuple[Slot, ...]
    people: tuple[Seated, ...]
    meetings: tuple[Meeting, ...]
    own: tuple[UUID, ...] = ()
    """Participants that are oneself."""
    objections: tuple[Objection, ...] = ()
    """Of ``own``, with what was answered."""


class ObjectToTimetable(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Until ``objections_until``, by a participant (異議)."""

    id: UUID
    participant_id: UUID
    other_id: UUID | None = None
    """The meeting that cannot be; none: something else."""
    text: ObjectionText
    idempotency_key: Key | None = None


class ListObjections(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    event_id: UUID


class ResolveObjection(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Accepted: the meeting goes, the rest stays, and freed places are filled at once.

    Where that contradicts itself (locks, tables that are gone) nothing is accepted.
    """

    id: UUID
    base_version: Version
    accepted: bool
    answer: Note = ""
    keep_free: bool = False
    """Accepted: nothing else is put in that time for whoever objected; they are not available."""
    fill: bool = True
    """Else that meeting goes and nothing is planned, whatever contradicts itself."""
    idempotency_key: Key | None = None


class ReopenObjection(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The answer is taken back, until the timetable is final. No meeting comes back by itself."""

    id: UUID
    idempotency_key: Key | None = None


PATIENCE = 60.0
"""Seconds for the largest events."""
GET_TIMETABLE = Method(
    "rpc.sessions.v1.timetable.get", GetTimetable, tuple[Timetable, ...], safe=True
)
LIST_VERSIONS = Method(
    "rpc.sessions.v1.timetable.versions", ListVersions, tuple[TimetableVersion, ...], safe=True
)
LIST_CHANGES = Method(
    "rpc.sessions.v1.timetable.changes", ListChanges, tuple[Change, ...], safe=True
)
GET_SHOWN = Method("rpc.sessions.v1.timetable.shown", GetShown, tuple[Shown, ...], safe=True)
OBJECT = Method("rpc.sessions.v1.objection.make", ObjectToTimetable, Objection)
LIST_OBJECTIONS = Method(
    "rpc.sessions.v1.objection.list", ListObjections, tuple[Objection, ...], safe=True
)
RESOLVE_OBJECTION = Method(
    "rpc.sessions.v1.objection.resolve", ResolveObjection, Outcome, deadline=PATIENCE
)
REOPEN_OBJECTION = Method("rpc.sessions.v1.objection.reopen", ReopenObjection, Objection)
