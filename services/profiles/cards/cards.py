"""Saving one's own card, and looking at those of others."""

from __future__ import annotations

from uuid import UUID

from chassis.calls import Asked
from chassis.events import Told
from chassis.idempotency import once
from chassis.postgres import Runner
from chassis.recording import changed, record
from contracts.cards import SET_CARD, Card, GetCards, GetOwnCard, OwnCard, SetCard
from contracts.faults import Conflict, Unauthenticated
from contracts.introductions import Introduction
from contracts.wire import Actor
from services.profiles.cards import rules
from services.profiles.deps import Deps
from services.profiles.standing import acting_in
from services.profiles.store import cards


async def get_own_card(deps: Deps, asked: Asked[GetOwnCard]) -> OwnCard:
    return await cards.own(deps.database, _who(asked.actor).person)


async def set_card(deps: Deps, asked: Asked[SetCard]) -> OwnCard:
    """Its time begins anew. Raises ``Invalid`` and ``Conflict``."""
    rules.check(asked.request)
    actor = _who(asked.actor)

    async def change(transaction: Runner) -> OwnCard:
        if actor.organization is not None:
            await acting_in(transaction, actor, actor.organization)
        before = await cards.own(transaction, actor.person)
        rules.check_revision(before, asked.request.revision)
        after = await cards.save(transaction, actor.person, asked.request)
        if after is None:
            raise Conflict("the card has changed since it was read")
        await record(
            transaction,
            asked,
            object_kind="card",
            object_id=actor.person,
            tenant=actor.organization,
            fields=changed(before, after),
        )
        return after

    return await once(deps.database, SET_CARD, asked, change)


async def get_cards(deps: Deps, asked: Asked[GetCards]) -> tuple[Card, ...]:
    """Recorded, one entry a person, when an address or a number is among it."""
    organization_id = asked.request.organization_id
    async with deps.database.transaction() as transaction:
        kinds = await _kinds(transaction, asked.actor, organization_id)
        found = await cards.shown(transaction, organization_id, kinds)
        for each in found:
            seen = tuple(name for name in rules.CONTACTS if getattr(each, name))
            if seen and asked.actor is not None and asked.actor.person != each.person_id:
                await record(
                    transaction,
                    asked,
                    object_kind="card",
                    object_id=each.person_id,
                    tenant=organization_id,
                    fields=seen,
                )
    return found


async def _kinds(
    transaction: Runner, actor: Actor | None, organization_id: UUID
) -> tuple[str, ...]:
    """By the memberships of this moment: who has left sees what everybody sees."""
    if actor is None or actor.organization is None:
        return rules.shown_to(colleague=False, introduced=False)
    await acting_in(transaction, actor, actor.organization)
    own = actor.organization
    introduced = await cards.is_introduced(transaction, own, organization_id)
    return rules.shown_to(colleague=own == organization_id, introduced=introduced)


async def keep_introduced(_: Deps, told: Told[Introduction]) -> None:
    await cards.keep_introduction(told.transaction, told.payload, is_live=True)


async def end_introduced(_: Deps, told: Told[Introduction]) -> None:
    await cards.keep_introduction(told.transaction, told.payload, is_live=False)


def _who(actor: Actor | None) -> Actor:
    if actor is None:
        raise Unauthenticated("sign in first")
    return actor
