from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from services.sessions.timetable.planning import plan
from services.sessions.timetable.problem import Lock, Problem
from services.sessions.timetable.repairing import gains, repair
from services.sessions.timetable.validator import flaws
from tests.unit.timetable.making import everybody, problems

FEW = settings(max_examples=60, deadline=None)


def _without(problem: Problem, name: str) -> Problem:
    return replace(
        problem,
        participants=tuple(one for one in problem.participants if one.id != name),
        wishes=tuple(w for w in problem.wishes if name not in (w.public, w.private)),
        never=tuple(pair for pair in problem.never if name not in pair),
    )


@FEW
@given(problems(), st.data())
def test_after_a_cancellation_nothing_published_moves(problem: Problem, data) -> None:
    before = plan(problem)
    if not problem.participants:
        return
    gone = data.draw(st.sampled_from(problem.participants)).id
    now = _without(problem, gone)
    after = repair(now, before)
    kept = {
        (m.public, m.private, m.slot) for m in before.meetings if gone not in (m.public, m.private)
    }
    assert kept <= {(m.public, m.private, m.slot) for m in after.meetings}
    assert after.moved == 0
    assert after.cancelled == len(before.meetings) - len(kept)
    assert flaws(now, after) == []


@FEW
@given(problems(), st.integers(1, 4))
def test_no_more_meetings_move_than_the_organizer_allows(problem: Problem, moves: int) -> None:
    before = plan(problem)
    now = replace(problem, participants=tuple(replace(p, most=None) for p in problem.participants))
    still = repair(now, before)
    moving = repair(now, before, moves=moves)
    assert moving.moved <= moves
    assert len(moving.meetings) >= len(still.meetings)
    assert flaws(now, moving) == []


def test_a_free_place_goes_to_what_was_waiting() -> None:
    event = everybody(1, 3, slots_=2, tables=1)
    before = plan(event)
    gone = before.meetings[0].private
    after = repair(_without(event, gone), before)
    assert (after.moved, after.cancelled, after.added) == (0, 1, 1)
    assert len(after.meetings) == 2


def test_a_shrunken_table_list_takes_out_what_is_worth_least() -> None:
    event = everybody(3, 3, slots_=1, tables=3)
    before = plan(event)
    after = repair(replace(event, tables=event.tables[:1]), before)
    assert [m.score for m in after.meetings] == [max(m.score for m in before.meetings)]
    assert after.cancelled == 2


def test_what_has_been_held_stays_whoever_left_since() -> None:
    event = everybody(2, 2, slots_=2, tables=2)
    before = plan(event)
    left = replace(
        event,
        participants=tuple(
            replace(one, available=()) if one.id == "c0" else one for one in event.participants
        ),
    )
    after = repair(left, before, from_slot="s1")
    held = {(m.public, m.private) for m in before.meetings if m.slot == "s0"}
    assert held == {(m.public, m.private) for m in after.meetings if m.slot == "s0"}
    assert all(m.private != "c0" for m in after.meetings if m.slot == "s1")


def test_a_locked_meeting_does_not_move_when_others_may() -> None:
    event = everybody(2, 3, slots_=2, tables=2)
    before = plan(event)
    first = before.meetings[0]
    lock = Lock(public=first.public, private=first.private, slot=first.slot, table=first.table)
    gone = next(m.private for m in before.meetings if m.private != first.private)
    after = repair(_without(replace(event, locks=(lock,)), gone), before, moves=10)
    assert (first.slot, first.table) in {(m.slot, m.table) for m in after.meetings if m.locked}


@FEW
@given(problems())
def test_what_is_won_by_moving_is_told_beforehand_and_is_never_less(problem: Problem) -> None:
    before = plan(problem)
    now = replace(problem, participants=tuple(replace(p, most=None) for p in problem.participants))
    still = repair(now, before)
    for gain in gains(now, before, (1, 4)):
        after = repair(now, before, moves=gain.moves)
        assert gain.moved == after.moved <= gain.moves
        assert gain.meetings == len(after.meetings) - len(still.meetings) >= 0
        assert gain.score == after.value.score - still.value.score >= 0


def test_who_is_gone_is_mistaken_for_nobody_else() -> None:
    event = everybody(3, 3, slots_=3, tables=3)
    before = plan(event)
    for name in ("m0", "m1", "m2", "c0", "c1", "c2"):
        after = repair(_without(event, name), before)
        assert (after.cancelled, after.moved, len(after.meetings)) == (3, 0, 6)
