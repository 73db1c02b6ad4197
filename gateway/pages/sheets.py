"""A challenge or an offer on one page of paper (A4), to be handed round in a meeting."""

from __future__ import annotations

from litestar import Response, get
from litestar.di import NamedDependency
from litestar.params import FromPath, SkipValidation

from gateway.pages.page import Page, frame


@get("/challenges/{challenge_id:str}/sheet")
async def challenge_sheet(
    page: NamedDependency[SkipValidation[Page]], challenge_id: FromPath[str]
) -> Response[bytes]:
    return await _sheet(page, "ComparedChallenge", "challenge", challenge_id)


@get("/offers/{offer_id:str}/sheet")
async def offer_sheet(
    page: NamedDependency[SkipValidation[Page]], offer_id: FromPath[str]
) -> Response[bytes]:
    return await _sheet(page, "ComparedOffer", "offer", offer_id)


async def _sheet(page: Page, operation: str, noun: str, key: str) -> Response[bytes]:
    """What everybody reads of it; of a draft, what its own organization does."""
    await frame(page)
    thing = (await page.ask(operation, id=key))[noun]
    return page.show("pages/sheet.html", {"thing": thing, "noun": noun})


HANDLERS = [challenge_sheet, offer_sheet]
