"""Filters of the lists, as they stand in the address."""

from __future__ import annotations

from datetime import date
from typing import Any

from litestar import Response
from litestar.response import Redirect

from gateway import words
from gateway.errors import camel
from gateway.pages.failures import Failed
from gateway.pages.page import Page

LONGEST = 200  # characters of a search
LONGEST_TAG = 40
PLAIN = ("prefecture", "tag", "open_on", "before_budget")
"""Filters that are asked for as they stand; the others are enums."""


def filters(page: Page, **kinds: str) -> dict[str, Any]:
    """``q``, ``prefecture`` and the enums named: values that do not exist ask for nothing.

    ``kinds``: name of a filter -> kind of ``words.WORDS``.
    """
    query = page.request.query_params
    prefecture = query.get("prefecture")
    found: dict[str, Any] = {
        "q": query.get("q", "").strip()[:LONGEST] or None,
        "prefecture": prefecture if prefecture in words.ENGLISH else None,
    }
    for name, kind in kinds.items():
        value = query.get(name, "").lower()
        found[name] = value if value in words.WORDS[kind] else None
    return found


def challenge_filters(page: Page) -> dict[str, Any]:
    """Those of the list of challenges, by the names that their places in the address have."""
    found = filters(page, state="state", direction="direction", budget_stage="budget_stage")
    query = page.request.query_params
    found["tag"] = query.get("tag", "").strip()[:LONGEST_TAG] or None
    return found | {"open_on": day_of(query.get("open_on", ""))}


def offer_filters(page: Page) -> dict[str, Any]:
    """Those of the list of offers, likewise."""
    found = filters(page, cost="cost_band", kind="organization_kind")
    query = page.request.query_params
    found["tag"] = query.get("tag", "").strip()[:LONGEST_TAG] or None
    return found | {"before_budget": True if query.get("before_budget") == "yes" else None}


def day_of(given: str) -> str | None:
    """A day as a date field of a browser gives it; what is none asks for nothing."""
    try:
        return date.fromisoformat(given).isoformat()
    except ValueError:
        return None


def variables(page: Page, chosen: dict[str, Any]) -> dict[str, Any]:
    """The filters as our documents name them, with the place in the list."""
    asked = {name: value for name, value in chosen.items() if value is not None}
    search = asked.pop("q", None)
    plain = {camel(name): asked.pop(name) for name in PLAIN if name in asked}
    enums = {camel(name): value.upper() for name, value in asked.items()}
    return {"search": search, **plain, **enums, "after": after(page)}


def after(page: Page) -> str | None:
    return page.request.query_params.get("after") or None


async def listed(
    page: Page,
    operation: str,
    template: str,
    chosen: dict[str, Any],
    more: dict[str, Any] | None = None,
) -> Response[bytes] | Redirect:
    """A list with its filters; its ``results`` alone for htmx."""
    try:
        data = await page.ask(operation, **variables(page, chosen))
    except Failed as failed:
        return restarted(page, failed)
    block = "results" if page.is_fragment else None
    return page.show(template, {**data, **chosen, **(more or {})}, block=block)


def restarted(page: Page, failed: Failed) -> Redirect:
    """From the beginning, where only the place in the list cannot stand: it may be another
    person's, or of other filters. Raises anything else."""
    if set(failed.problems) != {"after"}:
        raise failed
    return page.go(page.address(after=None, before=None))
