"""Pages of choices and of runs: axe, a narrow window, small fingers."""

import pytest

from tests.browser.test_accessibility import OPEN_ALL, TOO_SMALL, TOO_WIDE, _axe_here
from tests.browser.walking import walking
from tests.gateway.browsing import CLERK, published, signed_in

pytestmark = pytest.mark.browser

AUDITOR = "auditor@enishi.example"
COORDINATOR = "coordinator@tsutsumi.example"
PAGES = [(AUDITOR, "/match-runs"), (COORDINATOR, None)]


@pytest.mark.parametrize(("email", "path"), PAGES)
async def test_a_page_of_choices_or_of_runs_is_for_everybody(town, browser, email, path):
    if path is None:
        async with signed_in(town, CLERK) as clerk:
            path = f"{await published(clerk)}/list"
    async with walking(browser, town, email) as page:
        answer = await page.goto(path)
        assert answer.status == 200
        assert await _axe_here(page) == []
        await page.set_viewport_size({"width": 320, "height": 640})
        await page.evaluate(OPEN_ALL)
        assert await page.evaluate(TOO_WIDE) == []
        assert await page.evaluate(TOO_SMALL) == []
