"""Telling that people have moved on: a partner who goes on, and a contact point what is left."""

from __future__ import annotations

from typing import Any

from chassis.events import Told
from contracts.handovers import RelationKind, UnitHandedOver, UnitWithoutOwner
from contracts.notify import NotificationKind as Kind
from contracts.rights import POSTERS, RELEASERS, Roles
from services.notify.deps import Deps
from services.notify.store import news
from services.notify.store.news import News

PLACES = {
    RelationKind.INTRODUCTION: "/introductions",
    RelationKind.INTEREST_RECEIVED: "/interests",
    RelationKind.INTEREST_SENT: "/interests",
    RelationKind.PROPOSAL_RECEIVED: "/proposals",
    RelationKind.PROPOSAL_SENT: "/proposals",
}


async def tell_handed_over(deps: Deps, told: Told[UnitHandedOver]) -> None:
    """The partner's people: by whom it goes on. The name is profiles' to give, and no address."""
    found = told.payload
    one = News(
        kind=Kind.UNIT_HANDED_OVER if found.is_successor else Kind.UNIT_KEPT_BY_LIAISON,
        cause=f"handover:{found.id}",
        organization_id=found.partner_id,
        unit_id=found.partner_unit_id,
        subject_id=found.subject_id,
        title=found.unit_name,
        other_name=found.organization_name,
        place=f"{PLACES[found.kind]}/{found.subject_id}",
        note=found.person_name,
    )
    await _say(deps, told, one, POSTERS)


async def tell_without_owner(deps: Deps, told: Told[UnitWithoutOwner]) -> None:
    """The contact point of the organization, once each time that a unit is left alone."""
    found = told.payload
    one = News(
        kind=Kind.UNIT_WITHOUT_OWNER,
        cause=f"ownerless:{found.unit_id}:{found.since.isoformat()}",
        organization_id=found.organization_id,
        subject_id=found.unit_id,
        title=found.unit_name,
        place=f"/handover?unit={found.unit_id}",
        note=str(found.relations),
    )
    await _say(deps, told, one, RELEASERS)


async def _say(deps: Deps, told: Told[Any], one: News, roles: Roles) -> None:
    heads = [str(role) for role in sorted(RELEASERS)]
    await news.tell(told.transaction, one, [str(role) for role in sorted(roles)], heads)
    told.afterwards.append(deps.written.set)
