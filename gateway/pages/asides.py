"""Answers of forms that are one button: what was refused is said on the page one comes back to."""

from __future__ import annotations

from typing import Any

from litestar.response import Redirect

from gateway.pages.failures import Failed
from gateway.pages.flashes import SAID
from gateway.pages.page import Page


async def send_and_go(page: Page, operation: str, to: str, flash: str, **given: Any) -> Redirect:
    """On to another page, which says that it was done, or why it was not. Raises ``Failed``."""
    page.back = to
    try:
        await page.send(operation, **given)
    except Failed as failed:
        reason = failed.reason.lower()
        if reason in SAID:
            return page.go(to, reason)
        if failed.code == "CONFLICT":
            return page.go(to, "stale")
        raise
    return page.go(to, flash)
