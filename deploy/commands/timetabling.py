"""Timetables from files: made, repaired and checked by the timetable solver itself."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, TypeVar

import msgspec

from deploy.failing import Failed

if TYPE_CHECKING:
    from services.sessions.timetable.breaks.case import Case
    from services.sessions.timetable.breaks.limited import Best
    from services.sessions.timetable.problem import Problem, Timetable, Value

T = TypeVar("T")
WEIGHED = (3, 10)
"""Published meetings that might move, of which the gain is told beforehand."""


class Change(NamedTuple):
    """How a published timetable may change."""

    published: Path | None
    moves: int
    from_slot: str | None


def fewest_breaks(path: Path, spread: int | None, out: Path | None, seconds: float | None) -> int:
    """All meetings of an instance of B2B scheduling, with the fewest breaks there are.

    After ``seconds`` the best that was found, and how few there may be; exit code 1 for none.
    """
    from services.sessions.timetable.breaks.case import Unreadable, read

    try:
        case = read(path)
    except OSError as error:
        raise Failed(f"{path} cannot be read: {error.strerror}", wrong_use=True) from error
    except Unreadable as error:
        raise Failed(f"{path}: {error}", wrong_use=True) from error
    best = _searched(case, spread, seconds)
    if best.answer is None:
        print(f"no timetable found in {seconds:g} s; it would have at least {best.bound} breaks")
        return 1
    if best.answer.slots is None:
        print("infeasible: not all meetings can happen")
        return 0
    breaks = best.answer.breaks
    verdict = (
        "the fewest there are"
        if best.proved
        else f"the best found in {seconds:g} s; no timetable has fewer than {best.bound}"
    )
    print(f"{breaks} breaks, {verdict}")
    if out is not None:
        found = {"breaks": breaks, "bound": best.bound, "slots": best.answer.slots}
        _write(out, msgspec.json.encode(found))
    return 0


def _searched(case: Case, spread: int | None, seconds: float | None) -> Best:
    from services.sessions.timetable.breaks import limited, search

    if seconds is not None:
        return limited.best_within(case, spread, seconds)
    answer = search.fewest_breaks(case, spread)
    return limited.Best(answer=answer, bound=answer.breaks or 0, proved=True)


def of_file(
    path: Path, out: Path | None, change: Change, *, seconds: float | None, checked: Path | None
) -> int:
    """One made from a JSON file, or one that was ``checked`` against it."""
    if seconds is not None:
        raise Failed('--seconds is for .dzn; in JSON say "effort" in "options"', wrong_use=True)
    return make(path, out, change) if checked is None else check(path, checked)


def make(path: Path, out: Path | None, change: Change) -> int:
    from services.sessions.timetable.checking import Unplannable
    from services.sessions.timetable.planning import plan
    from services.sessions.timetable.problem import Problem, Timetable
    from services.sessions.timetable.repairing import gains, repair

    problem = _read(path, Problem)
    published = _read(change.published, Timetable) if change.published else None
    try:
        if published is None:
            made = plan(problem)
        else:
            made = repair(problem, published, moves=change.moves, from_slot=change.from_slot)
    except Unplannable as wrong:
        for flaw in wrong.flaws:
            print(f"{flaw.field}: {flaw.key} {' '.join(flaw.names)}", file=sys.stderr)
        raise Failed(f"{path} contradicts itself; nothing was made", wrong_use=True) from wrong
    _tell(problem, made, published=published is not None)
    if published is not None and not change.moves:
        for gain in gains(problem, published, WEIGHED, from_slot=change.from_slot):
            print(
                f"  if {gain.moves} might move: {gain.meetings} meetings more, "
                f"score {gain.score:+}, {gain.moved} moved"
            )
    if out is not None:
        _write(out, msgspec.json.format(msgspec.json.encode(made)) + b"\n")
    return 0


def check(path: Path, timetable: Path) -> int:
    from services.sessions.timetable.problem import Problem, Timetable
    from services.sessions.timetable.validator import flaws

    found = flaws(_read(path, Problem), _read(timetable, Timetable))
    for flaw in found:
        print(f"{flaw.key} {' '.join(flaw.names)}")
    if not found:
        print("checked: every rule is kept")
    return 1 if found else 0


def _read(path: Path, kind: type[T]) -> T:
    try:
        return msgspec.json.decode(path.read_bytes(), type=kind)
    except OSError as error:
        raise Failed(f"{path} cannot be read: {error.strerror}", wrong_use=True) from error
    except msgspec.DecodeError as error:
        raise Failed(f"{path}: {error}", wrong_use=True) from error


def _write(path: Path, content: bytes) -> None:
    try:
        path.write_bytes(content)
    except OSError as error:
        raise Failed(f"{path} cannot be written: {error.strerror}", wrong_use=True) from error


def _tell(problem: Problem, made: Timetable, *, published: bool) -> None:
    verdict = "the best there is" if made.proved else f"at most {made.gap:.2%} below the best"
    print(f"{len(made.meetings)} meetings of {len(problem.wishes)} wishes: {verdict}")
    print(f"  score {_sum(made.value)}; bound {_sum(made.bound)}; {made.idle_slots} idle slots")
    print(f"  {len(made.short)} people under their floor")
    if published:
        print(
            f"  moved {made.moved}, rescheduled {made.rescheduled}, "
            f"cancelled {made.cancelled}, added {made.added}"
        )
    for one in made.unplaced[:20]:
        print(f"  not placed: {one.public} and {one.private}: {one.limit}")
    if len(made.unplaced) > len(made.unplaced[:20]):
        print(f"  and {len(made.unplaced) - 20} more")
    if made.advice.more_slots:
        tables = made.advice.more_tables
        either = f", or {tables} more tables" if tables else ""
        print(f"  {made.advice.more_slots} more slots{either} would fit the rest")


def _sum(value: Value) -> str:
    return f"{value.score} (musts {value.musts}, floors {value.first_served + value.floor})"
