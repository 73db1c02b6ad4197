"""Cases of B2B scheduling that nobody has published: the published ones, renamed and changed.

Renaming people and meetings changes no answer, so those answers are known. The others are
compared with RC2 as far as it comes in its time.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from random import Random

from bench import breaks_peer
from services.sessions.timetable.breaks.case import Case, faults, read
from services.sessions.timetable.breaks.search import fewest_breaks

SPREAD = 2


@dataclass(slots=True)
class Seen:
    """What became of all variants."""

    cases: int = 0
    wrong: int = 0
    compared: int = 0
    seconds: float = 0.0
    worst: float = 0.0


def compare_variants(directory: Path, published: dict[str, list[str]], limit: float) -> Seen:
    """Each published case renamed, and changed in one way; RC2 has ``limit`` seconds for it."""
    seen = Seen()
    for number, path in enumerate(sorted(directory.glob("*.dzn"))):
        case, random = read(path), Random(number)
        told = _asked(seen, path.stem, "renamed", renamed(case, random))
        seen.wrong += told != published[path.stem][1]
        name, other = next(_changed(case, random, number))
        told = _asked(seen, path.stem, name, other)
        peer = breaks_peer.rc2(other, SPREAD, limit) if limit else None
        if peer is not None and peer.is_finished:
            seen.compared += 1
            seen.wrong += told != ("-" if peer.breaks is None else str(peer.breaks))
    return seen


def _asked(seen: Seen, name: str, how: str, case: Case) -> str:
    begun = time.process_time()
    found = fewest_breaks(case, SPREAD)
    spent = time.process_time() - begun
    seen.cases += 1
    seen.seconds += spent
    seen.worst = max(seen.worst, spent)
    seen.wrong += found.slots is not None and bool(faults(case, found.slots, SPREAD))
    told = "-" if found.breaks is None else str(found.breaks)
    print(f"  {name:34} {how:16} {told:>4} {spent:8.2f} s", flush=True)
    return told


def renamed(case: Case, random: Random) -> Case:
    """The same under other numbers."""
    people = random.sample(range(case.participants), case.participants)
    order = random.sample(range(len(case.pairs)), len(case.pairs))
    place = {old: new for new, old in enumerate(order)}
    return replace(
        case,
        pairs=tuple((people[case.pairs[m][0]], people[case.pairs[m][1]]) for m in order),
        allowed=tuple(case.allowed[m] for m in order),
        before=tuple(tuple(sorted(place[q] for q in case.before[m])) for m in order),
    )


def _changed(case: Case, random: Random, number: int) -> Iterator[tuple[str, Case]]:
    ways = (
        lambda: ("fewer meetings", only(case, _most(case, random, 0.9))),
        lambda: ("more meetings", with_more(case, random, len(case.pairs) // 20)),
        lambda: ("a slot more", with_a_slot_more(case)),
        lambda: ("fewer tables", replace(case, tables=case.tables - 1)),
        lambda: ("less time", with_less_time(case, random)),
    )
    yield ways[number % len(ways)]()


def _most(case: Case, random: Random, share: float) -> list[int]:
    return sorted(random.sample(range(len(case.pairs)), int(share * len(case.pairs))))


def only(case: Case, kept: list[int]) -> Case:
    place = {old: new for new, old in enumerate(kept)}
    return replace(
        case,
        pairs=tuple(case.pairs[m] for m in kept),
        allowed=tuple(case.allowed[m] for m in kept),
        before=tuple(tuple(place[q] for q in case.before[m] if q in place) for m in kept),
    )


def with_more(case: Case, random: Random, count: int) -> Case:
    """Meetings of people who do not meet yet, wherever both may meet somebody already."""
    met = {frozenset(pair) for pair in case.pairs}
    usable = [
        {t for m in case.meetings_of(p) for t in case.allowed[m]} for p in range(case.participants)
    ]
    pairs, allowed = list(case.pairs), list(case.allowed)
    for _ in range(20 * count):
        one, other = random.sample(range(case.participants), 2)
        if frozenset((one, other)) in met or len(pairs) == len(case.pairs) + count:
            continue
        met.add(frozenset((one, other)))
        pairs.append((one, other))
        allowed.append(tuple(sorted(usable[one] & usable[other])))
    none = ((),) * (len(pairs) - len(case.pairs))
    return replace(case, pairs=tuple(pairs), allowed=tuple(allowed), before=case.before + none)


def with_a_slot_more(case: Case) -> Case:
    """At the end of the day, for all that could be in its last one."""
    allowed = tuple(
        (*slots, case.slots) if case.slots - 1 in slots else slots for slots in case.allowed
    )
    return replace(case, slots=case.slots + 1, allowed=allowed)


def with_less_time(case: Case, random: Random) -> Case:
    """Each loses one of its slots, where it has more than one."""
    allowed = tuple(
        tuple(sorted(random.sample(slots, len(slots) - 1))) if len(slots) > 1 else slots
        for slots in case.allowed
    )
    return replace(case, allowed=allowed)
