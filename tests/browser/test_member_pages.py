"""Pages of members, registrations and the handover: axe, small windows, and what is printed."""

import re
from uuid import uuid4

import pytest

from tests.browser.test_accessibility import OPEN_ALL, TOO_SMALL, TOO_WIDE, _axe_here
from tests.browser.walking import walking
from tests.gateway.browsing import (
    LIAISON,
    MEMBER,
    OTHER_CLERK,
    challenge,
    published,
    signed_in,
    visiting,
)
from tests.gateway.securing import owner
from tests.gateway.test_letter_pages import link_for
from tests.gateway.test_member_pages import address, invite, link_in
from tests.gateway.test_pages_recovery import ask_reset, follow, path_in

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
    (None, "/terms"),
    (LIAISON, "/own-data"),
    (LIAISON, "/card"),
]


APPLIES = {
    "kind": "company",
    "name": "株式会社みらい架空",
    "hasNoCorporateNumber": "true",
    "prefecture": "福岡県",
    "contactName": "未来 望",
    **dict.fromkeys(("attestsNoGang", "attestsNoCampaign", "acceptsTerms"), "true"),
}


async def own_member(page):
    await page.goto("/members")
    return await page.locator(
        'main a[href^="/members/"]:not([href*="invite"])'
    ).first.get_attribute("href")


@pytest.mark.parametrize(("email", "path"), [*PAGES, (LIAISON, None)])
async def test_a_page_of_members_is_for_everybody(town, browser, email, path):
    async with walking(browser, town, email) as page:
        await page.goto(path or await own_member(page))
        assert await for_everybody(page) == []


async def for_everybody(page):
    """What is wrong with the page that is shown."""
    found = await _axe_here(page)
    before = page.viewport_size
    await page.set_viewport_size({"width": 320, "height": 640})
    await page.evaluate(OPEN_ALL)
    found += [
        f"{page.url} {one}" for what in (TOO_WIDE, TOO_SMALL) for one in await page.evaluate(what)
    ]
    await page.set_viewport_size(before)
    return found


async def test_pages_on_standings_and_people_of_an_organization_are_for_everybody(town, browser):
    found = []
    async with walking(browser, town, MEMBER) as member:
        own = await member.locator('a.tool[href^="/organizations/"]').first.get_attribute("href")
    async with walking(browser, town, ADMIN) as page:
        for path in (f"{own}/standing", f"{own}/people"):
            assert (await page.goto(path)).ok
            found += await for_everybody(page)
        await page.goto(f"/members?organization={own.rpartition('/')[2]}")
        link = page.locator(
            'main a[href^="/members/"][href*="organization="]:not([href*="invite"])'
        )
        await page.goto(await link.first.get_attribute("href"))
        await page.locator('main a[href*="/account"]').click()
        await page.wait_for_url("**/account**")
        found += await for_everybody(page)
        await page.click("main form button")
        await page.locator("#error-summary").wait_for()
        found += await for_everybody(page)
    assert found == []


@pytest.mark.parametrize("language", ["ja", "en"])
async def test_pages_that_mails_lead_to_are_for_everybody(town, browser, language):
    found, new, invited, applies = [], f"{uuid4().hex}@shi.example", address(), address()
    async with owner(town) as me, visiting(town) as visitor:
        asked = await visitor.fill("/register", email=applies, **APPLIES)
        assert asked.status == 303, asked.errors
        await me.visitor.fill("/security/email", email=new)
        await ask_reset(visitor, me.email)
        async with signed_in(town, LIAISON) as liaison:
            await invite(liaison, invited)
        links = [
            await path_in(town, me.email, "新しいパスワードを決める手続き"),
            await path_in(town, me.email, "次のアドレスに変える手続き"),
            await path_in(town, new, "このアドレスに変える手続き"),
            await link_for(town, MEMBER),
            await link_in(town, invited),
            await link_in(town, applies),
        ]
        for one in links[:3]:
            await follow(visitor, one)  # until accounts knows it
    async with walking(browser, town, locale=language) as page:
        for one in [*links, "/reset/link/" + "x" * 43]:
            answer = await page.goto(one)
            assert answer.ok is not one.endswith("x" * 43), one
            found += await for_everybody(page)
    assert found == []


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
