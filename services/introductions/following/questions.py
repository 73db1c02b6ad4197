"""What became of a meeting: asked of both sides in time, answered by each for itself."""

from __future__ import annotations

from chassis.calls import Asked
from chassis.chores import chore
from chassis.idempotency import once
from chassis.outbox import tell
from chassis.postgres import Database, Runner
from chassis.recording import record
from contracts.faults import Conflict, NotFound
from contracts.follow_ups import (
    ANSWER_FOLLOW_UP,
    FOLLOW_UP_ASKED,
    AnswerFollowUp,
    AskedSide,
    FollowUp,
    FollowUpAsked,
    ListFollowUps,
)
from contracts.introductions import Introduction, Side
from services.introductions import rules, standing
from services.introductions.deps import Deps
from services.introductions.following import store
from services.introductions.introductions import held
from services.introductions.store import introductions

AT_ONCE = 50


async def list_follow_ups(deps: Deps, asked: Asked[ListFollowUps]) -> tuple[FollowUp, ...]:
    who = await standing.acting(deps.database, asked.actor)
    known = await introductions.one(
        deps.database, who.organization, asked.request.introduction_id, who.person
    )
    found = rules.check_side(known, who)
    return await store.of(deps.database, found.id, who.organization)


async def answer_follow_up(deps: Deps, asked: Asked[AnswerFollowUp]) -> FollowUp:
    async def change(transaction: Runner) -> FollowUp:
        request = asked.request
        who, found = await held(transaction, asked, request.introduction_id)
        [known] = await _one(transaction, asked, found) or (None,)
        if known is None:
            raise NotFound("nothing is asked of this introduction")
        if known.asked_at is None:
            raise Conflict("it is not asked yet", reason="not_asked_yet")
        await store.answer(transaction, request, who.organization, who.person)
        await record(
            transaction,
            asked,
            object_kind="introduction",
            object_id=found.id,
            tenant=who.organization,
            fields=("follow_up",),
        )
        [answered] = await _one(transaction, asked, found)
        return answered

    return await once(deps.database, ANSWER_FOLLOW_UP, asked, change)


async def _one(
    transaction: Runner, asked: Asked[AnswerFollowUp], found: Introduction
) -> tuple[FollowUp, ...]:
    every = await store.of(transaction, found.id, found.ours.organization_id)
    return tuple(one for one in every if one.step is asked.request.step)


async def ask(database: Database) -> None:
    async with database.transaction() as transaction:
        for due in await store.ask(transaction, AT_ONCE):
            found = await introductions.as_told(transaction, due.introduction_id)
            met = await store.meetings(transaction, due.introduction_id)
            if found is None:
                continue
            told = FollowUpAsked(
                introduction_id=found.id,
                step=due.step,
                title=met[-1].event_title if met else found.cause_title,
                sides=(_side(found.ours, found.theirs), _side(found.theirs, found.ours)),
            )
            await tell(transaction, FOLLOW_UP_ASKED, told)


keep_asking = chore("follow-up questions", lambda deps: ask(deps.database), pause=2.0)


def _side(own: Side, other: Side) -> AskedSide:
    return AskedSide(
        organization_id=own.organization_id,
        unit_id=own.unit_id,
        other_name=other.organization_name,
    )
