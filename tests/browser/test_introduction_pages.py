"""Pages of introductions for everybody: axe, small windows, small fingers, both languages."""

import os
import re
from uuid import uuid4

import pytest

from tests.browser.test_accessibility import OPEN_ALL, TOO_SMALL, TOO_WIDE, _axe_here
from tests.browser.walking import walking
from tests.gateway.browsing import LIAISON, MEMBER, signed_in
from tests.gateway.test_pages_introductions import apart, ids
from tests.outside import rows

pytestmark = pytest.mark.browser
COORDINATOR, MODERATOR = "coordinator@tsutsumi.example", "moderator@enishi.example"
SHOTS = os.environ.get("ENISHI_SHOTS")
"""A folder: pictures of each page are put there, to be looked at."""

STUCK = """
WITH town AS (SELECT id FROM introductions.organizations WHERE kind = 'municipality' LIMIT 1),
due AS (
    INSERT INTO introductions.causes
        (id, kind, organization_id, title, state, budget_stage, answer_by, revision)
    SELECT $1, 'challenge', id, '期限の近い課題（架空）', 'open', 'requested',
        (now() AT TIME ZONE 'Asia/Tokyo')::date + 9, 1 FROM town RETURNING organization_id
)
INSERT INTO introductions.proposals
    (id, challenge_id, title, owner_id, organization_id, state, is_blind, revision, answer_due)
SELECT $1, $1, '回答を待つ提案のある課題（架空）', organization_id, $1, 'submitted', true, 1,
    now() - interval '2 days' FROM due RETURNING id
"""
"""A challenge whose budget is asked for soon, and one with a proposal that should be answered."""


async def begun(town):
    """(an open interest, a thread with messages and a talk)."""
    async with signed_in(town, LIAISON) as liaison, signed_in(town, MEMBER) as member:
        await apart(liaison)
        own = await ids(liaison, LIAISON)
        form = f"/interests/new?to={own}"
        sent = await member.fill_at(form, "/interests/new", line="見守りでお力になれそうです")
        waiting = await member.fill_at(form, "/interests/new", line="二つ目の関心です")
        interest = waiting.to if waiting.status == 303 else sent.to
        shown = await liaison.see(sent.to)
        accepted = await liaison.fill_at(sent.to, sent.to + "/accept", email="hana@example.jp")
        assert shown.status == 200
        thread = accepted.to
        body = "はじめまして。髙﨑です。" + "とても長い文です。" * 30
        await member.fill_at(thread, thread + "/messages", body=body)
        when = {"firstYear": "2099", "firstMonth": "4", "firstDay": "1", "firstClock": "14:00"}
        await member.fill_at(thread, thread + "/talks", **when)
        await apart_but(liaison, thread)
        said = await liaison.fill_at(thread, thread + "/reports", reason="spam")
        assert said.status == 303
        return interest, thread, await ids(member, MEMBER)


async def drafted_letter(town, company):
    """The page of a letter that a coordinator has not sent yet."""
    async with signed_in(town, COORDINATOR) as coordinator:
        mark = (await coordinator.see("/desk")).form("/sign-out")["csrf"]
        key = str(uuid4())
        text = "お困りのことはありませんか。" * 30
        given = {"id": key, "to": company, "subject": "その後いかがですか", "text": text}
        kept = await coordinator.send("/desk/letters", {"csrf": mark, **given})
        assert (kept.status, kept.to) == (303, "/desk"), kept.errors
        return f"/desk/letters/{key}"


async def of_its_author(town, *, hides):
    """The page on which a moderator keeps out whoever wrote what was reported, and may be hid."""
    async with signed_in(town, MODERATOR) as moderator:
        shown = (await moderator.see("/cases")).text
        found = re.search(r"/cases/[0-9a-f-]{36}/account", shown)[0]
        if hides:
            there = found.removesuffix("/account")
            hid = await moderator.fill_at("/cases", there, reason="宣伝", outcome="hidden")
            assert hid.status == 303, hid.errors
        return found


async def apart_but(visitor, thread):
    text = (await visitor.see("/introductions")).text
    assert thread in set(re.findall(r"/introductions/[0-9a-f-]{36}", text))


@pytest.mark.parametrize("language", ["ja", "en"])
async def test_pages_of_introductions_are_for_everybody(town, browser, language):
    interest, thread, company = await begun(town)
    own = (
        *("/interests", "/interests?show=sent", "/introductions", "/wishes", "/dialogues"),
        *("/dialogues/new", "/dialogues/print", f"/wishes/{company}", interest, thread),
        *(f"/interests/new?to={company}", f"{thread}/attachments"),
    )
    letter, stuck = await drafted_letter(town, company), uuid4()
    await rows(town.settings, STUCK, stuck)
    new = f"/desk/letters/new?kind=promise_passed&subject={stuck}"
    found = []
    people = (
        (LIAISON, own),
        (COORDINATOR, ("/desk", new, letter)),
        (MODERATOR, ("/cases", await of_its_author(town, hides=language == "en"))),
    )
    for email, paths in people:
        async with walking(browser, town, email, locale=language) as page:
            for path in paths:
                found += await _looked_at(page, path, language)
            if email != LIAISON:  # the last page, with what is missing said beside its field
                await page.locator("textarea").first.fill("")
                await page.locator("main form:has(textarea) button").first.click()
                await page.locator("#error-summary").wait_for()
                found += await _axe_here(page)
    assert found == []


async def _looked_at(page, path, language):
    await page.set_viewport_size({"width": 1280, "height": 900})
    answer = await page.goto(path)
    found = [f"{path} {answer.status}"] if answer.status != 200 else []
    await page.evaluate(OPEN_ALL)
    found += await _axe_here(page)
    await page.set_viewport_size({"width": 320, "height": 700})
    found += [f"{path} {one}" for one in await page.evaluate(TOO_WIDE)]
    found += [f"{path} {one}" for one in await page.evaluate(TOO_SMALL)]
    if SHOTS:
        name = re.sub(r"[^a-z]+", "-", re.sub(r"[0-9a-f-]{36}", "", path)).strip("-")
        for width in (390, 768, 1280):
            await page.set_viewport_size({"width": width, "height": 900})
            await page.screenshot(path=f"{SHOTS}/{name}-{language}-{width}.png", full_page=True)
    return found
