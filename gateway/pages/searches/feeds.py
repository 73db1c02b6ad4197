"""The feed of a saved search: whoever has its address reads what everybody may."""

from __future__ import annotations

from litestar import Response, get
from litestar.di import NamedDependency
from litestar.params import FromPath, SkipValidation

from gateway.pages.challenge_work.feed import KEPT, OF_CHALLENGES, OF_OFFERS, written
from gateway.pages.page import Page


@get("/feeds/{token:str}")
async def search_feed(
    page: NamedDependency[SkipValidation[Page]], token: FromPath[str]
) -> Response[bytes]:
    """Kept by nobody between us and the reader: the address is theirs alone."""
    found = await page.ask("SearchFeed", token=token)
    site, path = page.context.settings.site, f"/feeds/{token}"
    called = _called(found["searchFeedName"], OF_CHALLENGES)
    return _answer(written(site, found["searchFeed"], path, called))


@get("/feeds/offers/{token:str}")
async def offer_feed(
    page: NamedDependency[SkipValidation[Page]], token: FromPath[str]
) -> Response[bytes]:
    """Likewise, of offers."""
    found = await page.ask("OfferFeed", token=token)
    entries = [one | {"problem": one["text"]} for one in found["offerFeed"]]
    site, path = page.context.settings.site, f"/feeds/offers/{token}"
    called = _called(found["offerFeedName"], OF_OFFERS)
    return _answer(written(site, entries, path, called))


def _called(name: str, of: tuple[str, str]) -> tuple[str, str]:
    """By the search's own name: a reader of feeds lists several of them."""
    where, title = of
    return where, f"{name} - {title}"


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
