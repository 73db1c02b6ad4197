"""What would be won if published meetings might move: told before anything moves."""

from __future__ import annotations

from chassis.calls import Asked
from contracts import timetabling
from contracts.faults import Conflict
from services.sessions import solving, standing
from services.sessions.deps import Deps
from services.sessions.store import timetables as store
from services.sessions.timetable.checking import Unplannable
from services.sessions.timetables import PLANNED_IN, begun, posed

CHOICES = (3, 10)
"""Meetings that might move; what the board lets an organizer choose."""


async def weigh_moves(
    deps: Deps, asked: Asked[timetabling.WeighMoves]
) -> tuple[timetabling.MovesGain, ...]:
    """Beside a repair that moves nothing; nothing for what contradicts itself."""
    async with deps.database.transaction() as transaction:
        event = await standing.organizing(transaction, asked.actor, asked.request.event_id)
        stored = await store.version(transaction, event.id)
        if event.state not in PLANNED_IN or stored is None:
            raise Conflict("there is no timetable to repair", reason="no_timetable")
        problem = await posed(transaction, event, stored.problem.options.seed)
        start = await begun(transaction, problem)
    try:
        found = await solving.weighed(problem, stored.result, CHOICES, start)
    except Unplannable:
        return ()
    return tuple(
        timetabling.MovesGain(
            moves=one.moves, moved=one.moved, meetings=one.meetings, score=one.score
        )
        for one in found
    )
