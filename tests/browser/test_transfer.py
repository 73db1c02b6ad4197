"""1 April, played through: a clerk is transferred, and the unit keeps everything (J3, S06, S08)."""

import time
from uuid import uuid4

import pytest
from playwright.async_api import expect

from tests.browser.test_passkeys import with_authenticator
from tests.browser.walking import walking, write
from tests.gateway.browsing import LIAISON, visiting
from tests.gateway.test_member_pages import link_in
from tests.gateway.test_pages_recovery import follow, path_in
from tests.gateway.test_pages_security import NEW

pytestmark = pytest.mark.browser

PASSWORD = "amagumo ga tabi wo suru"


async def come_in(page, path, email, name):
    """By the link of a letter, with a password and at once a passkey of this device."""
    await page.goto(path)
    await page.fill("#email", email)
    await page.fill("#name", name)
    await page.fill("#password", PASSWORD)
    await page.click("main form button:has-text('参加する')")
    await expect(page.locator("h1")).to_have_text("パスキーを登録する")
    await expect(page.locator(".banner-success")).to_contain_text("ようこそ")
    await page.fill("#name", "庁舎の端末")
    await page.click("form[data-passkey] button")
    await page.wait_for_selector("ol code")


async def invite(liaison, email, unit):
    await liaison.goto("/members/invite")
    await liaison.fill("#email", email)
    await liaison.select_option("#role", "staff")
    await liaison.select_option("#unit", label=unit)
    await liaison.click("main form button")
    await expect(liaison.locator(".banner-success")).to_contain_text("招待のメール")


async def test_a_clerk_is_transferred_and_the_unit_keeps_everything(town, browser):
    mark = uuid4().hex[:6]
    unit, leaving, coming = f"空き家対策課{mark}", f"異動 {mark}", f"後任 {mark}"
    old, new = f"ido{mark}@shiomihara.example", f"konin{mark}@shiomihara.example"
    async with (
        walking(browser, town, LIAISON) as liaison,
        with_authenticator(browser, town) as (clerk, _, _),
        with_authenticator(browser, town) as (successor, _, _),
    ):
        await liaison.goto("/members")
        await liaison.fill("form[action^='/members/units'] input[name=name]", unit)
        await liaison.click("form[action^='/members/units'] button")
        await invite(liaison, old, unit)
        await come_in(clerk, await link_in(town, old), old, leaving)
        await clerk.goto("/challenges/new")
        title = await write(clerk)
        await clerk.click("button[value=preview]")
        await clerk.click("main form button")
        await expect(clerk.locator("h1")).to_have_text(title)

        # 1 April: the liaison reads what is handed over, and ends the membership.
        await liaison.goto("/members")
        await liaison.click(f"main li:has-text('{leaving}') a[href^='/members/']")
        await liaison.click("section:has(#end) a:has-text('引継ぎ書を見る')")
        await expect(liaison.locator("main")).to_contain_text(title)
        await liaison.go_back()
        await liaison.click("button:has-text('所属を終える')")
        ended = time.perf_counter()
        await expect(liaison.locator(".banner-success")).to_contain_text("所属を終えました")

        # Access is gone the same second, where nothing else runs.
        while "/sign-in" not in await clerk.inner_html("main"):
            await clerk.goto("/challenges/new")
            assert time.perf_counter() - ended < 30
        await expect(clerk.locator("h1")).to_have_text("サインイン")

        # No relation is without an owner: a task for the liaison, with the handover.
        await liaison.goto("/members")
        await expect(liaison.locator("section:has(#ownerless)")).to_contain_text(unit)
        await liaison.click(f"section:has(#ownerless) li:has-text('{unit}') a")
        await expect(liaison.locator("main")).to_contain_text(title)

        # The successor comes in, takes the unit over, and the task is gone.
        await invite(liaison, new, unit)
        await come_in(successor, await link_in(town, new), new, coming)
        await successor.goto("/handover")
        await expect(successor.locator("main")).to_contain_text(title)
        await successor.click(f"main a:has-text('{title}')")
        await successor.click("main a:has-text('内容を変える'), main a[href$='/edit']")
        await expect(successor.locator("#title")).to_have_value(title)
        await liaison.goto("/members")
        assert unit not in await liaison.locator("section:has(#ownerless)").all_inner_texts()

        # Who has left still signs in, and finds nothing of the town's.
        await clerk.goto("/sign-in")
        await clerk.click("form[data-passkey='get'] button")
        await clerk.wait_for_url(lambda url: "sign-in" not in url)
        for path in ("/challenges/new", "/handover", "/members"):
            assert (await clerk.goto(path)).status in {401, 403}


async def test_s10_a_password_is_set_anew_and_the_passkey_still_asked_for(town, browser):
    mark = uuid4().hex[:6]
    email = f"wasure{mark}@shiomihara.example"
    async with (
        walking(browser, town, LIAISON) as liaison,
        with_authenticator(browser, town) as (clerk, _, _),
        visiting(town) as mailbox,
    ):
        await liaison.goto("/members/invite")
        await liaison.fill("#email", email)
        await liaison.select_option("#role", "staff")
        await liaison.click("main form button")
        await come_in(clerk, await link_in(town, email), email, f"忘れ {mark}")
        await clerk.context.clear_cookies()
        await clerk.goto("/sign-in")
        await clerk.click("main a:has-text('パスワードを忘れたとき')")
        await clerk.fill("#email", email)
        await clerk.click("main form button")
        await expect(clerk.locator("h1")).to_have_text("メールを確かめてください")
        path = await path_in(town, email, "新しいパスワードを決める手続き")
        await follow(mailbox, path)  # a scanner of mail looks first
        await clerk.goto(path)
        assert clerk.url.endswith("/reset/new")
        await clerk.fill("#password", NEW)
        await clerk.click("main form button")
        await expect(clerk.locator("h1")).to_have_text("サインイン")
        await clerk.fill("#email", email)
        await clerk.fill("#password", NEW)
        await clerk.click("main form[action='/sign-in'] button")
        await expect(clerk.locator("h1")).to_have_text("もうひとつの確認")
        await clerk.click("form[data-passkey='get'] button")
        await clerk.wait_for_url("**/")
        await clerk.goto("/security")
        await expect(clerk.locator("main")).to_contain_text("庁舎の端末")
