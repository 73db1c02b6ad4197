"""Offers: what an organization can bring to a town."""

from __future__ import annotations

import asyncio
from typing import Any
from uuid import UUID

from chassis.calls import Asked
from chassis.idempotency import once
from chassis.japan import today
from chassis.outbox import tell
from chassis.postgres import Runner
from chassis.recording import changed, record, record_batch
from chassis.texts import patterns
from contracts.facets import CountOfferFacets, FacetCount
from contracts.faults import Conflict, FieldProblem
from contracts.profiles import (
    AMEND_OFFER,
    OFFER_AMENDED,
    OFFER_PUBLISHED,
    OFFER_WITHDRAWN,
    WITHDRAW_OFFER,
    AmendOffer,
    GetOffers,
    ImportOffer,
    ImportOffers,
    Kept,
    ListOffers,
    Offer,
    OfferPage,
    PublishOffer,
    WithdrawOffer,
)
from contracts.wire import Event
from services.profiles import rules
from services.profiles.deps import Deps
from services.profiles.standing import check_not_left
from services.profiles.store import offer_facets, offers, organizations


async def publish_offer(deps: Deps, asked: Asked[PublishOffer]) -> Offer:
    """Offer it to everybody and tell it; the same ``id`` again changes nothing."""
    organization = rules.acting_for(asked.actor)
    rules.check_offer(asked.request, today().year)
    searched = rules.searched(asked.request.title, asked.request.text, *asked.request.tags)
    async with deps.database.transaction() as transaction:
        await check_not_left(transaction, asked.actor)
        new = await offers.insert(transaction, asked.request, organization, searched, None)
        offer = await _own(transaction, asked.request.id, organization)
        if new:
            await _record(transaction, asked, offer, ())
            await tell(transaction, OFFER_PUBLISHED, offer)
        else:
            rules.check_again(offer, asked.request)
    return offer


async def amend_offer(deps: Deps, asked: Asked[AmendOffer]) -> Offer:
    """Raises ``Conflict`` with the newest when ``revision`` is not the offer's own."""
    organization = rules.acting_for(asked.actor)
    rules.check_offer(asked.request, today().year)

    async def change(transaction: Runner) -> Offer:
        await check_not_left(transaction, asked.actor)
        found = await offers.held(transaction, asked.request.id)
        found = rules.check_change(found, organization, asked.request.revision)
        request = asked.request
        searched = rules.searched(request.title, request.text, *request.tags)
        await offers.change(transaction, request, searched)
        offer = await _told(transaction, OFFER_AMENDED, request.id, organization)
        await _record(transaction, asked, offer, changed(found, offer))
        return offer

    return await once(deps.database, AMEND_OFFER, asked, change)


async def withdraw_offer(deps: Deps, asked: Asked[WithdrawOffer]) -> Offer:
    organization = rules.acting_for(asked.actor)

    async def change(transaction: Runner) -> Offer:
        await check_not_left(transaction, asked.actor)
        found = await offers.held(transaction, asked.request.id)
        found = rules.check_change(found, organization, asked.request.revision)
        await offers.withdraw(transaction, asked.request.id)
        offer = await _told(transaction, OFFER_WITHDRAWN, asked.request.id, organization)
        await _record(transaction, asked, offer, changed(found, offer))
        return offer

    return await once(deps.database, WITHDRAW_OFFER, asked, change)


async def get_offers(deps: Deps, asked: Asked[GetOffers]) -> tuple[Offer, ...]:
    """Those among the asked ids that the actor may see, in no particular order."""
    own = asked.actor.organization if asked.actor else None
    return await offers.by_ids(deps.database, asked.request.ids, own)


async def list_offers(deps: Deps, asked: Asked[ListOffers]) -> OfferPage:
    words = patterns(asked.request.search)
    found, total = await asyncio.gather(
        offers.page(deps.database, asked.request, words),
        offers.count(deps.database, asked.request, words),
    )
    first = asked.request.first
    return OfferPage(offers=found[:first], more=len(found) > first, total=total)


async def count_facets(deps: Deps, asked: Asked[CountOfferFacets]) -> tuple[FacetCount, ...]:
    return await offer_facets.facets(deps.database, asked.request, patterns(asked.request.search))


async def import_offers(deps: Deps, asked: Asked[ImportOffers]) -> Kept:
    """Keep rows of another source, each whole; repeated, nothing is doubled."""
    counts = {"new": 0, "changed": 0, "same": 0}
    async with deps.database.transaction() as transaction:
        await _check_organizations(transaction, asked.request)
        for row in asked.request.rows:
            counts[await _import(transaction, row)] += 1
        await record_batch(transaction, asked, "offer", counts)
    return Kept(**counts)


async def _check_organizations(transaction: Runner, request: ImportOffers) -> None:
    ids = {row.organization_id for row in request.rows}
    known = {found.id for found in await organizations.by_ids(transaction, list(ids))}
    rules.refuse(
        tuple(
            FieldProblem(f"rows.{index}.organization_id", "unknown")
            for index, row in enumerate(request.rows)
            if row.organization_id not in known
        )
    )


async def _import(transaction: Runner, row: ImportOffer) -> str:
    searched = rules.searched(row.title, row.text, *row.tags)
    if await offers.insert(transaction, row, row.organization_id, searched, row.source):
        await _told(transaction, OFFER_PUBLISHED, row.id, row.organization_id)
        return "new"
    found = await offers.held(transaction, row.id)
    if found is None or found.organization_id != row.organization_id:
        raise Conflict("this id is already in use")
    if rules.is_same(found, row):
        return "same"
    await offers.change(transaction, row, searched)
    await _told(transaction, OFFER_AMENDED, row.id, row.organization_id)
    return "changed"


async def _told(
    transaction: Runner, event: Event[Offer], offer_id: UUID, organization_id: UUID
) -> Offer:
    offer = await _own(transaction, offer_id, organization_id)
    await tell(transaction, event, offer)
    return offer


async def _record(
    transaction: Runner, asked: Asked[Any], offer: Offer, fields: tuple[str, ...]
) -> None:
    await record(
        transaction,
        asked,
        object_kind="offer",
        object_id=offer.id,
        tenant=offer.organization_id,
        fields=fields,
    )


async def _own(transaction: Runner, offer_id: UUID, organization_id: UUID) -> Offer:
    """Raises ``Conflict`` when the id is another organization's."""
    found = await offers.held(transaction, offer_id)
    if found is None or found.organization_id != organization_id:
        raise Conflict("this id is already in use")
    return found
