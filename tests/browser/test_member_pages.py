"""Pages of members, registrations and the handover: axe, small windows, and what is printed."""

import re
from uuid import uuid4

import pytest

from tests.browser.test_accessibility import OPEN_ALL, TOO_SMALL, TOO_WIDE, _axe_here
from tests.browser.walking import walking
from tests.gateway.browsing import LIAISON, OTHER_CLERK, challenge, published, signed_in

pytestmark = pytest.mark.browser

ADMIN = "admin@enishi.example"
PAGES = [
    (None, "/register"),
    (None, "/register/sent"),
    (LIAISON, "/members"),
    (LIAISON, "/members/invite"),
    (LIAISON, "/reviews"),
    (LIAISON, "/handover"),
    (ADMIN, "/registrations"),
    (ADMIN, "/recoveries"),
    (LIAISON, "/security/email"),
    (LIAISON, "/members/sign-in"),
    (LIAISON, "/members/sign-in/provider"),
    (LIAISON, "/security/organization"),
    (None, "/sign-in/organization"),
    (None, "/reset"),
    (None, "/reset/sent"),
    (None, "/recovery/asked"),
]


async def own_member(page):
    await page.goto("/members")
    return await page.locator(
        'main a[href^="/members/"]:not([href*="invite"])'
    ).first.get_attribute("href")


@pytest.mark.parametrize(("email", "path"), [*PAGES, (LIAISON, None)])
async def test_a_page_of_members_is_for_everybody(town, browser, email, path):
    async with walking(browser, town, email) as page:
        await page.goto(path or await own_member(page))
        assert await _axe_here(page) == []
        await page.set_viewport_size({"width": 320, "height": 640})
        await page.evaluate(OPEN_ALL)
        assert await page.evaluate(TOO_WIDE) == []
        assert await page.evaluate(TOO_SMALL) == []


async def test_a_handover_of_a_busy_unit_is_printed_on_two_pages_of_a4(town, browser, tmp_path):
    async with signed_in(town, OTHER_CLERK) as clerk:
        for _ in range(10):
            await published(
                clerk, title=f"長い名前の課題で、二行になるかもしれないもの {uuid4().hex}"
            )
            await clerk.fill("/challenges/new", **challenge(), do="preview")
    async with walking(browser, town, OTHER_CLERK) as page:
        await page.goto("/handover")
        printed = await page.pdf(format="A4", margin=dict.fromkeys(("top", "bottom"), "12mm"))
    (tmp_path / "handover.pdf").write_bytes(printed)

    assert len(re.findall(rb"/Type\s*/Page\b", printed)) == 2
