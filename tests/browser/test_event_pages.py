"""Pages of matching events for everybody: axe, small windows, small fingers, both languages."""

import pytest

from tests.browser.test_introduction_pages import _looked_at
from tests.browser.walking import walking
from tests.gateway.browsing import LIAISON, MEMBER, signed_in
from tests.gateway.test_event_pages import opened

pytestmark = pytest.mark.browser


async def begun(town):
    """An event with one of each side, whose preferences are open."""
    async with signed_in(town, LIAISON) as liaison, signed_in(town, MEMBER) as member:
        path = await opened(liaison)
        form = path + "/register"
        await member.fill_at(form, form, consent="true", lookingFor="とても長い文です。" * 30)
        await liaison.fill_at(form, form, consent="true")
        await liaison.fill_at(path, path + "/advance")
        return path


@pytest.mark.parametrize("language", ["ja", "en"])
async def test_pages_of_matching_events_are_for_everybody(town, browser, language):
    path = await begun(town)
    own = ("/events", "/events/new", path, f"{path}/edit", f"{path}/clone", f"{path}/participants")
    every = (path, f"{path}/register", f"{path}/preferences")
    found = []
    new = (f"{path}/import", f"{path}/participants/new", f"{path}/rehearse")
    for email, paths in ((LIAISON, (*own, *new)), (MEMBER, every)):
        async with walking(browser, town, email, locale=language) as page:
            for one in paths:
                found += await _looked_at(page, one, language)
                if one.endswith("/participants"):
                    change = page.locator(f'a[href^="{one}/"][href$="/edit"]').first
                    there = str(await change.get_attribute("href"))
                    found += await _looked_at(page, there, language)
    assert found == []
