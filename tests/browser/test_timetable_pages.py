"""Pages of timetables for everybody: axe, small windows, small fingers, both languages."""

import re

import pytest

from tests.browser.test_introduction_pages import _looked_at
from tests.browser.walking import walking
from tests.gateway.browsing import LIAISON, MEMBER, signed_in
from tests.gateway.test_pages_timetables import event_of, own, pick

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
        picked = re.sub("&amp;", "&", pick(await liaison.see(board)))
    found = empty
    seen = ((LIAISON, (board, picked, f"{board}/versions", f"/events/{event}/wall")),)
    for email, paths in (*seen, (MEMBER, (agenda,))):
        async with walking(browser, town, email, locale=language) as page:
            for path in paths:
                found += await _looked_at(page, path, language)
    assert found == []
