"""The feed of a saved search: whoever has its address reads what everybody may."""

from __future__ import annotations

from litestar import Response, get
from litestar.di import NamedDependency
from litestar.params import FromPath, SkipValidation

from gateway.pages.challenge_work.feed import KEPT, OF_OFFERS, written
from gateway.pages.page import Page


@get("/feeds/{token:str}")
async def search_feed(
    page: NamedDependency[SkipValidation[Page]], token: FromPath[str]
) -> Response[bytes]:
    """Kept by nobody between us and the reader: the address is theirs alone."""
    found = (await page.ask("SearchFeed", token=token))["searchFeed"]
    return _answer(written(page.context.settings.site, found, f"/feeds/{token}"))


@get("/feeds/offers/{token:str}")
async def offer_feed(
    page: NamedDependency[SkipValidation[Page]], token: FromPath[str]
) -> Response[bytes]:
    """Likewise, of offers."""
    found = await page.ask("OfferFeed", token=token)
    entries = [one | {"problem": one["text"]} for one in found["offerFeed"]]
    site, path = page.context.settings.site, f"/feeds/offers/{token}"
    where, title = OF_OFFERS
    return _answer(written(site, entries, path, (where, f"{found['offerFeedName']} - {title}")))


def _answer(feed: str) -> Response[bytes]:
    return Response(
        content=feed.encode(),
        media_type="application/atom+xml; charset=utf-8",
        headers={
            "Cache-Control": f"private, max-age={KEPT}",
            "Referrer-Policy": "no-referrer",
            "X-Robots-Tag": "noindex",
        },
    )


HANDLERS = [search_feed, offer_feed]
