"""Pages of what comes after meetings: axe, small windows, small fingers, both languages."""

import pytest

from tests.browser.test_introduction_pages import _looked_at
from tests.browser.walking import walking
from tests.gateway.browsing import LIAISON
from tests.gateway.test_after_pages import COMPANY, begun, met

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("language", ["ja", "en"])
async def test_pages_after_meetings_are_for_everybody(town, browser, language):
    path = await begun(town)
    thread = await met(town, path)
    found = []
    for email, paths in (
        (COMPANY, (f"{path}/ratings", thread, f"{thread}/follow-ups", path)),
        (LIAISON, (f"{path}/report", path)),
    ):
        async with walking(browser, town, email, locale=language) as page:
            for one in paths:
                found += await _looked_at(page, one, language)
    assert found == []


async def test_a_meeting_is_rated_on_a_phone_in_three_taps(town, browser):
    path = await begun(town)
    async with walking(browser, town, COMPANY, locale="ja") as page:
        await page.set_viewport_size({"width": 390, "height": 800})
        await page.goto(path)
        await page.get_by_role("link", name="面談をふり返る").click()
        await page.get_by_role("button", name="続けたい", exact=True).click()
        await page.get_by_text("答えを保存しました。").wait_for()
        assert "答えた面談：1／1" in await page.inner_text("main")
