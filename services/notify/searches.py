"""Telling people of a new challenge or offer that fits what they look for."""

from __future__ import annotations

from chassis.events import Told
from contracts.notify import NotificationKind
from contracts.offer_searches import OfferFound
from contracts.saved_searches import SearchFound
from services.notify.deps import Deps
from services.notify.store import searches
from services.notify.store.searches import Found


async def tell_found(deps: Deps, told: Told[SearchFound]) -> None:
    """Each once, however many of their searches it fits and however often it is told."""
    news = told.payload
    found = Found(
        kind=NotificationKind.SEARCH_FOUND,
        cause=f"search:{news.challenge_id}",
        id=news.challenge_id,
        title=news.title,
        organization_name=news.organization_name,
    )
    await searches.tell(told.transaction, found, news.subscribers)
    told.afterwards.append(deps.written.set)


async def tell_offer(deps: Deps, told: Told[OfferFound]) -> None:
    """Likewise."""
    news = told.payload
    found = Found(
        kind=NotificationKind.OFFER_FOUND,
        cause=f"offer:{news.offer_id}",
        id=news.offer_id,
        title=news.title,
        organization_name=news.organization_name,
        place=f"/offers/{news.offer_id}",
    )
    await searches.tell(told.transaction, found, news.subscribers)
    told.afterwards.append(deps.written.set)
