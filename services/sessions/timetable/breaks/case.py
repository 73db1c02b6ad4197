"""One case: who has to meet whom, in which slots that may be. Read from MiniZinc data (.dzn)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path


class Unreadable(ValueError):
    """The file is no case; the text says what is missing."""


@dataclass(frozen=True, slots=True)
class Case:
    """Participants, meetings and slots are numbered from 0."""

    participants: int
    tables: int
    """Meetings that can be held in a slot."""
    slots: int
    pairs: tuple[tuple[int, int], ...]
    """Who meets in each meeting."""
    allowed: tuple[tuple[int, ...], ...]
    """Slots in which each meeting may be, ascending: forbidden, fixed and half days worked in."""
    before: tuple[tuple[int, ...], ...]
    """Meetings that have to come before each meeting."""
    morning: int
    """Slots of the first half day."""

    def meetings_of(self, participant: int) -> list[int]:
        return [m for m, pair in enumerate(self.pairs) if participant in pair]


def read(path: Path) -> Case:
    """Raises ``Unreadable``, or ``OSError``."""
    text = re.sub(r"%.*", "", path.read_text(encoding="utf-8", errors="replace"))
    participants, meetings = _number(text, "nBusiness"), _number(text, "nMeetings")
    slots = _number(text, "nTotalSlots")
    morning = _number(text, "nMorningSlots", most=slots)
    asked = [int(x) for x in re.findall(r"-?\d+", _list(text, "requested"))]
    if len(asked) != 3 * meetings:
        raise Unreadable(f"requested: {len(asked)} numbers for {meetings} meetings")
    pairs = tuple((asked[3 * m] - 1, asked[3 * m + 1] - 1) for m in range(meetings))
    if any(not 0 <= x < participants for pair in pairs for x in pair):
        raise Unreadable(f"requested: a participant beyond {participants}")
    alone = next((a + 1 for a, b in pairs if a == b), None)
    if alone is not None:
        raise Unreadable(f"requested: participant {alone} is to meet itself")
    forbidden = _sets(text, "forbidden", participants)
    fixed = [int(x) - 1 for x in re.findall(r"-?\d+", _list(text, "fixed"))]
    if len(fixed) != meetings:
        raise Unreadable(f"fixed: {len(fixed)} numbers for {meetings} meetings")
    halves = (range(slots), range(morning), range(morning, slots))
    return Case(
        participants=participants,
        tables=_number(text, "nTables"),
        slots=slots,
        pairs=pairs,
        allowed=tuple(
            tuple(
                t
                for t in halves[asked[3 * m + 2] if asked[3 * m + 2] in (1, 2) else 0]
                if t not in forbidden[a] and t not in forbidden[b] and fixed[m] in (-1, t)
            )
            for m, (a, b) in enumerate(pairs)
        ),
        before=tuple(tuple(sorted(one)) for one in _sets(text, "precedences", meetings)),
        morning=morning,
    )


MOST = 5_000
"""Of people, meetings, slots and tables; more is a slip, and would fill the memory."""


def _number(text: str, name: str, most: int = MOST) -> int:
    found = re.search(rf"\b{name}\s*=\s*(-?\d+)\s*;", text)
    if found is None:
        raise Unreadable(f"{name} is missing")
    digits = found.group(1)
    if digits.startswith("-") or len(digits) > len(str(MOST)) or int(digits) > most:
        raise Unreadable(f"{name}: {digits[:20]} is not between 0 and {most}")
    return int(digits)


def _list(text: str, name: str) -> str:
    found = re.search(rf"\b{name}\s*=\s*\[(.*?)\]\s*;", text, re.DOTALL)
    if found is None:
        raise Unreadable(f"{name} is missing")
    return found.group(1)


def _sets(text: str, name: str, count: int) -> list[set[int]]:
    found = [
        {int(x) - 1 for x in re.findall(r"-?\d+", one) if int(x) > 0}
        for one in re.findall(r"\{([^}]*)\}", _list(text, name))
    ]
    if len(found) != count:
        raise Unreadable(f"{name}: {len(found)} sets instead of {count}")
    return found


def breaks_of(slots: list[int]) -> int:
    """Groups of idle slots between the first and the last of ``slots``."""
    ordered = sorted(slots)
    return sum(later > sooner + 1 for sooner, later in pairwise(ordered))


def faults(case: Case, slot: list[int], spread: int | None) -> list[str]:
    """Rules that an answer breaks; code of its own, shared with no search. Empty: none."""
    found = [
        f"meeting {m} in a slot it may not have"
        for m in range(len(slot))
        if slot[m] not in case.allowed[m]
    ]
    found += [
        f"slot {t} has too few tables"
        for t in range(case.slots)
        if sum(one == t for one in slot) > case.tables
    ]
    breaks = []
    for p in range(case.participants):
        mine = [slot[m] for m in case.meetings_of(p)]
        breaks.append(breaks_of(mine))
        if len(set(mine)) != len(mine):
            found.append(f"participant {p} twice in a slot")
    for m, sooner in enumerate(case.before):
        found += [f"meeting {q} not before {m}" for q in sooner if slot[q] >= slot[m]]
    if spread is not None and breaks and max(breaks) - min(breaks) > spread:
        found.append("breaks spread too far")
    return found
