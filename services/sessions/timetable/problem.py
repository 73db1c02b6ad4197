"""What a timetable is made from: slots, tables, participants and who wants to meet whom."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import Annotated

from msgspec import Meta, Struct

Id = Annotated[str, Meta(min_length=1, max_length=100)]
Zone = Annotated[str, Meta(max_length=60)]
"""A room or floor; walking from one to another takes ``Options.walking_minutes``."""


class Side(StrEnum):
    PUBLIC = "public"
    """Sits at a table: municipal staff, a desk of a unit."""
    PRIVATE = "private"
    """Comes to the tables."""


class Attendance(StrEnum):
    ON_SITE = "on_site"
    ONLINE = "online"
    EITHER = "either"


class Slot(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, gc=False):
    id: Id
    starts_at: datetime
    ends_at: datetime


class Table(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, gc=False):
    id: Id
    zone: Zone = ""
    slots: tuple[Id, ...] | None = None
    """Slots in which it can be used; none: all."""


class Participant(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, gc=False):
    """A person, or a desk at which several people of one unit hold meetings side by side."""

    id: Id
    side: Side
    organization: Annotated[str, Meta(max_length=200)] = ""
    """Nobody meets the own organization; empty: none."""
    available: tuple[Id, ...] | None = None
    """Slots in which it is there; none: all."""
    desks: Annotated[int, Meta(ge=1, le=20)] = 1
    """Meetings it can hold at the same time."""
    least: Annotated[int, Meta(ge=0, le=60)] | None = None
    """Meetings it should get at least where that is possible; none: ``Options.floor``."""
    most: Annotated[int, Meta(ge=0, le=1_200)] | None = None
    first_served: bool = False
    """A small town or somebody who is here for the first time: their floor comes first."""
    attends: Attendance = Attendance.ON_SITE
    zone: Zone = ""
    """Where a public participant's table stands; empty: anywhere."""


class Wish(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, gc=False):
    """A pair that may meet."""

    public: Id
    private: Id
    score: Annotated[int, Meta(ge=1, le=1_000)]
    """What the meeting is worth to both, 1 to 1,000."""
    must: bool = False
    """Both said must."""


class Lock(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, gc=False):
    """A meeting that stays where it is."""

    public: Id
    private: Id
    slot: Id
    table: Id | None = None


class Options(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    floor: Annotated[int, Meta(ge=0, le=60)] = 2
    """Meetings that everybody gets before anybody gets more."""
    walking_minutes: Annotated[int, Meta(ge=0, le=240)] = 0
    """From one zone to another; a shorter break between two slots is too short for it."""
    seed: Annotated[int, Meta(ge=0, le=2_147_483_647)] = 0
    effort: Annotated[int, Meta(ge=0, le=100)] = 10
    """Rounds of exact repair once the bound is missed; 0 stops after the first answer."""
    compact: bool = True
    """Close idle gaps without changing who meets."""


class Problem(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    slots: Annotated[tuple[Slot, ...], Meta(max_length=60)]
    """In the order of their times."""
    tables: Annotated[tuple[Table, ...], Meta(max_length=5_000)] = ()
    participants: Annotated[tuple[Participant, ...], Meta(max_length=20_000)] = ()
    wishes: Annotated[tuple[Wish, ...], Meta(max_length=500_000)] = ()
    never: Annotated[tuple[tuple[Id, Id], ...], Meta(max_length=500_000)] = ()
    """Pairs of which one said no, in either order."""
    locks: Annotated[tuple[Lock, ...], Meta(max_length=100_000)] = ()
    online_rooms: Annotated[int, Meta(ge=0, le=100_000)] | None = None
    """Online meetings at the same time; none: as many as there are."""
    options: Options = Options()


class Meeting(Struct, frozen=True, kw_only=True, gc=False):
    public: str
    private: str
    slot: str
    table: str | None = None
    """None: online."""
    score: int = 0
    must: bool = False
    locked: bool = False


class Limit(StrEnum):
    """What keeps a wanted meeting out of a timetable."""

    NEVER = "never"
    """One of them said no."""
    OWN_ORGANIZATION = "own_organization"
    NO_COMMON_SLOT = "no_common_slot"
    """They are never there at the same time."""
    NO_COMMON_PLACE = "no_common_place"
    """One is only online, the other only on site."""
    PUBLIC_MOST = "public_most"
    """The public side has as many meetings as it wanted."""
    PRIVATE_MOST = "private_most"
    PUBLIC_SLOTS = "public_slots"
    """Each slot of the public side is taken by a meeting."""
    PRIVATE_SLOTS = "private_slots"
    TABLES = "tables"
    """In each slot that both have free all tables are taken."""
    CROSSED = "crossed"
    """Both have a slot free, never the same one."""
    WALKING = "walking"
    """In each slot that both have free the way from the other zone is too long."""


class Unplaced(Struct, frozen=True, kw_only=True, gc=False):
    """A wanted meeting that did not fit, why, and the smallest change that would let it.

    All that is named is needed at once; a slot more is one in which everybody is there.
    """

    public: str
    private: str
    score: int
    must: bool
    limit: Limit
    more_slots: int = 0
    more_tables: int = 0
    more_most: int = 0
    slot: str | None = None
    """Where the change would be: the slot with one more table, or to become free in."""
    participant: str | None = None
    """Who would have to be free in ``slot``, or to take one meeting more."""
    also: str | None = None
    """Who besides ``participant`` would have to take one meeting more."""


class Short(Struct, frozen=True, kw_only=True, gc=False):
    """Somebody with fewer meetings than the floor."""

    participant: str
    meetings: int
    floor: int
    reachable: bool
    """Whether any timetable could give more without taking from somebody of the same rank."""


class Value(Struct, frozen=True, kw_only=True):
    """What a timetable is worth, in the order in which it counts."""

    first_served: int
    """Meetings up to the floor of those who come first."""
    floor: int
    """Meetings up to the floor of the others."""
    musts: int
    score: int
    """Sum of the scores of all meetings."""


class Advice(Struct, frozen=True, kw_only=True):
    """What would let every wanted meeting in without moving any that is there.

    Enough, and the least that this timetable needs; made anew it might need less.
    """

    more_slots: int = 0
    """Slots more with everybody there and the tables of the fullest slot."""
    more_tables: int | None = None
    """Tables more in every slot; none: tables alone do not help."""


class Timetable(Struct, frozen=True, kw_only=True):
    meetings: tuple[Meeting, ...]
    value: Value
    bound: Value
    """No timetable is worth more than this."""
    gap: float
    """How far ``value.score`` is from ``bound.score``, 0 to 1; 0: the best there is."""
    proved: bool
    """Whether it is the best there is: its value is the bound, or all others were ruled out."""
    unplaced: tuple[Unplaced, ...] = ()
    advice: Advice = Advice()
    short: tuple[Short, ...] = ()
    idle_slots: int = 0
    """Slots in which somebody waits between two own meetings."""
    moved: int = 0
    """Meetings of the previous timetable that could have stayed and are in another slot now."""
    rescheduled: int = 0
    """Meetings that could not stay and found another slot."""
    cancelled: int = 0
    added: int = 0
    stages: tuple[str, ...] = ()
    """What was done, in order."""


class Gain(Struct, frozen=True, kw_only=True):
    """What would be won if so many published meetings might change their slot."""

    moves: int
    moved: int
    meetings: int
    """More than if none moved."""
    score: int
