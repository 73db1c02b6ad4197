"""``enishi timetable`` with files that are wrong: one line for each thing, ending with 2."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from deploy import cli

SLOTS = [
    {
        "id": f"s{n}",
        "starts_at": f"2026-11-25T0{n}:00:00+09:00",
        "ends_at": f"2026-11-25T0{n}:15:00+09:00",
    }
    for n in range(3)
]
PEOPLE: list[dict[str, Any]] = [
    {"id": "m0", "side": "public"},
    {"id": "m1", "side": "public"},
    {"id": "c0", "side": "private"},
    {"id": "c1", "side": "private"},
]
WISHES: list[dict[str, Any]] = [
    {"public": "m0", "private": "c0", "score": 5},
    {"public": "m1", "private": "c1", "score": 5},
]
EVENT: dict[str, Any] = {
    "slots": SLOTS,
    "tables": [{"id": "t0"}, {"id": "t1"}],
    "participants": PEOPLE,
    "wishes": WISHES,
}
LOCK = {"public": "m0", "private": "c0", "slot": "s0"}
OTHER = {"public": "m1", "private": "c1", "slot": "s0"}


def first(**change: Any) -> list[dict[str, Any]]:
    return [PEOPLE[0] | change, *PEOPLE[1:]]


def console(*words: str) -> int:
    with pytest.raises(SystemExit) as ended:
        cli.main(("timetable", *words))
    return int(ended.value.code or 0)


def written(path: Path, content: Any) -> str:
    path.write_bytes(content if isinstance(content, bytes) else json.dumps(content).encode())
    return str(path)


WRONG = {
    "no JSON": (b"{[", "malformed"),
    "cut off": (b'{"slots": [', "truncated"),
    "nothing": (b"", "truncated"),
    "bytes": (b"\xff\xfe\x00", "malformed"),
    "a list": ([], "object"),
    "much too deep": (b"[" * 100_000, "array"),
    "no slots": ({"participants": PEOPLE}, "slots"),
    "slots of another type": (EVENT | {"slots": "x"}, "$.slots"),
    "a field nobody knows": (EVENT | {"colour": 1}, "colour"),
    "one in a person": (EVENT | {"participants": first(colour=1)}, "$.participants[0]"),
    "a huge number": (EVENT | {"wishes": [WISHES[0] | {"score": 10**30}]}, "$.wishes[0].score"),
    "a negative one": (EVENT | {"wishes": [WISHES[0] | {"score": -1}]}, "$.wishes[0].score"),
    "half a point": (EVENT | {"wishes": [WISHES[0] | {"score": 1.5}]}, "$.wishes[0].score"),
    "no date": (EVENT | {"slots": [SLOTS[0] | {"starts_at": "?"}]}, "$.slots[0].starts_at"),
    "no time zone": (
        EVENT | {"slots": [SLOTS[0] | {"starts_at": "2026-11-25T00:00:00"}]},
        "slots: without_time_zone s0",
    ),
    "a person twice": (EVENT | {"participants": [*PEOPLE, PEOPLE[0]]}, "named_twice m0"),
    "a wish twice": (EVENT | {"wishes": [*WISHES, WISHES[0]]}, "wishes: named_twice m0 c0"),
    "a no of nobody": (EVENT | {"never": [["?", "m0"]]}, "never: unknown_participant ?"),
    "a lock of nobody": (
        EVENT | {"locks": [LOCK | {"public": "?"}]},
        "locks: unknown_participant ?",
    ),
    "a slot that is gone": (EVENT | {"locks": [LOCK | {"slot": "?"}]}, "locks: unknown_slot ?"),
    "a table that is gone": (EVENT | {"locks": [LOCK | {"table": "?"}]}, "unknown_table ?"),
    "two locks of one": (
        EVENT | {"locks": [LOCK, LOCK | {"private": "c1"}]},
        "locks: locked_twice m0 s0",
    ),
    "two locks at a table": (
        EVENT | {"locks": [LOCK | {"table": "t0"}, OTHER | {"table": "t0"}]},
        "locks: table_twice t0 s0",
    ),
    "fewer tables than locks": (
        EVENT | {"locks": [LOCK, OTHER], "tables": [{"id": "t0"}]},
        "locks: too_few_tables s0",
    ),
    "a table not there then": (
        EVENT | {"locks": [LOCK | {"table": "t0"}], "tables": [{"id": "t0", "slots": ["s1"]}]},
        "locks: table_not_there t0 s0",
    ),
    "fewer rooms than locks": (
        EVENT | {"locks": [LOCK], "participants": first(attends="online"), "online_rooms": 0},
        "locks: too_many_online s0",
    ),
    "locked and never": (
        EVENT | {"locks": [LOCK], "never": [["c0", "m0"]]},
        "locks: locked_but_never m0 c0 s0",
    ),
    "locked and not there": (
        EVENT | {"locks": [LOCK], "participants": first(available=[])},
        "locks: not_there m0 s0",
    ),
    "locked and more than wanted": (
        EVENT | {"locks": [LOCK], "participants": first(most=0)},
        "locks: more_than_most m0",
    ),
    "locked with the own": (
        EVENT
        | {"locks": [LOCK], "participants": [one | {"organization": "架空"} for one in PEOPLE]},
        "locks: own_organization m0 c0",
    ),
    "locked and nowhere both": (
        EVENT
        | {
            "locks": [LOCK],
            "participants": [
                one | {"attends": "online" if one["id"] == "m0" else "on_site"} for one in PEOPLE
            ],
        },
        "locks: no_common_place m0 c0",
    ),
}


@pytest.mark.parametrize("name", sorted(WRONG))
def test_what_is_wrong_in_a_file_is_named_and_nothing_is_made(name, tmp_path, capfd):
    content, said = WRONG[name]
    out = tmp_path / "out.json"

    assert console(written(tmp_path / "event.json", content), "-o", str(out)) == 2

    told = capfd.readouterr().err
    assert said in told
    assert "Traceback" not in told
    assert not out.exists()


EMPTY = {
    "nobody": {"participants": [], "wishes": []},
    "one side": {"participants": PEOPLE[:2], "wishes": []},
    "nobody there": {"participants": [one | {"available": []} for one in PEOPLE]},
    "no tables": {"tables": []},
    "no slots": {"slots": []},
}


@pytest.mark.parametrize("name", sorted(EMPTY))
def test_where_nobody_can_meet_the_timetable_is_empty_and_checked(name, tmp_path, capfd):
    event = written(tmp_path / "event.json", EVENT | EMPTY[name])
    out = str(tmp_path / "out.json")

    assert console(event, "-o", out) == 0
    assert console(event, "--check", out) == 0

    assert "0 meetings of" in capfd.readouterr().out


def test_five_thousand_wishes_of_one_person_are_as_many_as_its_slots(tmp_path, capfd):
    many = [f"c{n}" for n in range(5_000)]
    people = [PEOPLE[0], *({"id": name, "side": "private"} for name in many)]
    wishes = [{"public": "m0", "private": name, "score": 1 + n % 9} for n, name in enumerate(many)]
    event = written(tmp_path / "event.json", EVENT | {"participants": people, "wishes": wishes})

    assert console(event) == 0

    said = capfd.readouterr().out
    assert "3 meetings of 5000 wishes: the best there is" in said
    assert "score 27" in said


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["{event}", "--repair", "{event}"], "meetings"),
        (["{event}", "--check", "{event}"], "meetings"),
        (["{event}", "--repair", "{made}", "--from-slot", "?"], "from_slot: unknown_slot ?"),
        (["{event}", "--repair", "{made}", "--moves", "-1"], "moves"),
        (["{event}", "-o", "{event}/nowhere"], "nowhere"),
        (["nowhere.json"], "nowhere.json"),
        (["{case}"], "nTotalSlots"),
        (["{case}", "--spread", "-1"], "spread"),
        (["{case}", "--seconds", "0"], "seconds"),
        (["{case}", "--seconds", "-1"], "seconds"),
        (["{case}", "--seconds", "nan"], "seconds"),
        (["{case}", "--seconds", "soon"], "seconds"),
        (["{case}", "--seconds", "1000000"], "seconds"),
        (["{event}", "--seconds", "5"], "effort"),
    ],
)
def test_wrong_words_are_one_line(words, said, tmp_path, capfd):
    event = written(tmp_path / "event.json", EVENT)
    made = str(tmp_path / "made.json")
    assert console(event, "-o", made) == 0
    case = written(
        tmp_path / "case.dzn",
        b"nBusiness = 3; nMeetings = 0; nTables = 1; nTotalSlots = 99999999999999;",
    )
    capfd.readouterr()

    given = [word.format(event=event, made=made, case=case) for word in words]
    assert console(*given) == 2

    told = capfd.readouterr()
    assert said in told.err + told.out
    assert "Traceback" not in told.err


def test_the_same_file_gives_the_same_timetable_in_every_process(tmp_path):
    names = [f"m{n}" for n in range(6)] + [f"c{n}" for n in range(6)]
    people = [{"id": name, "side": "public" if name[0] == "m" else "private"} for name in names]
    wishes = [
        {"public": f"m{m}", "private": f"c{c}", "score": 1 + (m * c) % 3}
        for m in range(6)
        for c in range(6)
    ]
    event = written(tmp_path / "event.json", EVENT | {"participants": people, "wishes": wishes})
    found = set()
    for seed in ("1", "2"):
        out = tmp_path / f"{seed}.json"
        program = "import sys; from deploy import cli; cli.main(sys.argv[1:])"
        words = (sys.executable, "-c", program, "timetable", event, "-o", str(out))
        subprocess.run(words, env=os.environ | {"PYTHONHASHSEED": seed}, check=True)
        found.add(out.read_bytes())
    assert len(found) == 1
