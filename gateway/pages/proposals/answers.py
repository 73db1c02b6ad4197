"""How long an organization takes to answer proposals, for the pages about it."""

from __future__ import annotations

from typing import Any

from gateway.pages.challenges import AWAY
from gateway.pages.failures import Failed
from gateway.pages.page import Page


async def answer_time(page: Page, organization_id: str | None) -> dict[str, Any] | None:
    """Cases and the days in the middle; none with too few cases, or while nobody can say."""
    if organization_id is None:
        return None
    try:
        data = await page.ask("ProposalAnswers", id=organization_id)
    except Failed as failed:
        if failed.code in AWAY:
            return None
        raise
    found: dict[str, Any] | None = data["proposalResponseTime"]
    return found
