"""Places that stayed empty, given to who stands by: five minutes after their slot began."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from uuid import UUID

from chassis.calls import Asked
from chassis.postgres import Runner
from contracts import event_days as contract
from contracts.event_days import EmptyPlace, RefillOutcome, StandIn
from contracts.faults import Conflict, NotFound
from contracts.participants import ParticipantState
from services.sessions import rearranging, showing, standing
from services.sessions.ahead import Ahead, Question, once_solved
from services.sessions.day import changing, stand_ins
from services.sessions.day.situation import Situation, situation
from services.sessions.day.stand_ins import Place
from services.sessions.deps import Deps
from services.sessions.timetable.checking import Flaw, Unplannable
from services.sessions.timetable.problem import Problem, Side, Timetable

Pairs = dict[Place, list[rearranging.Pair]]


async def list_stand_ins(deps: Deps, asked: Asked[contract.ListStandIns]) -> tuple[StandIn, ...]:
    async with deps.database.transaction() as transaction:
        request = asked.request
        event = await standing.staffing(transaction, asked.actor, request.event_id)
        now = await situation(transaction, event)
    place = _place(now, EmptyPlace(public_id=request.public_id, private_id=request.private_id))
    found = await asyncio.to_thread(_possible, now, [place])
    names = [next(name for name in pair if name != place.waits) for pair in found[place]]
    return tuple(sorted((_shown(now, place, name) for name in names), key=_rank))


def _rank(one: StandIn) -> tuple[bool, int, bool, int]:
    """Wanted by both first; then who has fewest meetings, who waits, by number."""
    return (not one.is_wanted, one.meetings, not one.stands_by, one.number)


def _shown(now: Situation, place: Place, name: str) -> StandIn:
    who = now.people[name]
    return StandIn(
        participant_id=who.id,
        number=who.number,
        name=who.name,
        organization_name=who.organization_name,
        is_wanted=rearranging.wanted(now.problem, place.pair(name)),
        meetings=sum(name in {one.public, one.private} for one in now.result.meetings),
        stands_by=who.state is ParticipantState.WAITING,
    )


def _place(now: Situation, asked: EmptyPlace) -> Place:
    """Raises ``NotFound`` for no meeting, ``Conflict`` for one that nobody is missing from yet."""
    found = now.meeting(asked.public_id, asked.private_id)
    if found is None:
        raise NotFound("no such meeting")
    if not found.may_refill:
        raise Conflict("this place is not free", reason="place_not_free")
    gone = found.missing[0] == found.public_id
    waits, missing = (
        (found.private_id, found.public_id) if gone else (found.public_id, found.private_id)
    )
    return Place(
        waits=str(waits),
        missing=str(missing),
        side=Side.PUBLIC if gone else Side.PRIVATE,
        slot=found.slot,
        table=found.table,
    )


def _possible(now: Situation, places: Sequence[Place]) -> Pairs:
    """Beside the loop."""
    rest = stand_ins.without(now.result, places)
    return {one: stand_ins.possible(now.problem, rest, one, now.here, now.draw) for one in places}


async def _solved(
    now: Situation, asked: dict[Place, UUID | None], ahead: Ahead
) -> tuple[dict[Place, rearranging.Pair], Problem, Timetable]:
    """Who takes which place, and the timetable with them.

    Raises ``Unplannable``, and ``Unanswered`` for what is to be solved outside first.
    """
    possible = await asyncio.to_thread(_possible, now, list(asked))
    found = {place: place.pair(str(who)) for place, who in asked.items() if who is not None}
    _check_offered(now, found, possible, stand_ins.without(now.result, asked))
    taken = {name for pair in found.values() for name in pair}
    rest: Pairs = {
        place: [pair for pair in possible[place] if _free(pair, place, taken)]
        for place, who in asked.items()
        if who is None
    }
    left = stand_ins.without(now.result, asked)
    pairs = [pair for some in rest.values() for pair in some]
    if pairs:
        slot = next(iter(rest)).slot
        wishing = stand_ins.wishing(now.problem, pairs, left)
        small, before = stand_ins.until(wishing, left, slot, pairs)
        made = ahead.answer(Question(small, before, 0, slot))
        found |= stand_ins.seated(list(rest), rest, made)
    kept = stand_ins.without(now.result, stand_ins.given_up(now.problem, now.result, asked, found))
    problem = stand_ins.wishing(now.problem, found.values(), kept)
    return found, *await asyncio.to_thread(_put, problem, kept, found)


def _check_offered(
    now: Situation, chosen: dict[Place, rearranging.Pair], possible: Pairs, rest: Timetable
) -> None:
    """Raises ``Unplannable`` with what the organizer knows anyway; else not why."""
    flaws: list[Flaw] = []
    for place, pair in chosen.items():
        if pair not in possible[place]:
            asked = stand_ins.wishing(now.problem, [pair], rest)
            found = rearranging.flaws_of(asked, rest, pair, place.slot, place.table)
            told = [one for one in found if one.key not in showing.SECRET]
            flaws += told or [Flaw(field="meetings", key="not_offered")]
    if flaws:
        raise Unplannable(flaws)


def _free(pair: rearranging.Pair, place: Place, taken: set[str]) -> bool:
    return not ({*pair} - {place.waits}) & taken


def _put(
    problem: Problem, result: Timetable, found: dict[Place, rearranging.Pair]
) -> tuple[Problem, Timetable]:
    """Raises ``Unplannable`` with the flaws of a place that somebody cannot take."""
    for place, pair in found.items():
        flaws = rearranging.flaws_of(problem, result, pair, place.slot, place.table)
        if flaws:
            raise Unplannable(flaws)
        result = rearranging.put(problem, result, pair, place.slot, place.table)
    return problem, result


async def refill_meetings(deps: Deps, asked: Asked[contract.RefillMeetings]) -> RefillOutcome:
    """A new version, shown at once; both who meet now are told. Else nothing changes."""

    async def change(transaction: Runner, ahead: Ahead) -> RefillOutcome:
        request = asked.request
        event = await standing.staffed(transaction, asked.actor, request.event_id)
        if event.final_version != request.base_version:
            newest = {"version": event.final_version}
            raise Conflict("somebody else has changed it", newest=newest, reason="stale")
        now = await situation(transaction, event)
        wanted = {_place(now, one): one.stand_in_id for one in request.places}
        if len({place.slot for place in wanted}) > 1:
            raise Conflict("these are of two slots", reason="place_not_free")
        try:
            found, problem, result = await _solved(now, wanted, ahead)
        except Unplannable as error:
            reasons = showing.reasons(error.flaws, now.names)
            return RefillOutcome(version=request.base_version, reasons=reasons)
        left = tuple(
            one for one, place in zip(request.places, wanted, strict=True) if place not in found
        )
        if not found:
            return RefillOutcome(version=request.base_version, left=left)
        return await changing.refilled(transaction, asked, now, found, (problem, result), left)

    return await once_solved(deps, contract.REFILL_MEETINGS, asked, change)
