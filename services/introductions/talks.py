"""Finding a time for a talk: one side offers up to three, the other picks one."""

from __future__ import annotations

from typing import Any

from chassis.calls import Asked
from chassis.idempotency import once
from chassis.outbox import tell
from chassis.postgres import Runner
from chassis.recording import record
from contracts.dialogue import ContactKind
from contracts.faults import Conflict, FieldProblem, Invalid, NotFound
from contracts.introductions import Introduction
from contracts.threads import (
    CHOOSE_TALK,
    OFFER_TALK,
    TALK_CANCELLED,
    TALK_CHOSEN,
    TALK_OFFERED,
    ChooseTalk,
    ListTalks,
    OfferTalk,
    Talk,
    TalkState,
    TalkTold,
)
from contracts.wire import Event
from services.introductions import rules, standing
from services.introductions.deps import Deps
from services.introductions.dialogues import note_contact
from services.introductions.introductions import held
from services.introductions.rules import Acting
from services.introductions.store import dialogues, introductions, talks
from services.introductions.threads import check_writing


async def offer_talk(deps: Deps, asked: Asked[OfferTalk]) -> Talk:
    async def change(transaction: Runner) -> Talk:
        request = asked.request
        who, found = await held(transaction, asked, request.introduction_id)
        await check_writing(transaction, found)
        now = await transaction.fetchval(dialogues.NOW)
        if any(moment.tzinfo is None or moment <= now for moment in request.times):
            raise Invalid("times are still to come", fields=(FieldProblem("times", "past"),))
        new = await talks.insert(transaction, request, who.organization)
        talk = await talks.one(transaction, request.id)
        if talk is None or (talk.introduction_id, talk.offered_by) != (found.id, who.organization):
            raise Conflict("this id is already in use")
        if new:
            await _told(transaction, asked, who, found, talk, TALK_OFFERED)
        return talk

    return await once(deps.database, OFFER_TALK, asked, change)


async def choose_talk(deps: Deps, asked: Asked[ChooseTalk]) -> Talk:
    """Pick a time that the other side offered; or call it off, as either side may."""

    async def change(transaction: Runner) -> Talk:
        known = await talks.one(transaction, asked.request.id)
        if known is None:
            raise NotFound("no such introduction")
        who, found = await held(transaction, asked, known.introduction_id)
        talk = await talks.one(transaction, known.id) or known
        event = _next(talk, who, asked.request)
        if event is TALK_CHOSEN:
            await check_writing(transaction, found)
            chosen = asked.request.time
            await talks.set_state(transaction, talk.id, TalkState.CHOSEN, chosen)
            said = chosen.isoformat() if chosen else ""
            at = await transaction.fetchval(dialogues.NOW)
            await note_contact(transaction, ContactKind.MEETING, found, at, said, who.person)
        else:
            await talks.set_state(transaction, talk.id, TalkState.CANCELLED, None)
        after = await talks.one(transaction, talk.id) or talk
        await _told(transaction, asked, who, found, after, event)
        return after

    return await once(deps.database, CHOOSE_TALK, asked, change)


def _next(talk: Talk, who: Acting, asked: ChooseTalk) -> Event[TalkTold]:
    """What is told of the change. Raises ``Conflict`` and ``Invalid``."""
    if talk.state is TalkState.CANCELLED:
        raise Conflict("this talk was called off", reason="talk_over")
    if asked.time is None:
        return TALK_CANCELLED
    if talk.state is TalkState.CHOSEN:
        raise Conflict("a time was picked already", reason="talk_over")
    if talk.offered_by == who.organization:
        raise Conflict("the other side picks one", reason="own_talk")
    if asked.time not in talk.times:
        raise Invalid("not one of the times", fields=(FieldProblem("time", "unknown"),))
    return TALK_CHOSEN


async def list_talks(deps: Deps, asked: Asked[ListTalks]) -> tuple[Talk, ...]:
    who = await standing.acting(deps.database, asked.actor)
    wanted = asked.request.introduction_id
    found = await introductions.one(deps.database, who.organization, wanted, who.person)
    rules.check_side(found, who)
    return await talks.of_introduction(deps.database, wanted)


async def _told(
    transaction: Runner,
    asked: Asked[Any],
    who: Acting,
    found: Introduction,
    talk: Talk,
    event: Event[TalkTold],
) -> None:
    told = TalkTold(
        talk=talk,
        by_organization_name=found.ours.organization_name,
        to_organization_id=found.theirs.organization_id,
        to_unit_id=found.theirs.unit_id,
    )
    await tell(transaction, event, told)
    await record(
        transaction,
        asked,
        object_kind="talk",
        object_id=talk.id,
        tenant=who.organization,
        fields=("state",),
    )
