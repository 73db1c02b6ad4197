"""Who is never there, who is alone, and who leaves on the day itself."""

from datetime import UTC, datetime, timedelta
from uuid import UUID

from msgspec.structs import replace

from contracts.matching_events import MatchingEvent, Slot, Table
from contracts.participants import EventSide
from contracts.preferences import Grade
from services.sessions import posing
from services.sessions.store.timetables import Attendee, Wished
from services.sessions.timetable import validator
from services.sessions.timetable.planning import plan
from services.sessions.timetable.problem import Limit
from services.sessions.timetable.repairing import repair

START = datetime(2026, 11, 1, 4, tzinfo=UTC)
LONG = timedelta(minutes=20)
SLOTS = tuple(
    Slot(id=f"S{n + 1}", starts_at=START + n * LONG, ends_at=START + (n + 1) * LONG)
    for n in range(2)
)
EVENT = MatchingEvent(
    id=UUID(int=99),
    organization_id=UUID(int=98),
    title="架空マッチング会",
    slots=SLOTS,
    tables=(Table(id="卓1"), Table(id="卓2")),
    created_at=START,
)
SIDES = (EventSide.PUBLIC, EventSide.PUBLIC, EventSide.PRIVATE, EventSide.PRIVATE)
PEOPLE = tuple(
    Attendee(id=UUID(int=n), number=n, side=side, organization_name=f"団体{n}", name=f"人{n}")
    for n, side in enumerate(SIDES, 1)
)
WISHED = tuple(
    Wished(participant_id=one.id, other_id=other.id, grade=Grade.MEET)
    for one in PEOPLE
    for other in PEOPLE
    if one.side is not other.side
)


def posed(people):
    return posing.problem(EVENT, tuple(people), WISHED, ())


def test_who_is_never_there_is_named_and_one_side_alone_meets_nobody() -> None:
    *rest, last = PEOPLE
    made = plan(posed([*rest, replace(last, available=())]))

    assert len(made.meetings) == 2
    assert {(one.private, one.limit) for one in made.unplaced} == {
        (str(last.id), Limit.NO_COMMON_SLOT)
    }
    for side in EventSide:
        alone = posed(one for one in PEOPLE if one.side is side)
        assert plan(alone).meetings == ()


def test_who_is_taken_out_on_the_day_leaves_what_was_held_and_frees_what_comes() -> None:
    gone = PEOPLE[-1]
    before = plan(posed(PEOPLE))
    assert len(before.meetings) == 4
    left = posed(PEOPLE[:-1])

    now = posing.with_held(left, EVENT, before, "S2", (gone,))
    after = repair(now, before, from_slot="S2")

    own = [one.slot for one in after.meetings if one.private == str(gone.id)]
    assert own == ["S1"]
    held = {one for one in after.meetings if one.slot == "S1"}
    assert {(one.public, one.private, one.table) for one in held} == {
        (one.public, one.private, one.table) for one in before.meetings if one.slot == "S1"
    }
    assert (after.moved, len(after.meetings)) == (0, 3)
    assert validator.flaws(now, after) == []
    assert posing.with_held(left, EVENT, before, "S1", (gone,)) == left
