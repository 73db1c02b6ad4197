"""Up to four challenges or offers side by side. Which ones stands in the address."""

from __future__ import annotations

import asyncio
from typing import Any
from urllib.parse import urlencode

from litestar import Response, get
from litestar.di import NamedDependency
from litestar.params import SkipValidation

from gateway.pages.failures import Failed
from gateway.pages.page import Page, frame

MOST = 4


@get("/compare/challenges")
async def compare_challenges(page: NamedDependency[SkipValidation[Page]]) -> Response[bytes]:
    return await _compared(page, "ComparedChallenge", "challenge")


@get("/compare/offers")
async def compare_offers(page: NamedDependency[SkipValidation[Page]]) -> Response[bytes]:
    return await _compared(page, "ComparedOffer", "offer")


async def _compared(page: Page, operation: str, noun: str) -> Response[bytes]:
    given = list(dict.fromkeys(page.request.query_params.getall("id", [])))
    await frame(page)
    answers = await asyncio.gather(*(_one(page, operation, key, noun) for key in given[:MOST]))
    found = [one for one in answers if one is not None]
    for one in found:
        rest = [("id", other["id"]) for other in found if other is not one]
        one["without"] = f"{page.path}?{urlencode(rest)}"
    shown = {
        "things": found,
        "noun": noun,
        "too_many": len(given) > MOST,
        "missing": len(found) < len(answers),
    }
    return page.show("pages/compare.html", shown)


async def _one(page: Page, operation: str, key: str, noun: str) -> dict[str, Any] | None:
    """None for what is not there, or not for whoever asks."""
    try:
        found: dict[str, Any] | None = (await page.ask(operation, id=key))[noun]
    except Failed as failed:
        if failed.code in {"NOT_FOUND", "FORBIDDEN"}:
            return None
        raise
    return found


HANDLERS = [compare_challenges, compare_offers]
