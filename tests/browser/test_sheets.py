"""A challenge and an offer on one page of paper, and what they are compared on, in Chromium."""

import re

import pytest

from tests.browser.test_accessibility import TOO_WIDE, _axe_here
from tests.browser.walking import things, walking
from tests.gateway.browsing import CLERK, published, signed_in

LONG = "空き家に家財が残り、片付けと修繕と借り手さがしが進みません。\n" * 60


def pages_of(pdf):
    return len(re.findall(rb"/Type\s*/Page\b", pdf))


@pytest.mark.parametrize("language", ["ja", "en"])
async def test_a_sheet_is_one_page_however_long_its_texts_are(town, browser, language):
    async with signed_in(town, CLERK) as clerk:
        sections = ("triedBefore", "constraints", "dataAtHand", "testField")
        longest = dict.fromkeys(("problem", "affected", *sections), LONG)
        path = await published(clerk, **longest, title="長" * 120)
    async with walking(browser, town, locale=language) as page:
        _, offer, *_ = await things(page)
        for one in (path, offer):
            await page.goto(f"{one}/sheet")
            await page.set_viewport_size({"width": 320, "height": 800})
            assert await page.evaluate(TOO_WIDE) == []
            assert await _axe_here(page) == []
            assert pages_of(await page.pdf(format="A4", prefer_css_page_size=True)) == 1


@pytest.mark.parametrize("language", ["ja", "en"])
async def test_a_comparison_has_no_axe_violation_and_fits_a_phone(town, browser, language):
    async with walking(browser, town, locale=language) as page:
        for noun in ("challenges", "offers"):
            await page.goto(f"/{noun}")
            boxes = page.locator("input[name=id]")
            for number in range(3):
                await boxes.nth(number).check()
            await page.locator(f'form[action="/compare/{noun}"] button').click()
            await page.wait_for_url("**/compare/**")
            for width in (320, 1280):
                await page.set_viewport_size({"width": width, "height": 800})
                assert await page.evaluate(TOO_WIDE) == []
                assert await _axe_here(page) == []
