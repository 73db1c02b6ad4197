"""Introductions: seen by their two sides, handed on inside one, and ended."""

from __future__ import annotations

import asyncio
from typing import Any
from uuid import UUID

from chassis.calls import Asked
from chassis.idempotency import once
from chassis.outbox import tell
from chassis.postgres import Runner
from chassis.recording import record
from contracts.faults import Conflict, FieldProblem, Invalid
from contracts.introductions import (
    END_INTRODUCTION,
    INTRODUCTION_ENDED,
    TRANSFER_INTRODUCTION,
    EndIntroduction,
    GetIntroductions,
    Introduction,
    IntroductionPage,
    ListIntroductions,
    TransferIntroduction,
)
from contracts.preferences import Contact
from services.introductions import rules, standing
from services.introductions.deps import Deps
from services.introductions.rules import Acting
from services.introductions.store import copies, introductions, pairs


async def get_introductions(deps: Deps, asked: Asked[GetIntroductions]) -> tuple[Introduction, ...]:
    who = await standing.acting(deps.database, asked.actor)
    found = await introductions.by_ids(
        deps.database, who.organization, asked.request.ids, who.person
    )
    return tuple(one for one in found if who.reaches(one.ours.unit_id))


async def list_introductions(deps: Deps, asked: Asked[ListIntroductions]) -> IntroductionPage:
    who = await standing.acting(deps.database, asked.actor)
    whose = (who.organization, who.unit, who.wide)
    found, total = await asyncio.gather(
        introductions.page(deps.database, *whose, who.person, asked.request),
        introductions.count(deps.database, *whose, asked.request.state),
    )
    first = asked.request.first
    return IntroductionPage(introductions=found[:first], more=len(found) > first, total=total)


async def end_introduction(deps: Deps, asked: Asked[EndIntroduction]) -> Introduction:
    """By either side. Why stays with the own side; both may wish for each other anew."""

    async def change(transaction: Runner) -> Introduction:
        who, found = await held(transaction, asked, asked.request.id)
        rules.check_live(found)
        rules.check_revision(found, asked.request.revision)
        note = asked.request.note.strip()
        await introductions.end(transaction, found.id, who.organization, asked.request.reason, note)
        await pairs.forget(transaction, found.ours.organization_id, found.theirs.organization_id)
        told = await introductions.as_told(transaction, found.id)
        if told is not None:
            await tell(transaction, INTRODUCTION_ENDED, rules.without_contacts(told))
        return await _conclude(transaction, asked, who, found.id, ("state",))

    return await once(deps.database, END_INTRODUCTION, asked, change)


async def transfer_introduction(deps: Deps, asked: Asked[TransferIntroduction]) -> Introduction:
    """The own side goes on to another unit, which reads everything that was said."""

    async def change(transaction: Runner) -> Introduction:
        who, found = await held(transaction, asked, asked.request.id)
        request = asked.request
        rules.check_live(found)
        rules.check_revision(found, request.revision)
        own = await copies.organization(transaction, who.organization)
        if request.unit_id and (own is None or not own.has_unit(request.unit_id)):
            problem = FieldProblem("unit_id", "unknown")
            raise Invalid("no such unit of this organization", fields=(problem,))
        contact = rules.contact_of(request.contact) if request.contact else None
        if contact is not None and contact != Contact():
            await standing.check_adult(transaction, who.person)
        whose = (who.organization, request.unit_id, contact, who.person)
        await introductions.transfer(transaction, found.id, *whose)
        changed = ("unit_id",) if contact is None else ("unit_id", "contact")
        return await _conclude(transaction, asked, who, found.id, changed)

    return await once(deps.database, TRANSFER_INTRODUCTION, asked, change)


async def held(
    transaction: Runner, asked: Asked[Any], introduction_id: UUID
) -> tuple[Acting, Introduction]:
    """Who acts, and the introduction, which nobody else changes meanwhile.

    Raises ``NotFound`` for what is not theirs.
    """
    who = await standing.acting(transaction, asked.actor)
    known = await introductions.one(transaction, who.organization, introduction_id, who.person)
    found = rules.check_side(known, who)
    await pairs.hold(transaction, found.ours.organization_id, found.theirs.organization_id)
    await introductions.hold(transaction, found.id)
    newest = await introductions.one(transaction, who.organization, introduction_id, who.person)
    return who, rules.check_side(newest, who)


async def _conclude(
    transaction: Runner,
    asked: Asked[Any],
    who: Acting,
    introduction_id: UUID,
    fields: tuple[str, ...],
) -> Introduction:
    found = await introductions.one(transaction, who.organization, introduction_id, who.person)
    if found is None:
        raise Conflict("the introduction is not there any more")
    await record(
        transaction,
        asked,
        object_kind="introduction",
        object_id=introduction_id,
        tenant=who.organization,
        fields=fields,
    )
    return found
