"""What people do around a challenge, in a browser: axe, small windows, without JavaScript."""

import os

import pytest

from tests.browser.test_accessibility import OPEN_ALL, TOO_SMALL, TOO_WIDE, _axe_here
from tests.browser.walking import walking, write
from tests.eventually import eventually
from tests.gateway.browsing import CLERK, LIAISON, MEMBER, OTHER_CLERK, published, signed_in
from tests.gateway.challenging.behind import key_of, set_back
from tests.gateway.challenging.test_files_over_http import PDF, send
from tests.gateway.challenging.test_j1 import two_people

pytestmark = pytest.mark.browser


async def fit(page):
    """Nothing that axe, a small window or a finger would find wrong."""
    found = await _axe_here(page)
    size = page.viewport_size
    await page.set_viewport_size({"width": 320, "height": 640})
    await page.evaluate(OPEN_ALL)
    found += await page.evaluate(TOO_WIDE) + await page.evaluate(TOO_SMALL)
    await page.set_viewport_size(size)
    return found


async def busy(town):
    """A challenge with all there can be around it, a change that waits, and one that is stale."""
    async with (
        signed_in(town, CLERK) as clerk,
        signed_in(town, OTHER_CLERK) as neighbour,
        signed_in(town, MEMBER) as member,
    ):
        path, stale = await published(clerk), await published(clerk)
        await set_back(
            town,
            "UPDATE challenges.challenges SET review_by = current_date - 1 WHERE id = $1",
            key_of(stale),
        )
        await neighbour.fill_at(path, f"{path}/join", do="join")
        await send(clerk, path, "空き家の地図.pdf", PDF)
        await member.fill(f"{path}/ask", text="夜間の作業はできますか。")
        await member.fill(f"{path}/ask", text="写真を見ることはできますか。")
        form = (await clerk.see(f"{path}/edit")).form(f"{path}/edit")
        new = {**form, "problem": form["problem"] + "\n調べて、数字を直しました。", "do": "amend"}
        await clerk.send(f"{path}/edit", new)
        text = (await clerk.see(path)).text
        first = text.partition(f"{path}/questions/")[2].partition('"')[0]
        await clerk.fill(f"{path}/questions/{first}", answer="夜9時までできます。")
        async with two_people(town):
            form = (await clerk.see(f"{path}/edit")).form(f"{path}/edit")
            await clerk.send(
                f"{path}/edit", {**form, "title": "空き家の片付けを急ぎたい", "do": "amend"}
            )

        async def is_stale():
            return f"{stale}/confirm" in (await clerk.see(stale)).text

        await eventually(is_stale)
    return path, stale, f"{path}/questions/{first}"


@pytest.mark.parametrize("language", ["ja", "en"])
async def test_the_pages_around_a_challenge_are_for_everybody(town, browser, language):
    path, stale, question = await busy(town)
    found = []
    for email, paths in (
        (None, (path, f"{path}/versions")),
        (MEMBER, (path, f"{path}/ask")),
        (OTHER_CLERK, (path,)),
        (LIAISON, (f"{path}/amendment",)),
        (CLERK, (path, f"{path}/attachments", question, stale, f"{stale}/confirm")),
        (CLERK, (f"{path}/edit", f"{path}/return")),
    ):
        async with walking(browser, town, email, locale=language) as page:
            for one in paths:
                answer = await page.goto(one)
                assert answer.ok, one
                if os.environ.get("SHOTS"):
                    for width in (390, 1280):
                        await page.set_viewport_size({"width": width, "height": 800})
                        name = (
                            f"{language}-{email and email[:3]}-{one.rpartition('/')[2][:9]}-{width}"
                        )
                        await page.screenshot(
                            path=f"{os.environ['SHOTS']}/{name}.png", full_page=True
                        )
                found += [f"{one} {wrong}" for wrong in await fit(page)]
    assert found == []


async def test_a_need_is_posted_by_keyboard_and_without_javascript(town, browser):
    """J1 AC1 on the page: what is missing is said in Japanese, tied to its field, and kept."""
    async with walking(browser, town, CLERK, java_script_enabled=False) as page:
        await page.goto("/challenges/new")
        await page.fill("#title", "空き家の家財の片付けを進めたい")
        await page.press("#title", "Enter")
        summary = page.locator("#error-summary")
        assert "だれが困っているかを入力してください。" in await summary.inner_text()
        field = page.locator("#affected")
        assert await field.get_attribute("aria-invalid") == "true"
        assert "affected-error" in await field.get_attribute("aria-describedby")
        assert await page.input_value("#title") == "空き家の家財の片付けを進めたい"
        await write(page)
        await page.press("#title", "Enter")
        await page.wait_for_url("**/preview")
