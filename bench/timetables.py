"""``make bench-timetables``: how good and how fast timetables are, beside peers, in one run."""

from __future__ import annotations

import argparse
import json
import os
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
from msgspec.structs import replace

from bench import breaks_peer
from bench import timetable_peers as peers
from bench.breaks_variants import compare_variants
from bench.timetable_events import SIZES, day
from bench.timetable_idle import fewest_idle
from services.sessions.timetable import choosing, compacting, planning, seating
from services.sessions.timetable.breaks.case import faults, read
from services.sessions.timetable.breaks.search import fewest_breaks
from services.sessions.timetable.instance import Instance, instance
from services.sessions.timetable.pairing import Ints
from services.sessions.timetable.planning import plan
from services.sessions.timetable.problem import Problem
from services.sessions.timetable.repairing import repair
from services.sessions.timetable.validator import flaws

CASES = Path(__file__).resolve().parents[2] / "shared" / "data" / "b2bsop"
PUBLISHED = CASES.parents[1] / "prototypes" / "sessions" / "published_maxsat.json"
SEEDS = (100, 101, 102)
MONOLITHS_TO = 500
"""Participants of a side up to which the whole model is given to one solver."""
SMALL = 30
"""Participants of a side up to which they solve every seed, not the first alone."""
BOUNDED_TO = 150
"""Participants of a side up to which the fewest idle slots are bounded."""
PEERS: dict[str, peers.Peer] = {
    "first come": peers.first_come,
    "best first": peers.best_first,
    "slot by slot": peers.slot_by_slot,
    "stable pairs": peers.deferred_acceptance,
}
MONOLITHS: dict[str, peers.Peer] = {"CP-SAT": peers.cp_sat, "HiGHS": peers.highs}


def timed(work: Callable[[], Any]) -> tuple[Any, float]:
    begun = time.process_time()
    return work(), time.process_time() - begun


def compare_days(sizes: list[int], seconds: float) -> None:
    plan(day(30, 1, stressed=True))  # compiles
    print("days: score as a share of the bound | idle slots | CPU seconds; mean of three seeds")
    for side in sizes:
        for stressed in (False, True):
            print(f"{side}x{side}x{SIZES[side][1]} {'stressed' if stressed else 'realistic'}")
            insts = [instance(day(side, seed, stressed=stressed)) for seed in SEEDS]
            bounds = [_bound(inst) for inst in insts]
            for name, peer in PEERS.items():
                _line(name, insts, bounds, lambda inst, peer=peer: peer(inst, seconds))
            for name, peer in MONOLITHS.items() if side <= MONOLITHS_TO else ():
                some = len(insts) if side <= SMALL else 1
                _line(name, insts[:some], bounds[:some], lambda i, peer=peer: peer(i, seconds))
            _ours(side, stressed=stressed)


def _bound(inst: Instance) -> int:
    """Without any floor, as the peers have none."""
    free = _without_floor(inst)
    s, _ = seating.empty(free)
    return planning.best_choice(free, s, choosing.worth(free))[1].score


def _without_floor(inst: Instance) -> Instance:
    from dataclasses import replace as changed  # noqa: PLC0415 -- one name for two kinds of record

    return changed(inst, floor=np.zeros_like(inst.floor))


def _line(
    name: str, insts: list[Instance], bounds: list[int], answer: Callable[[Instance], Ints]
) -> None:
    shares, idles, spent = [], [], []
    for inst, bound in zip(insts, bounds, strict=True):
        slot, seconds = timed(lambda inst=inst: answer(inst))
        s, w = seating.empty(inst)
        compacting.restore(s, slot)
        shares.append(inst.score[slot >= 0].sum() / bound)
        idles.append(seating.idle_in_all(s, w))
        spent.append(seconds)
    print(
        f"  {name:14}{np.mean(shares):9.5f}{np.mean(idles):9.0f}{np.mean(spent):9.3f}", flush=True
    )


def _ours(side: int, *, stressed: bool) -> None:
    for name, floor, effort in (("ours", 0, 0), ("ours, floor 2", 2, 0), ("ours, exact", 0, 10)):
        if effort and not stressed:
            continue
        shares, idles, spent, fewest, short = [], [], [], [], 0
        for seed in SEEDS:
            problem = day(side, seed, stressed=stressed, effort=effort)
            problem = replace(problem, options=replace(problem.options, floor=floor))
            inst = instance(problem)
            s, w = seating.empty(inst)
            _, seconds = timed(lambda inst=inst, s=s, w=w, p=problem: planning.seat(inst, s, w, p))
            value = planning.reached(inst, s)
            _, bound = planning.best_choice(inst, seating.empty(inst)[0], choosing.worth(inst))
            short += (bound.floor + bound.first_served) - (value.floor + value.first_served)
            shares.append(value.score / _bound(inst))
            idles.append(seating.idle_in_all(s, w))
            spent.append(seconds)
            if side <= BOUNDED_TO and not (floor or stressed):
                fewest.append(fewest_idle(inst, s.degree))
        idle = f", idle {idles} of at least {fewest}" if fewest else ""
        print(
            f"  {name:14}{np.mean(shares):9.5f}{np.mean(idles):9.0f}{np.mean(spent):9.3f}"
            f"  worst {min(shares):.5f}, {short} below a reachable floor{idle}",
            flush=True,
        )


