"""Coming in by the link of a letter with a passkey of one's device, and no password at all."""

from uuid import uuid4

import pytest
from playwright.async_api import expect

from tests.browser.test_accessibility import OPEN_ALL, TOO_SMALL, TOO_WIDE, _axe_here
from tests.browser.test_passkeys import with_authenticator
from tests.gateway.browsing import LIAISON, signed_in
from tests.gateway.test_member_pages import invite, link_in

pytestmark = pytest.mark.browser


async def test_who_is_invited_comes_in_with_a_passkey_and_signs_in_with_it_again(town, browser):
    mark = uuid4().hex[:6]
    email = f"kagi{mark}@shiomihara.example"
    async with signed_in(town, LIAISON) as liaison:
        await invite(liaison, email)
        path = await link_in(town, email)
    async with with_authenticator(browser, town) as (page, _, _):
        await page.goto(path)
        await page.click("main a[href$='?by=passkey']")
        assert await page.locator("main input[type=password]").count() == 0
        await expect(page.locator("form[data-passkey]")).to_be_visible()
        assert await _axe_here(page) == []
        size = page.viewport_size
        await page.set_viewport_size({"width": 320, "height": 640})
        await page.evaluate(OPEN_ALL)
        assert await page.evaluate(TOO_WIDE) == []
        assert await page.evaluate(TOO_SMALL) == []
        await page.set_viewport_size(size)
        await page.fill("#email", f"yoso{mark}@shiomihara.example")
        await page.fill("#name", f"鍵 {mark}")
        await page.click("form[data-passkey] button")
        await expect(page.locator("#email-error")).to_be_visible()
        await expect(page.locator("#name")).to_have_value(f"鍵 {mark}")
        await page.fill("#email", email)
        await page.click("form[data-passkey] button")
        await expect(page.locator(".banner-success")).to_contain_text("回復コードを作って")
        await page.context.clear_cookies()
        await page.goto("/sign-in")
        await page.click("form[data-passkey='get'] button")
        await page.wait_for_url(lambda url: "sign-in" not in url)
        await expect(page.locator("body")).to_contain_text(f"鍵 {mark}")
