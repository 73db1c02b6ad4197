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


def test_after_warming_up_nothing_is_left_to_compile():
    # in a process of its own: here others may have compiled it before
    ran = subprocess.run([sys.executable, "-c", APART], capture_output=True, text=True, check=True)
    assert ran.stdout.strip() == "{}"
