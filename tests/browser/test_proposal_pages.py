"""Pages of proposals in a browser: axe, small windows, no JavaScript, the keyboard."""

import pytest

from tests.browser.test_accessibility import AXE, OPEN_ALL, RUN, TOO_SMALL, TOO_WIDE
from tests.browser.walking import walking
from tests.gateway.browsing import CLERK, LIAISON, published, signed_in
from tests.gateway.challenging.test_files_over_http import PDF
from tests.gateway.proposing import OTHER_MEMBER, drafted, looking, press, proposed

pytestmark = pytest.mark.browser

THEMES = ["standard", "white", "black", "yellow"]
RUBRIC = {"name0": "効果", "weight0": "3", "name1": "実現できるか", "weight1": "1"}


async def paths(town):
    """Who opens which page, of a challenge with a proposal that is asked something."""
    async with (
        signed_in(town, CLERK) as clerk,
        signed_in(town, LIAISON) as liaison,
        signed_in(town, OTHER_MEMBER) as member,
    ):
        challenge = await published(clerk)
        rubric = f"{challenge}/assessment"
        await press(liaison, rubric, rubric, **RUBRIC, isBlind="")
        path, draft = await proposed(member, challenge), await drafted(member, challenge)
        files = f"{draft}/attachments"
        fields = {**(await member.see(files)).form(files), "description": "計画の図"}
        added = await member.send(files, fields, files={"content": ("計画.pdf", PDF)})
        assert added.status == 303, added.errors
        await looking(liaison, challenge)
        await press(liaison, path, f"{path}/take-in")
        await press(liaison, path, f"{path}/ask", question="費用の内訳を教えてください。")
    ours = ["/proposals", path, f"{path}/receipts", f"{path}/withdraw", f"{challenge}/propose"]
    ours += [draft, f"{draft}/edit", f"{draft}/submit", files]
    theirs = ["/assessments", f"{challenge}/proposals", rubric, path]
    return {OTHER_MEMBER: ours, LIAISON: theirs, CLERK: [f"{challenge}/proposals/declare"]}


@pytest.mark.parametrize("language", ["ja", "en"])
async def test_pages_of_proposals_are_for_everybody(town, browser, language):
    found = []
    for email, seen in (await paths(town)).items():
        async with walking(browser, town, email, locale=language) as page:
            for path in seen:
                answer = await page.goto(path)
                assert answer.status == 200, path
                await page.evaluate(AXE.read_text("utf-8"))
                found += [f"{path} {one}" for one in await page.evaluate(RUN, THEMES)]
                await page.evaluate(OPEN_ALL)
                found += [f"{path} {one}" for one in await page.evaluate(TOO_SMALL)]
                await page.set_viewport_size({"width": 320, "height": 800})
                await page.evaluate("document.documentElement.dataset.textSize = 'extra_large'")
                found += [f"{path} {one}" for one in await page.evaluate(TOO_WIDE)]
                await page.set_viewport_size({"width": 1280, "height": 800})
    assert found == []


async def test_a_proposal_is_written_and_submitted_without_javascript_by_keyboard(town, browser):
    async with signed_in(town, CLERK) as clerk:
        challenge = await published(clerk)
    async with walking(browser, town, OTHER_MEMBER, java_script_enabled=False) as page:
        await page.goto(challenge)
        await page.locator(f'a[href="{challenge}/propose"]').focus()
        await page.keyboard.press("Enter")
        await page.wait_for_url("**/propose")
        await page.fill("#title", "鍵だけで書いた提案です")
        await page.fill("#summary", "片付けと借り手さがしを一続きで行います。")
        await page.locator("button[value=submit]").focus()
        await page.keyboard.press("Enter")
        await page.locator("#error-summary", has_text="解決の方法").wait_for()
        assert await page.input_value("#title") == "鍵だけで書いた提案です"
        await page.fill("#approach", "空き家の家財を片付け、借り手と結ぶところまで引き受けます。")
        await page.click("button[value=submit]")
        await page.check("#acceptTerms")
        await page.click("main form button")
        await page.locator(".banner-success").wait_for()
        assert "/proposals/" in page.url
