"""Two who met at an event and both want to go on: introduced, or noted where they are already."""

from __future__ import annotations

import logging
from uuid import UUID

from chassis.calls import Asked
from chassis.events import Told
from chassis.postgres import Runner
from contracts.dialogue import ContactKind
from contracts.faults import Forbidden
from contracts.follow_ups import FollowUpStep, ListMeetings, Met
from contracts.introductions import Cause
from contracts.ratings import MeetingAgreed, MeetingSide
from services.introductions import joining, rules, standing
from services.introductions.deps import Deps
from services.introductions.dialogues import sides_of
from services.introductions.following import store
from services.introductions.store import dialogues, introductions, pairs, standings
from services.introductions.store.dialogues import Contacted
from services.introductions.store.introductions import About, Yes

log = logging.getLogger(__name__)

DUE = {
    FollowUpStep.WEEK: "7 days",
    FollowUpStep.MONTH: "1 month",
    FollowUpStep.HALF_YEAR: "6 months",
    FollowUpStep.YEAR: "1 year",
    FollowUpStep.TWO_YEARS: "2 years",
}
"""After the two were introduced, or after it was noted that they met."""


async def introduce(_: Deps, told: Told[MeetingAgreed]) -> None:
    """Exactly once. Not where one of them said no elsewhere, or takes part no more, or is minor."""
    agreed, transaction = told.payload, told.transaction
    sides = (agreed.public.organization_id, agreed.private.organization_id)
    if sides[0] == sides[1]:
        return
    await pairs.hold(transaction, *sides)
    if not all([await standings.is_active(transaction, side) for side in sides]):
        return
    if await pairs.excluded_by(transaction, *sides):
        return
    about = About(cause=Cause.MEETING, cause_id=agreed.event_id, title=agreed.event_title)
    try:
        made = await joining.join(transaction, _yes(agreed.public), _yes(agreed.private), about)
    except Forbidden as refused:
        log.warning("meeting %s brings nobody together: %s", agreed.id, refused)
        return
    if await store.note_meeting(transaction, made, agreed):
        await _note(transaction, made, agreed)
        await store.plan(transaction, made, DUE)


def _yes(side: MeetingSide) -> Yes:
    return Yes(
        organization=side.organization_id,
        unit=side.unit_id,
        contact=side.contact,
        person=side.person_id,
    )


async def _note(transaction: Runner, made: UUID, agreed: MeetingAgreed) -> None:
    """In the record of the public side: that they met, when, and at which event."""
    public = (agreed.public.organization_id, agreed.public.unit_id)
    private = (agreed.private.organization_id, agreed.private.unit_id)
    pair = await sides_of(transaction, public, private)
    if pair is None:
        return
    contacted = Contacted(
        kind=ContactKind.MEETING,
        at=agreed.met_at,
        public=pair[0],
        company=pair[1],
        title=agreed.event_title,
        introduction_id=made,
    )
    await dialogues.add(transaction, contacted)


async def list_meetings(deps: Deps, asked: Asked[ListMeetings]) -> tuple[Met, ...]:
    who = await standing.acting(deps.database, asked.actor)
    known = await introductions.one(
        deps.database, who.organization, asked.request.introduction_id, who.person
    )
    found = rules.check_side(known, who)
    return await store.meetings(deps.database, found.id)
