"""S19 in a browser: what somebody typed for half an hour is not lost when their session is."""

import pytest

from tests.browser.test_accessibility import TOO_WIDE, _axe_here
from tests.browser.walking import walking
from tests.gateway.browsing import CLERK
from tests.platform import DEMO_PASSWORD

pytestmark = pytest.mark.browser

TYPED = "夕方まで席にいます。電話より手紙が助かります。"


async def sign_in_again(page):
    await page.fill("#email", CLERK)
    await page.fill("#password", DEMO_PASSWORD)
    await page.click("main form[action='/sign-in'] button")


async def test_s19_a_card_typed_while_the_session_ended_is_sent_without_javascript(town, browser):
    async with walking(browser, town, CLERK, java_script_enabled=False) as page:
        await page.goto("/card")
        await page.fill("#about", TYPED)
        await page.context.clear_cookies()
        await page.click("main form[action='/card'] button")
        await page.locator("h1", has_text="サインイン").wait_for()
        await sign_in_again(page)
        await page.locator("h1", has_text="操作をつづける").wait_for()
        assert TYPED in await page.locator("main").inner_text()
        await page.click("main form[action='/card'] button")
        await page.locator(".banner-success").wait_for()
        assert await page.locator("#about").input_value() == TYPED


@pytest.mark.parametrize("language", ["ja", "en"])
async def test_the_pages_of_late_forms_are_for_everybody(town, browser, language):
    small = {"width": 320, "height": 800}
    async with walking(browser, town, CLERK, locale=language, viewport=small) as page:
        await page.goto("/card")
        await page.fill("#about", TYPED)
        await page.context.clear_cookies()
        await page.click("main form[action='/card'] button")
        await page.locator("#elsewhere").wait_for()
        found = [*await _axe_here(page), *await page.evaluate(TOO_WIDE)]
        await sign_in_again(page)
        await page.locator("#typed").wait_for()
        found += [*await _axe_here(page), *await page.evaluate(TOO_WIDE)]
    assert found == []
