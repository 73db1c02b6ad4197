"""People with a browser: where they can go, and what they do there."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any
from uuid import uuid4

from playwright.async_api import Browser, Page

from tests.gateway.browsing import CLERK
from tests.needs import AFFECTED, review_by
from tests.platform import DEMO_PASSWORD, Town

TITLE = "空き家の家財の片付けと借り手さがしを進めたい"
PROBLEM = "空き家に家財が残り、片付けと修繕と借り手さがしが進みません。"
OPEN = (
    "/",
    "/challenges",
    "/offers",
    "/organizations",
    "/municipalities",
    "/about",
    "/exposure",
    "/same-needs",
    "/compare/offers",
    "/nowhere",
)
OWN = (
    *(
        "/for-you",
        "/notifications",
        "/notifications/letters",
        "/searches",
        "/searches/new",
        "/searches/offers/new",
        "/shortlist",
    ),
    *("/challenges/new", "/offers/new"),
)


@asynccontextmanager
async def walking(
    browser: Browser, town: Town, email: str | None = None, **more: Any
) -> AsyncIterator[Page]:
    """A page of somebody's own browser; with ``email`` they are signed in."""
    given = {"locale": "ja", "reduced_motion": "reduce", "base_url": town.url, **more}
    context = await browser.new_context(**given)
    context.set_default_timeout(60_000)
    page = await context.new_page()
    if email:
        await sign_in(page, email)
    yield page
    await context.close()


async def sign_in(page: Page, email: str = CLERK) -> None:
    await page.goto("/sign-in")
    await page.fill("#email", email)
    await page.fill("#password", DEMO_PASSWORD)
    await page.click("main form button")
    await page.wait_for_url(lambda url: "/sign-in" not in url)


async def things(page: Page) -> list[str]:
    """One of each: a challenge with matches, an offer, an organization and its sheet, a town."""
    found = []
    for path, noun in (
        ("/challenges?state=open&q=空き家", "challenges"),
        ("/offers", "offers"),
        ("/organizations", "organizations"),
        ("/municipalities", "municipalities"),
    ):
        await page.goto(path)
        link = page.locator(f'main a[href^="/{noun}/"]:not([href$="/new"])').first
        found.append(str(await link.get_attribute("href")))
    return [*found, f"{found[2]}/sheet"]


async def write(page: Page, title: str | None = None) -> str:
    """Fill in the form of a challenge; gives its title."""
    title = title or f"{TITLE} {uuid4().hex[:6]}"
    await page.fill("#title", title)
    await page.fill("#problem", PROBLEM)
    await page.fill("#affected", AFFECTED)
    day = review_by()
    await page.fill("#reviewBy", str(day.year))
    await page.fill("#reviewByMonth", str(day.month))
    await page.fill("#reviewByDay", str(day.day))
    await page.select_option("#budgetStage", "information")
    return title
