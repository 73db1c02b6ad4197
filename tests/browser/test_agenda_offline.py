"""One's own agenda on the phone: readable without a network, and gone with whoever signs out."""

import pytest
from playwright.async_api import expect

from tests.browser.walking import walking
from tests.gateway.browsing import LIAISON, MEMBER, signed_in
from tests.gateway.test_pages_timetables import event_of, own

pytestmark = pytest.mark.browser
GONE = "async () => (await caches.keys()).length === 0"


async def test_ones_agenda_is_read_without_a_network_and_goes_with_signing_out(town, browser):
    async with signed_in(town, LIAISON) as liaison, signed_in(town, MEMBER) as member:
        event = await event_of(town, await own(liaison), await own(member))
        board, agenda = f"/events/{event}/timetable", f"/events/{event}/agenda"
        await liaison.fill_at(board, f"{board}/make")
        await liaison.fill_at(board, f"{board}/show")
    async with walking(browser, town, MEMBER) as page:
        await page.set_viewport_size({"width": 390, "height": 800})
        await page.goto(agenda)
        await expect(page.locator("#agenda[data-kept]")).to_be_attached(timeout=60_000)
        await expect(page.locator("#agenda-away")).to_be_hidden()
        meetings = await page.locator(".row-title").all_inner_texts()
        assert meetings
        await page.context.set_offline(True)
        await page.reload()
        assert await page.locator(".row-title").all_inner_texts() == meetings
        await expect(page.locator("#agenda-away")).to_be_visible()
        await page.context.set_offline(False)
        await page.reload()
        await expect(page.locator("#agenda-away")).to_be_hidden()
        form = page.locator('form[action="/sign-out"]').first
        await form.evaluate("form => form.requestSubmit()")
        await expect(page.get_by_text("サインアウトしました。")).to_be_visible()
        await page.wait_for_function(GONE)
