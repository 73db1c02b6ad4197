"""Ratings on paper, for who is not on the platform or had no phone: typed in on one screen."""

from __future__ import annotations

from uuid import UUID

from chassis.calls import Asked
from chassis.idempotency import once
from chassis.postgres import Runner
from chassis.recording import record
from contracts import paper_ratings as contract
from contracts.checkins import number_of
from contracts.faults import Conflict
from contracts.matching_events import MatchingEvent
from contracts.paper_ratings import PaperOutcome, PaperRating, PaperResult
from services.sessions import standing
from services.sessions.after.held import Held, held
from services.sessions.after.ratings import OPEN, agree
from services.sessions.after.store import paper
from services.sessions.deps import Deps

Outcomes = tuple[PaperOutcome, ...]


async def enter_ratings(deps: Deps, asked: Asked[contract.EnterRatings]) -> Outcomes:
    async def change(transaction: Runner) -> Outcomes:
        event = await standing.organized(transaction, asked.actor, asked.request.event_id)
        if event.state not in OPEN:
            raise Conflict("meetings are not rated at this stage", reason="ratings_closed")
        numbers = await paper.numbers(transaction, event.id)
        meetings = {one.pair: one for one in await held(transaction, event)}
        found = [
            await _enter(transaction, event, one, numbers, meetings)
            for one in asked.request.ratings
        ]
        entered = sum(one.result is PaperResult.ENTERED for one in found)
        await record(
            transaction,
            asked,
            object_kind="event",
            object_id=event.id,
            tenant=event.organization_id,
            reason=f"{entered} ratings",
        )
        return tuple(found)

    return await once(deps.database, contract.ENTER_RATINGS, asked, change)


async def _enter(
    transaction: Runner,
    event: MatchingEvent,
    one: PaperRating,
    numbers: dict[int, UUID],
    meetings: dict[frozenset[UUID], Held],
) -> PaperOutcome:
    def outcome(result: PaperResult) -> PaperOutcome:
        return PaperOutcome(code=one.code, other_code=one.other_code, result=result)

    read = number_of(one.code), number_of(one.other_code)
    if read[0] is None or read[1] is None:
        return outcome(PaperResult.BAD_CODE)
    who, other = numbers.get(read[0]), numbers.get(read[1])
    if who is None or other is None:
        return outcome(PaperResult.UNKNOWN)
    meeting = meetings.get(frozenset((who, other)))
    if meeting is None:
        return outcome(PaperResult.NOT_MET)
    await paper.put(transaction, event.id, (who, other), one.go_on)
    await agree(transaction, event, meeting)
    return outcome(PaperResult.ENTERED)
