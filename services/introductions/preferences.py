"""What one organization wishes of another: private until both have said yes."""

from __future__ import annotations

import asyncio
from uuid import UUID

from chassis.calls import Asked
from chassis.idempotency import once
from chassis.postgres import Runner
from chassis.recording import record
from contracts.faults import NotFound
from contracts.preferences import (
    SET_PREFERENCE,
    GetPreferences,
    ListPreferences,
    Preference,
    PreferencePage,
    PreferenceSet,
    SetPreference,
)
from services.introductions import joining, rules, standing
from services.introductions.deps import Deps
from services.introductions.rules import Acting
from services.introductions.store import copies, interests, introductions, pairs, standings
from services.introductions.store.introductions import About, Yes


async def set_preference(deps: Deps, asked: Asked[SetPreference]) -> PreferenceSet:
    """Keep it, and reveal nothing of the other side's; two yes are an introduction at once."""

    async def change(transaction: Runner) -> PreferenceSet:
        who = await standing.acting(transaction, asked.actor)
        request = asked.request
        rules.check_other(who.organization, request.id)
        if await copies.organization(transaction, request.id) is None:
            raise NotFound("no such organization")
        if request.grade in rules.POSITIVE:
            await standing.check_adult(transaction, who.person)
        await pairs.hold(transaction, who.organization, request.id)
        before = await pairs.one(transaction, who.organization, request.id)
        known = await _write(transaction, who, request)
        grade = before.grade if before else None
        await joining.tell_excluded(transaction, who.organization, request.id, grade, request.grade)
        made = await _reveal(transaction, who, request)
        await record(
            transaction,
            asked,
            object_kind="preference",
            object_id=known or "",
            tenant=who.organization,
            fields=("grade",),
        )
        return PreferenceSet(other_id=request.id, grade=request.grade, introduction_id=made)

    return await once(deps.database, SET_PREFERENCE, asked, change)


async def _write(transaction: Runner, who: Acting, asked: SetPreference) -> UUID | None:
    if asked.grade is None:
        return await pairs.take_back(transaction, who.organization, asked.id)
    contact = rules.contact_of(asked.contact)
    whose = (who.organization, asked.id, who.unit)
    return await pairs.put(transaction, *whose, asked.grade, contact, who.person)


async def _reveal(transaction: Runner, who: Acting, asked: SetPreference) -> UUID | None:
    """The introduction, if there is one now."""
    is_active = await standings.is_active(transaction, asked.id)
    if asked.grade not in rules.POSITIVE or not is_active:
        return await introductions.live_between(transaction, who.organization, asked.id)
    own = Yes(
        organization=who.organization,
        unit=who.unit,
        contact=rules.contact_of(asked.contact),
        person=who.person,
    )
    waiting = await interests.open_between(transaction, asked.id, who.organization)
    theirs = await pairs.yes(transaction, asked.id, who.organization)
    if waiting:
        first, interest_id = joining.yes_of_interest(waiting)
        [interest] = await interests.by_ids(transaction, [interest_id], None)
        return await joining.join(transaction, first, own, joining.about_of(interest))
    if theirs:
        return await joining.join(transaction, theirs, own, About())
    return await introductions.live_between(transaction, who.organization, asked.id)


async def get_preferences(deps: Deps, asked: Asked[GetPreferences]) -> tuple[Preference, ...]:
    """One's own organization's, on those asked for. Nobody ever gets another's."""
    who = await standing.acting(deps.database, asked.actor)
    return await pairs.of(deps.database, who.organization, asked.request.ids)


async def list_preferences(deps: Deps, asked: Asked[ListPreferences]) -> PreferencePage:
    who = await standing.acting(deps.database, asked.actor)
    found, total = await asyncio.gather(
        pairs.page(deps.database, who.organization, asked.request),
        pairs.count(deps.database, who.organization),
    )
    first = asked.request.first
    return PreferencePage(preferences=found[:first], more=len(found) > first, total=total)
