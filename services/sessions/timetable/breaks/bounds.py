"""How few breaks a participant can have at all, looked at alone."""

from __future__ import annotations

from services.sessions.timetable.breaks.case import Case


def fewest_alone(case: Case, participant: int) -> int | None:
    """Fewest breaks for this participant whatever the others do; None: no slots for all.

    A dynamic programme over the slots: how many meetings so far, how many of them in the
    morning, whether the last slot was busy.
    """
    mine = case.meetings_of(participant)
    usable = {t for m in mine for t in case.allowed[m]}
    forced = {case.allowed[m][0] for m in mine if len(case.allowed[m]) == 1}
    best: dict[tuple[int, int, bool], int] = {(0, 0, False): 0}
    for t in range(case.slots):
        following: dict[tuple[int, int, bool], int] = {}
        for (count, early, busy), blocks in best.items():
            if t not in forced:
                _keep(following, (count, early, False), blocks)
            if t in usable and count < len(mine):
                _keep(following, (count + 1, early + (t < case.morning), True), blocks + (not busy))
        best = following
    mornings = sum(max(case.allowed[m]) < case.morning for m in mine)
    afternoons = sum(min(case.allowed[m]) >= case.morning for m in mine)
    ends = [
        blocks
        for (count, early, _), blocks in best.items()
        if count == len(mine) and early >= mornings and count - early >= afternoons
    ]
    return max(0, min(ends) - 1) if ends else None


def _keep(
    states: dict[tuple[int, int, bool], int], state: tuple[int, int, bool], blocks: int
) -> None:
    states[state] = min(blocks, states.get(state, blocks))
