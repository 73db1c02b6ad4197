"""Invented events (架空) to plan: from small ones drawn by Hypothesis to whole days."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from hypothesis import strategies as st

from services.sessions.timetable.problem import (
    Attendance,
    Options,
    Participant,
    Problem,
    Side,
    Slot,
    Table,
    Wish,
)

BEGINS = datetime(2026, 11, 25, 1, 0, tzinfo=UTC)


def slots(count: int, gap: int = 5) -> tuple[Slot, ...]:
    length = timedelta(minutes=15 + gap)
    return tuple(
        Slot(
            id=f"s{number}",
            starts_at=BEGINS + number * length,
            ends_at=BEGINS + number * length + timedelta(minutes=15),
        )
        for number in range(count)
    )


def everybody(public: int, private: int, *, slots_: int, tables: int) -> Problem:
    """Everybody wishes everybody and is there all day."""
    return Problem(
        slots=slots(slots_),
        tables=tuple(Table(id=f"t{number}") for number in range(tables)),
        participants=(
            *(Participant(id=f"m{n}", side=Side.PUBLIC) for n in range(public)),
            *(Participant(id=f"c{n}", side=Side.PRIVATE) for n in range(private)),
        ),
        wishes=tuple(
            Wish(public=f"m{m}", private=f"c{c}", score=1 + (m * 7 + c * 13) % 100)
            for m in range(public)
            for c in range(private)
        ),
    )


@st.composite
def problems(draw: st.DrawFn, *, whole: bool = False) -> Problem:
    """Small events of every kind; ``whole``: everybody is there all day, on site, one desk."""
    times = slots(draw(st.integers(0, 5)), gap=draw(st.sampled_from([0, 5, 15])))
    zones = ["", "2F"] if not whole and draw(st.booleans()) else [""]
    tables = tuple(
        Table(id=f"t{n}", zone=draw(st.sampled_from(zones)), slots=_some(draw, times, whole))
        for n in range(draw(st.integers(0, 4)))
    )
    people = tuple(
        _participant(draw, side, number, times, whole)
        for side in Side
        for number in range(draw(st.integers(0, 5)))
    )
    pairs = [
        (one.id, other.id)
        for one in people
        for other in people
        if one.side is Side.PUBLIC and other.side is Side.PRIVATE
    ]
    wished = draw(st.lists(st.sampled_from(pairs), unique=True)) if pairs else []
    never = draw(st.lists(st.sampled_from(pairs), max_size=3)) if pairs and not whole else []
    return Problem(
        slots=times,
        tables=tables,
        participants=people,
        wishes=tuple(
            Wish(public=m, private=c, score=draw(st.integers(1, 1000)), must=draw(st.booleans()))
            for m, c in wished
        ),
        never=tuple(never),
        online_rooms=draw(st.sampled_from([None, 0, 1])),
        options=Options(
            floor=draw(st.integers(0, 3)), walking_minutes=draw(st.sampled_from([0, 10])), effort=1
        ),
    )


def _some(draw: st.DrawFn, times: tuple[Slot, ...], whole: bool) -> tuple[str, ...] | None:
    if whole or draw(st.booleans()):
        return None
    return tuple(slot.id for slot in times if draw(st.booleans()))


def _participant(
    draw: st.DrawFn, side: Side, number: int, times: tuple[Slot, ...], whole: bool
) -> Participant:
    return Participant(
        id=f"{side.value}{number}",
        side=side,
        organization="" if whole else draw(st.sampled_from(["", "架空市", "架空社"])),
        available=_some(draw, times, whole),
        desks=1 if whole else draw(st.integers(1, 2)),
        most=None if whole else draw(st.sampled_from([None, 0, 1, 2])),
        first_served=draw(st.booleans()),
        attends=Attendance.ON_SITE if whole else draw(st.sampled_from(list(Attendance))),
    )
