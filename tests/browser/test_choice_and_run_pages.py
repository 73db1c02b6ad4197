"""Pages of choices and of runs: axe, a narrow window, small fingers."""

import pytest

from tests.browser.test_accessibility import OPEN_ALL, TOO_SMALL, TOO_WIDE, _axe_here
from tests.browser.walking import walking
from tests.eventually import eventually
from tests.gateway.browsing import CLERK, published, signed_in

pytestmark = pytest.mark.browser

AUDITOR = "auditor@enishi.example"
COORDINATOR = "coordinator@tsutsumi.example"
ORGANIZER = "organizer@enishi.example"
ADMIN = "admin@enishi.example"
PAGES = [(AUDITOR, "/match-runs"), (COORDINATOR, None), (ORGANIZER, "runs"), (ADMIN, "strengths")]


async def paths(page, town, path):
    """Of the pages that are meant."""
    if path is None:
        async with signed_in(town, CLERK) as clerk:
            return [f"{await published(clerk)}/list"]
    if path == "runs":
        return await two_runs(page)
    if path == "strengths":
        await page.goto("/organizations")
        link = page.locator('main a[href^="/organizations/"]').last
        return [f"{await link.get_attribute('href')}/strengths"]
    return [path]


async def two_runs(page):
    """One, made again, and how it differs from another."""
    for _ in range(2):
        await page.goto("/match-runs")
        before = await page.locator('main .rows a[href^="/match-runs/"]').count()
        async with page.expect_response(lambda answer: answer.request.method == "POST"):
            await page.locator('form[action="/match-runs"] button').click()

        async def made(before=before):
            await page.goto("/match-runs")
            return await page.locator('main .rows a[href^="/match-runs/"]').count() > before

        await eventually(made)
    run = await page.locator('main .rows a[href^="/match-runs/"]').first.get_attribute("href")
    await page.locator('form[action="/match-runs/diff"] button').click()
    await page.wait_for_url("**/diff?**")
    return [run, f"{run}/again", page.url]


@pytest.mark.parametrize(("email", "path"), PAGES)
async def test_a_page_of_choices_or_of_runs_is_for_everybody(town, browser, email, path):
    async with walking(browser, town, email) as page:
        for one in await paths(page, town, path):
            answer = await page.goto(one)
            assert answer.status == 200, one
            assert await _axe_here(page) == []
            await page.set_viewport_size({"width": 320, "height": 640})
            await page.evaluate(OPEN_ALL)
            assert await page.evaluate(TOO_WIDE) == []
            assert await page.evaluate(TOO_SMALL) == []
