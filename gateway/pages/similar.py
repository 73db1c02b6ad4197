"""What stands below a challenge: who has the same trouble, and who has solved it."""

from __future__ import annotations

from typing import Any

from gateway.pages.failures import Failed
from gateway.pages.page import Page

NONE: dict[str, list[dict[str, Any]]] = {"sameNeed": [], "precedents": []}


async def similar_to(page: Page, key: str) -> dict[str, list[dict[str, Any]]]:
    """Both lists; empty ones while nobody can say: a page is not worth less without them."""
    try:
        found: dict[str, Any] = (await page.ask("SimilarChallenges", id=key))["challenge"]
    except Failed:
        return NONE
    return {name: [one for one in found[name] or () if one["challenge"]] for name in NONE}
