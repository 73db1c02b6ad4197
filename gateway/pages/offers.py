"""Offers, to be read: the list, and one with the challenges that it fits."""

from __future__ import annotations

import asyncio
from urllib.parse import urlencode

from litestar import Response, get
from litestar.di import NamedDependency
from litestar.params import FromPath, SkipValidation
from litestar.response import Redirect

from gateway.pages.challenges import matches_of, may_change
from gateway.pages.failures import Failed
from gateway.pages.forms import new_typed
from gateway.pages.lists import listed, offer_filters, restarted
from gateway.pages.page import Page
from gateway.pages.shortlists.keeping import is_kept

KEPT = ("q", "prefecture", "tag", "cost", "kind")
"""Filters that a saved search has too."""


@get("/offers")
async def offers(page: NamedDependency[SkipValidation[Page]]) -> Response[bytes] | Redirect:
    chosen = offer_filters(page)
    kept = {name: chosen[name] for name in KEPT if chosen[name]}
    if chosen["before_budget"]:
        kept["before_budget"] = "yes"
    shown = {"saving": f"/searches/offers/new?{urlencode(kept)}" if kept else ""}
    return await listed(page, "Offers", "pages/offers.html", chosen, shown)


@get("/offers/{offer_id:str}")
async def offer(
    page: NamedDependency[SkipValidation[Page]], offer_id: FromPath[str]
) -> Response[bytes] | Redirect:
    try:
        data, matches, kept = await asyncio.gather(
            page.ask("Offer", id=offer_id),
            matches_of(page, "OfferMatches", "offer", "challenge", offer_id),
            is_kept(page, offer_id),
        )
    except Failed as failed:
        return restarted(page, failed)
    found = data["offer"] | {"matches": matches}
    may_edit = may_change(page, found) and found["state"] == "PUBLISHED"
    may = {"edit": may_edit, "withdraw": may_edit}
    shown = {"offer": found, "may": may, "key": new_typed()["key"], "kept": kept}
    return page.show("pages/offer.html", shown)


HANDLERS = [offers, offer]
