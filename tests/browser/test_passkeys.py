"""Passkeys in a real Chromium with its virtual authenticator, and the pages around them."""

from contextlib import asynccontextmanager

import pytest

from tests.browser.test_accessibility import AXE, RUN, TOO_SMALL, TOO_WIDE
from tests.browser.walking import walking
from tests.gateway.securing import new_account
from tests.platform import DEMO_PASSWORD, Town

pytestmark = pytest.mark.browser
REMOVE = 'main a[href^="/security/passkeys/"][href$="/remove"]'

AUTHENTICATOR = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


def at_home(town: Town) -> Town:
    """The same town at a name, which passkeys need."""
    return Town(f"http://localhost:{town.settings.port}", town.home, town.settings)


@asynccontextmanager
async def with_authenticator(browser, town, **changed):
    """A page whose device knows its owner; the session of DevTools and the id of the device."""
    async with walking(browser, at_home(town)) as page:
        tools = await page.context.new_cdp_session(page)
        await tools.send("WebAuthn.enable")
        options = {**AUTHENTICATOR, **changed}
        added = await tools.send("WebAuthn.addVirtualAuthenticator", {"options": options})
        yield page, tools, added["authenticatorId"]


async def sign_in(page, email):
    await page.goto("/sign-in")
    await page.fill("#email", email)
    await page.fill("#password", DEMO_PASSWORD)
    await page.click("main form[action='/sign-in'] button")


async def add_passkey(page, name="庁舎の端末"):
    await page.goto("/security/passkeys/new")
    await page.fill("#name", name)
    await page.click("form[data-passkey] button")


async def test_a_passkey_is_made_and_signs_in_without_name_or_password(town, browser):
    email = await new_account(town)
    async with with_authenticator(browser, town) as (page, tools, device):
        problems = []
        page.on("pageerror", lambda error: problems.append(str(error)))
        page.on(
            "console", lambda said: problems.append(said.text) if said.type == "error" else None
        )
        await sign_in(page, email)
        await page.wait_for_url("**/")
        await add_passkey(page)
        await page.wait_for_selector("ol code")
        assert await page.locator("ol code").count() == 10
        await page.goto("/security")
        assert "庁舎の端末" in await page.inner_text("main")
        kept = await tools.send("WebAuthn.getCredentials", {"authenticatorId": device})
        [credential] = kept["credentials"]
        assert (credential["isResidentCredential"], credential["rpId"]) == (True, "localhost")
        await page.context.clear_cookies()

        await page.goto("/sign-in?next=/security")
        await page.click("form[data-passkey='get'] button")
        await page.wait_for_url(lambda url: url.endswith("/security") and "sign-in" not in url)

        assert "最後に使った日" in await page.inner_text("main")
        assert problems == []


async def test_a_passkey_completes_a_password_and_confirms_who_one_is(town, browser):
    email = await new_account(town)
    async with with_authenticator(browser, town) as (page, _, _):
        await sign_in(page, email)
        await page.wait_for_url("**/")
        await add_passkey(page)
        await page.wait_for_selector("ol code")
        await page.context.clear_cookies()
        await sign_in(page, email)
        await page.wait_for_selector("h1:has-text('もうひとつの確認')")
        await page.click("form[data-passkey='get'] button")
        await page.wait_for_url("**/")
        await page.goto("/security")
        await page.click("main a:has-text('削除')")
        await page.click("main form button")
        await page.wait_for_url("**/security")
        assert "庁舎の端末" not in await page.inner_text("main")


async def test_a_device_that_does_not_know_its_owner_makes_no_passkey(town, browser):
    email = await new_account(town)
    async with with_authenticator(browser, town, isUserVerified=False) as (page, _, _):
        await sign_in(page, email)
        await page.wait_for_url("**/")
        await add_passkey(page)
        await page.wait_for_selector("[data-passkey-failed]:not([hidden])")
        await page.goto("/security")
        assert "庁舎の端末" not in await page.inner_text("main")


async def test_without_javascript_passkeys_are_explained_and_codes_work(town, browser):
    email = await new_account(town)
    async with walking(browser, at_home(town), java_script_enabled=False) as page:
        await page.goto("/sign-in")
        assert not await page.locator("form[data-passkey]").is_visible()
        assert "JavaScript" in await page.inner_text("main")
        await sign_in(page, email)
        await page.wait_for_url("**/")
        await page.goto("/security/totp")
        assert await page.locator("main img").is_visible()


@pytest.mark.parametrize("language", ["ja", "en"])
async def test_pages_of_security_are_for_everybody(town, browser, language):
    email = await new_account(town)
    found = []
    async with with_authenticator(browser, town) as (page, _, _):
        await page.context.add_cookies(
            [{"name": "locale", "value": language, "url": at_home(town).url}]
        )
        await sign_in(page, email)
        await page.wait_for_url("**/")
        await add_passkey(page)
        await page.wait_for_selector("ol code")
        paths = ("", "/totp", "/passkeys/new", "/password", "/recovery-codes")
        for path in (None, *(f"/security{one}" for one in paths), REMOVE, "/sign-in"):
            if path == "/sign-in":
                await page.context.clear_cookies()
            if path == REMOVE:
                await page.goto("/security")
                await page.locator(REMOVE).first.click()
                await page.wait_for_url("**/remove")
            elif path:
                await page.goto(path)
            await page.evaluate(AXE.read_text("utf-8"))
            found += [f"{path} {one}" for one in await page.evaluate(RUN, ["standard", "black"])]
            await page.set_viewport_size({"width": 320, "height": 640})
            found += [f"{path} {one}" for one in await page.evaluate(TOO_WIDE)]
            found += [f"{path} {one}" for one in await page.evaluate(TOO_SMALL)]
            await page.set_viewport_size({"width": 1280, "height": 800})
        await sign_in(page, email)
        await page.wait_for_selector("form[action='/sign-in/second']")
        await page.evaluate(AXE.read_text("utf-8"))
        found += await page.evaluate(RUN, ["standard", "black"])
    assert found == []
