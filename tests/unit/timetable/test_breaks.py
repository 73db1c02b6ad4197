"""Timetables in which all meetings have to happen: small ones against every possibility."""

from __future__ import annotations

from itertools import product
from math import inf
from multiprocessing import Pipe
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from deploy import cli
from services.sessions.timetable.breaks.case import Case, Unreadable, breaks_of, faults, read
from services.sessions.timetable.breaks.limited import Best, best_of
from services.sessions.timetable.breaks.search import (
    Answer,
    Progress,
    fewer_and_fewer,
    fewest_breaks,
)

SHARED = Path(__file__).parents[4] / "shared" / "data" / "b2bsop"

TEXT = """nBusiness = 3; nMeetings = 2; nTables = 1; nTotalSlots = 4; nMorningSlots = 2;
requested = [|1,2,0|1,3,2|];  % invented (架空)
forbidden = [{1},{},{0}];
fixed = [0, 0];
precedences = [{},{1}];
"""


@st.composite
def cases(draw: st.DrawFn) -> Case:
    people, slots = draw(st.integers(2, 4)), draw(st.integers(1, 4))
    every = [(a, b) for a in range(people) for b in range(a + 1, people)]
    pairs = draw(st.lists(st.sampled_from(every), unique=True, max_size=4))
    return Case(
        participants=people,
        tables=draw(st.integers(1, 2)),
        slots=slots,
        pairs=tuple(pairs),
        allowed=tuple(tuple(t for t in range(slots) if draw(st.integers(0, 3))) for _ in pairs),
        before=tuple(
            tuple(q for q in range(m) if draw(st.integers(0, 4)) == 0) for m in range(len(pairs))
        ),
        morning=slots // 2,
    )


@settings(max_examples=150, deadline=None)
@given(cases(), st.sampled_from([None, 0, 1]))
def test_there_is_no_answer_with_fewer_breaks(case: Case, spread: int | None) -> None:
    answers = [
        sum(breaks_of([slot[m] for m in case.meetings_of(p)]) for p in range(case.participants))
        for slot in product(*case.allowed)
        if not faults(case, list(slot), spread)
    ]
    found = fewest_breaks(case, spread)
    assert found.breaks == (min(answers) if answers else None)
    assert found.slots is None or faults(case, found.slots, spread) == []
    told: list[Progress] = []
    from_above = fewer_and_fewer(case, spread, told.append)
    assert from_above.breaks == found.breaks
    assert all(one.answer is not None for one in told)


def test_a_case_is_read_from_its_file(tmp_path: Path) -> None:
    path = tmp_path / "case.dzn"
    path.write_text(TEXT)
    case = read(path)
    assert case.pairs == ((0, 1), (0, 2))
    assert case.allowed == ((1, 2, 3), (2, 3))
    assert case.before == ((), (0,))
    assert fewest_breaks(case, 2).breaks == 0


@pytest.mark.parametrize(
    ("old", "new", "named"),
    [
        ("nTables = 1;", "", "nTables"),
        ("|1,2,0", "|1,9,0", "requested"),
        ("fixed = [0, 0]", "fixed = [0]", "fixed"),
        ("{1},{},{0}", "{1},{}", "forbidden"),
        ("nMeetings = 2", "nMeetings = 3", "requested"),
    ],
)
def test_a_broken_file_names_what_is_wrong(tmp_path: Path, old: str, new: str, named: str) -> None:
    path = tmp_path / "case.dzn"
    path.write_text(TEXT.replace(old, new))
    with pytest.raises(Unreadable, match=named):
        read(path)


def answer(breaks: int) -> Answer:
    return Answer(slots=[0, 1], breaks=breaks)


HEARD: dict[str, tuple[list[Progress | Answer], Best]] = {
    "nothing": ([], Best(answer=None, bound=0, proved=False)),
    "a bound": ([Progress(bound=3)], Best(answer=None, bound=3, proved=False)),
    "the best so far": (
        [Progress(answer=answer(9)), Progress(bound=3), Progress(answer=answer(8))],
        Best(answer=answer(8), bound=3, proved=False),
    ),
    "an answer at the bound": (
        [Progress(bound=8), Progress(answer=answer(8))],
        Best(answer=answer(8), bound=8, proved=True),
    ),
    "the end": ([Progress(bound=8), answer(8)], Best(answer=answer(8), bound=8, proved=True)),
    "that there is none": (
        [Answer(slots=None, breaks=None)],
        Best(answer=Answer(slots=None, breaks=None), bound=0, proved=True),
    ),
}


@pytest.mark.parametrize("name", sorted(HEARD))
def test_of_what_searches_say_in_time_the_best_is_kept(name: str) -> None:
    said, best = HEARD[name]
    here, there = Pipe(duplex=False)
    for one in said:
        there.send(one)
    there.close()
    with here:
        assert best_of([here], until=inf) == best


@pytest.mark.parametrize(
    ("seconds", "ends", "told"),
    [
        ("60", 0, "0 breaks, the fewest there are"),
        ("0.000001", 1, "no timetable found in 1e-06 s"),
    ],
)
def test_a_search_ends_with_its_time(
    seconds: str, ends: int, told: str, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    path, out = tmp_path / "case.dzn", tmp_path / "out.json"
    path.write_text(TEXT)
    words = ["timetable", str(path), "--seconds", seconds, "-o", str(out)]
    with pytest.raises(SystemExit) as ended:
        cli.main(words)
    assert ended.value.code == ends
    assert told in capfd.readouterr().out
    assert out.exists() is (ends == 0)


@pytest.mark.seed
@pytest.mark.parametrize(
    ("name", "breaks"),
    [
        ("forum-13crafc.original", 1),
        ("forum-13crafc.prec25", None),
        ("forum-13crafc.fixed040-Forb", 50),
    ],
)
def test_a_published_case_gets_its_published_answer(name: str, breaks: int | None) -> None:
    path = SHARED / f"{name}.dzn"
    if not path.exists():
        pytest.skip("the published cases are not here")
    case = read(path)
    found = fewest_breaks(case, 2)
    assert found.slots is None or faults(case, found.slots, 2) == []
    assert found.breaks == breaks