def compare_repairs(sizes: list[int]) -> None:
    print("repair at a third of the day, 5 % gone, 5 % two slots late: share of the new bound")
    for side in (one for one in sizes if one > SMALL):
        _repairs(side)


def _repairs(side: int) -> None:
    problem = day(side, 100, stressed=False)
    published = plan(problem)
    now, slot = _disturbed(problem)
    for name, moves in (("nothing moves", 0), ("20 may move", 20)):
        made, seconds = timed(lambda m=moves: repair(now, published, moves=m, from_slot=slot))
        assert flaws(now, made) == _held_by_the_gone(now, made)  # noqa: S101 -- a measurement
        share = made.value.score / made.bound.score
        told = f"{share:.4f}, moved {made.moved}, added {made.added}, {seconds:.3f} s"
        print(f"  {2 * side:5} people, {name}: {told} with reasons and tables", flush=True)
    anew, seconds = timed(lambda: plan(now))
    was = {(m.public, m.private): m.slot for m in published.meetings}
    kept = sum(was.get((m.public, m.private)) == m.slot for m in anew.meetings)
    print(f"  {2 * side:5} people, made anew: {kept} of {len(was)} stay, {seconds:.3f} s")


def _held_by_the_gone(now: Problem, made: Any) -> list[Any]:
    """Held meetings of people who have left since are no flaw of the repair."""
    return [flaw for flaw in flaws(now, made) if flaw.key == "not_there"]


def _disturbed(problem: Problem) -> tuple[Problem, str]:
    random = np.random.default_rng(1)
    names = [slot.id for slot in problem.slots]
    third = len(names) // 3
    people = []
    for one, draw in zip(
        problem.participants, random.random(len(problem.participants)), strict=True
    ):
        away = set(names[third:]) if draw < 0.05 else set(names[third : third + 2])
        kept = tuple(name for name in one.available or () if name not in away)
        people.append(replace(one, available=kept) if draw < 0.10 else one)
    return replace(problem, participants=tuple(people)), names[third]


def compare_cases(directory: Path, published: Path, limit: float) -> None:
    """Every published optimum, and every proof that there is no answer; RC2 for ``limit`` each."""
    if not directory.is_dir() or not published.is_file():
        print(f"no published cases in {directory}: not measured")
        return
    answers = json.loads(published.read_text())
    total, wrong, worst, cases = 0.0, 0, 0.0, 0
    others = []
    for path in sorted(directory.glob("*.dzn")):
        for spread in (2, 0, 1, 3) if "original" in path.name else (2,):
            name = path.stem + ("" if spread == 2 else f".d{spread}")
            case = read(path)
            found, seconds = timed(lambda case=case, d=spread: fewest_breaks(case, d))
            fine = found.slots is None or not faults(case, found.slots, spread)
            told = "-" if found.breaks is None else str(found.breaks)
            wrong += not fine or answers[name][1] != told
            total, worst, cases = total + seconds, max(worst, seconds), cases + 1
            if limit:
                others.append(breaks_peer.rc2(case, spread, limit))
    print(
        f"B2B scheduling: {cases} cases, {wrong} unlike the published answer, "
        f"{total:.1f} CPU s in all, worst {worst:.1f}"
    )
    if others:
        print(
            f"RC2 on the record's encoding, {limit:.0f} s a case: "
            f"{sum(one.is_finished for one in others)} finished, at least "
            f"{sum(one.seconds for one in others):.1f} CPU s"
        )


def main(argv: list[str] | None = None) -> None:
    parser = argparse.ArgumentParser(prog="python -m bench.timetables", description=__doc__)
    parser.add_argument("--sizes", nargs="*", type=int, default=list(SIZES))
    parser.add_argument("--seconds", type=float, default=20.0, help="limit of a monolith")
    parser.add_argument("--cases", type=Path, default=CASES)
    parser.add_argument("--variants", action="store_true", help="cases that nobody published")
    parser.add_argument("--case-seconds", type=float, default=30.0, help="limit of RC2 a case")
    asked = parser.parse_args([] if argv is None else argv)
    print(f"load {' '.join(f'{load:.1f}' for load in os.getloadavg())} on {os.cpu_count()} cores")
    compare_days(asked.sizes, asked.seconds)
    compare_repairs(asked.sizes)
    if asked.variants:
        answers = json.loads(PUBLISHED.read_text())
        print(compare_variants(asked.cases, answers, asked.case_seconds))
    else:
        compare_cases(asked.cases, PUBLISHED, asked.case_seconds)
    print(f"load {' '.join(f'{load:.1f}' for load in os.getloadavg())} at the end")


if __name__ == "__main__":
    import sys

    main(sys.argv[1:])
