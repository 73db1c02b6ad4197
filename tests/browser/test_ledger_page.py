"""The page of the record, for everybody: axe, a narrow window with large letters, small fingers."""

import pytest

from gateway import words
from tests.browser.test_accessibility import AXE, OPEN_ALL, RUN, TOO_SMALL, TOO_WIDE
from tests.browser.walking import walking

pytestmark = pytest.mark.browser

AUDITOR = "auditor@enishi.example"
PATHS = ("/ledger", "/ledger?q=nothing-has-this-id")


@pytest.mark.parametrize("language", ["ja", "en"])
async def test_it_has_no_axe_violation(town, browser, language):
    async with walking(browser, town, AUDITOR, locale=language) as page:
        for path in PATHS:
            await page.goto(path)
            await page.evaluate(OPEN_ALL)
            await page.evaluate(AXE.read_text("utf-8"))
            assert await page.evaluate(RUN, ["standard", "black"]) == []


async def test_nothing_is_cut_off_and_whatever_is_pressed_is_large_enough(town, browser):
    async with walking(browser, town, AUDITOR, viewport={"width": 320, "height": 800}) as page:
        site = {"url": town.url, "name": "text_size", "value": "extra_large"}
        await page.context.add_cookies([site])
        await page.goto("/ledger")
        await page.evaluate(OPEN_ALL)
        assert await page.evaluate(TOO_WIDE) == []
        assert await page.evaluate(TOO_SMALL) == []


async def test_a_filter_is_chosen_and_the_table_taken_away(town, browser):
    async with walking(browser, town, AUDITOR) as page:
        await page.goto("/ledger")
        await page.select_option("#operation", "rpc.profiles.v1.person.keep")
        await page.click(".search-main button")
        await page.wait_for_url("**operation=rpc.profiles.v1.person.keep**")
        said = words.WORDS["operation"]["rpc.profiles.v1.person.keep"]
        assert set(await page.locator(".rows .row-title").all_inner_texts()) == {said}
        async with page.expect_download() as taken:
            await page.click("a[href^='/ledger.csv']")
        assert (await taken.value).suggested_filename == "enishi-ledger.csv"
