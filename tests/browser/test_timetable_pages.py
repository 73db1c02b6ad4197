"""Pages of timetables for everybody: axe, small windows, small fingers, both languages."""

import json
import re

import pytest
from playwright.async_api import expect

from tests.browser.test_introduction_pages import _looked_at
from tests.browser.walking import walking
from tests.gateway.browsing import LIAISON, MEMBER, signed_in
from tests.gateway.test_pages_timetables import event_of, own, pick, sql

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("language", ["ja", "en"])
async def test_pages_of_timetables_are_for_everybody(town, browser, language):
    async with signed_in(town, LIAISON) as liaison, signed_in(town, MEMBER) as member:
        event = await event_of(town, await own(liaison), await own(member))
        board = f"/events/{event}/timetable"
        empty = []
        async with walking(browser, town, LIAISON, locale=language) as page:
            empty += await _looked_at(page, board, language)
        await liaison.fill_at(board, f"{board}/make")
        await liaison.fill_at(board, f"{board}/lock")
        await liaison.fill_at(board, f"{board}/show")
        agenda = f"/events/{event}/agenda"
        await member.fill_at(agenda, f"/events/{event}/objections", text="午後は出られません")
        page = await liaison.see(board)
        picked = re.sub("&amp;", "&", pick(page))
        going = re.search(r'href="([^"]*\?cancel=[^"#]*)', page.text)[1]
    found = empty
    seen = ((LIAISON, (board, picked, going, f"{board}/versions", f"/events/{event}/wall")),)
    for email, paths in (*seen, (MEMBER, (agenda,))):
        async with walking(browser, town, email, locale=language) as page:
            for path in paths:
                found += await _looked_at(page, path, language)
    assert found == []


MORE_TABLES = "UPDATE sessions.events SET tables = $2::text::jsonb WHERE id = $1::text::uuid"
FOCUSED = "document.activeElement.closest('.seat')?.dataset.seat"
STANDING = "document.querySelector('.board-around').getBoundingClientRect().top"
PLACE = ".board td[data-drop=free]:not(:has(.seat))"
DRAG = """async ([from, to]) => {
  const transfer = new DataTransfer();
  const how = { bubbles: true, cancelable: true };
  const say = (where, kind) =>
    where.dispatchEvent(new DragEvent(kind, { ...how, dataTransfer: transfer }));
  const seat = document.querySelector(from);
  say(seat, "dragstart");
  while (!document.querySelector(to)) await new Promise(requestAnimationFrame);
  const refused = document.querySelector(".board td[data-drop=refused]");
  say(refused, "dragover");
  const said = document.getElementById("drop-said").textContent;
  const cell = document.querySelector(to);
  say(cell, "dragover");
  say(cell, "drop");
  return said;
}"""


async def test_a_meeting_is_dragged_and_walked_by_keys_to_a_free_place(town, browser):
    async with signed_in(town, LIAISON) as liaison, signed_in(town, MEMBER) as member:
        event = await event_of(town, await own(liaison), await own(member))
        board = f"/events/{event}/timetable"
        await sql(town, MORE_TABLES, event, json.dumps([{"id": f"卓{n}"} for n in range(1, 6)]))
        await liaison.fill_at(board, f"{board}/make")
    async with walking(browser, town, LIAISON) as page:
        await page.goto(board)
        said = await page.evaluate(DRAG, [".seat[data-pair]", PLACE])
        assert "使われています" in said or "別の面談" in said
        await expect(page.locator("#drop-said")).to_have_text("面談を動かしました。")
        await expect(page.locator(".seat a:focus")).to_have_count(1)
        await page.get_by_role("button", name="直前の変更を元に戻す").click()
        await expect(page.get_by_text("前の版を、新しい版として戻しました。")).to_be_visible()
        seat = page.locator(".seat-acts a", has_text="取りやめる").last
        await seat.focus()
        pair = await page.evaluate(FOCUSED)
        async with walking(browser, town, LIAISON) as other:
            await other.goto(board)
            await other.get_by_role("button", name="固定する").first.click()
            await expect(other.get_by_text("● 固定")).to_have_count(1)
        await page.evaluate("dispatchEvent(new Event('focus'))")
        await expect(page.locator("#newer")).to_have_text(
            re.compile("ほかの人が面談表を変えました。")
        )
        await expect(page.locator("#newer")).to_be_visible()
        await page.locator("#newer a").focus()
        stood = await page.evaluate(STANDING)
        await page.keyboard.press("Enter")
        await expect(page.locator("#drop-said")).to_have_text("いちばん新しい版です。")
        await expect(page.locator("#newer")).to_be_hidden()
        await expect(page.get_by_text("● 固定")).to_have_count(1)
        assert await page.evaluate(FOCUSED) == pair
        assert abs(await page.evaluate(STANDING) - stood) <= 2, "pixels from where it stood"
        await page.locator(".seat-acts a", has_text="動かす").first.focus()
        await page.keyboard.press("Enter")
        await expect(page.locator(".put-here:focus")).to_have_count(1)
        await page.keyboard.press("Escape")
        await expect(page.locator(".put-here")).to_have_count(0)
        await page.locator(".seat-acts a", has_text="動かす").first.press("Enter")
        await expect(page.locator(".put-here:focus")).to_have_count(1)
        await page.keyboard.press("Enter")
        await expect(page.locator("#drop-said")).to_have_text("面談を動かしました。")
        await expect(page.locator(".seat a:focus")).to_have_count(1)
