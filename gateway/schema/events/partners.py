"""Whom one could meet at an event, the best fitting first, with the matcher's reasons."""

from __future__ import annotations

from uuid import UUID

import strawberry

from contracts import matching, participants
from contracts.participants import EventSide, ParticipantState
from contracts.wire import After
from gateway.context import must
from gateway.schema.connections import (
    AfterArgument,
    Connection,
    FirstArgument,
    Info,
    check_first,
    connect,
    scope,
    uuid_of,
)
from gateway.schema.events.nouns import Participant
from gateway.schema.nouns import Match

AT_ONCE = 100  # participants of one question
MOST = 2_000  # participants of the other side that are looked at
AT_ONCE_MATCHED = 500  # organizations of one question to the matcher
OTHER = {EventSide.PUBLIC: EventSide.PRIVATE, EventSide.PRIVATE: EventSide.PUBLIC}


@strawberry.type(description="Somebody of the other side, with what the matcher says of both.")
class EventPartner:
    participant: Participant
    match: Match | None = strawberry.field(
        description="The best of what the two organizations have open; none: nothing in common."
    )
    words_match: Match | None = strawberry.field(
        description="Without it: what one's own has open that their own words (lookingFor) fit."
    )


@strawberry.type(description="An organization, with what the matcher says of it and one's own.")
class PartnerMatch:
    organization_id: strawberry.ID
    match: Match


@strawberry.type
class PartnerQuestions:
    @strawberry.field(description="Of some organizations those that fit one's own, best first.")
    async def best_partners(
        self, info: Info, organization_ids: list[strawberry.ID]
    ) -> list[PartnerMatch]:
        found = await _best(info, [uuid_of(one, "organization") for one in organization_ids])
        return [
            PartnerMatch(
                organization_id=strawberry.ID(str(one.organization_id)), match=Match.of(one.match)
            )
            for one in found
        ]

    @strawberry.field(description="Whom one could meet, the best fitting first, then by kana.")
    async def event_partners(
        self,
        info: Info,
        event_id: strawberry.ID,
        search: str = "",
        first: FirstArgument = 20,
        after: AfterArgument = None,
    ) -> Connection[EventPartner]:
        event = uuid_of(event_id, "event")
        mine = await info.context.ask(
            participants.MY_PARTICIPATION, participants.MyParticipation(event_id=event)
        )
        own = must(mine[0] if mine else None, "participation")
        where = scope("event_partners", event=str(event), search=search)
        place = info.context.cursors.open(where, after, After)
        others = await _others(info, event, OTHER[own.side], search)
        best = await _matches(info, others)
        ranks = {organization: rank for rank, organization in enumerate(best)}
        others.sort(key=lambda one: ranks.get(one.organization_id, len(ranks)))
        begin = next((n for n, one in enumerate(others, 1) if place and one.id == place.id), 0)
        shown = others[begin : begin + check_first(first)]
        words = await _of_words(info, [one for one in shown if one.organization_id not in best])
        return connect(
            [_partner(one, best, words) for one in shown],
            [info.context.cursors.seal(where, After(id=one.id)) for one in shown],
            more=len(others) > begin + first,
            after=after,
            total=len(others),
        )


def _partner(
    one: participants.Participant,
    best: dict[UUID | None, matching.Match],
    words: dict[UUID, matching.Match],
) -> EventPartner:
    match, said = best.get(one.organization_id), words.get(one.id)
    return EventPartner(
        participant=Participant.of(one),
        match=Match.of(match) if match else None,
        words_match=Match.of(said) if said else None,
    )


async def _of_words(
    info: Info, people: list[participants.Participant]
) -> dict[UUID, matching.Match]:
    """Of those of whom nothing is open here, by what they wrote when they were entered."""
    actor = info.context.actor
    words = tuple(
        matching.Words(id=one.id, text=one.looking_for) for one in people if one.looking_for
    )
    if actor is None or actor.organization is None or not words:
        return {}
    asked = matching.MatchesOfWords(organization_id=actor.organization, words=words)
    found = await info.context.ask(matching.MATCHES_OF_WORDS, asked)
    return {one.id: one.match for one in found}


async def _others(
    info: Info, event: UUID, side: EventSide, search: str
) -> list[participants.Participant]:
    """In the order of kana, in which those stay who fit alike."""
    found: list[participants.Participant] = []
    after = None
    while len(found) < MOST:
        asked = participants.ListParticipants(
            event_id=event,
            side=side,
            state=ParticipantState.REGISTERED,
            search=search,
            first=AT_ONCE,
            after=after,
        )
        page = await info.context.ask(participants.LIST_PARTICIPANTS, asked)
        found += page.participants
        if not page.more:
            break
        after = After(id=found[-1].id, key=page.keys[-1])
    return found


async def _matches(
    info: Info, others: list[participants.Participant]
) -> dict[UUID | None, matching.Match]:
    """By organization; of those that are on the platform, and have something open."""
    known = dict.fromkeys(one.organization_id for one in others if one.organization_id)
    return {one.organization_id: one.match for one in await _best(info, list(known))}


async def _best(info: Info, organizations: list[UUID]) -> list[matching.Partner]:
    actor = info.context.actor
    found: list[matching.Partner] = []
    if actor is None or actor.organization is None:
        return found
    for begin in range(0, len(organizations), AT_ONCE_MATCHED):
        some = tuple(organizations[begin : begin + AT_ONCE_MATCHED])
        asked = matching.BestPartners(organization_id=actor.organization, others=some)
        found += await info.context.ask(matching.BEST_PARTNERS, asked)
    return sorted(found, key=lambda one: (-one.match.score, one.organization_id.bytes))
