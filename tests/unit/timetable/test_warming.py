"""Whoever is the first to press waits for no compiler."""

from __future__ import annotations

import subprocess
import sys

APART = """
import json
from msgspec.structs import replace
from bench.timetable_events import day
from services.sessions.timetable import (
    compacting, kernels, planning, rematching, repairing, seating, warming
)

def compiled():
    return {
        f"{module.__name__}.{name}": [str(one) for one in each.signatures]
        for module in (kernels, seating, rematching, compacting)
        for name, each in vars(module).items()
        if hasattr(each, "signatures")
    }

warming.warm()
warm = compiled()
for seed in (100, 101):
    problem = day(30, seed, stressed=True, effort=1)
    made = planning.plan(problem)
    fewer = replace(problem, tables=problem.tables[2:])
    repairing.gains(fewer, made, (3, 10), from_slot=problem.slots[2].id)
now = compiled()
print(json.dumps({name: each for name, each in now.items() if each != warm[name]}))
"""


BESIDE = """
import asyncio, sys
from msgspec.structs import replace
from bench.timetable_events import day
from services.sessions import solving
from services.sessions.timetable.checking import Unplannable

async def main():
    problem = day(30, 100, stressed=False, effort=1)
    made = await solving.solution(problem, None, 0, None)
    await solving.weighed(problem, made, (3,), None)
    try:
        await solving.solution(replace(problem, never=(("x", "y"),)), None, 0, None)
    except Unplannable:
        print(sorted({"numba", "highspy", "scipy.optimize"} & sys.modules.keys()))

asyncio.run(main())
"""


def test_after_warming_up_nothing_is_left_to_compile():
    assert said_by(APART) == "{}"


def test_what_the_solver_answers_loads_no_compiler_where_it_is_read():
    assert said_by(BESIDE) == "[]"


def said_by(program):
    """In a process of its own: here others may have compiled and loaded everything before."""
    ran = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=False
    )
    assert ran.returncode == 0, ran.stderr
    return ran.stdout.strip()
