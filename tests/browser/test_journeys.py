"""Whole ways through the pages: without scripts, by keyboard, and with all that makes it quick."""

import re

import pytest
from playwright.async_api import expect

from tests.browser.walking import OPEN, PROBLEM, things, walking, write
from tests.gateway.browsing import CLERK, MEMBER
from tests.needs import AFFECTED, review_by
from tests.platform import DEMO_PASSWORD

pytestmark = pytest.mark.browser


async def test_a_clerk_without_scripts_writes_errs_looks_publishes_and_sees_matches(town, browser):
    async with walking(browser, town, CLERK, java_script_enabled=False) as page:
        await page.goto("/challenges/new")
        await page.fill("#title", "あき")
        await page.click("button[value=preview]")
        await expect(page.locator("#error-summary")).to_contain_text("直すところが5つあります")
        await expect(page.locator("#title")).to_have_value("あき")
        title = await write(page)
        await page.click("button[value=preview]")
        await expect(page.locator("h1")).to_have_text("課題の確認")
        await page.click("main form button")
        await expect(page.locator("h1")).to_have_text(title)
        await expect(page.locator(".banner-success")).to_contain_text("公開しました")
        for _ in range(20):
            await page.reload()
            if await page.locator(".match").count():
                break
        await expect(page.locator(".match").first).to_contain_text("共通することば")
        await page.click("header summary:has-text('表示')")
        await page.click("button[name=theme][value=black]")
        await expect(page.locator("html")).to_have_attribute("data-theme", "black")
        await expect(page.locator("h1")).to_have_text(title)


async def test_a_visitor_without_scripts_searches_and_turns_pages(town, browser):
    async with walking(browser, town, java_script_enabled=False) as page:
        await page.goto("/offers")
        await page.select_option("#prefecture", "福岡県")
        await page.click("main form button")
        await expect(page).to_have_url(re.compile("prefecture="))
        await page.goto("/offers")
        await page.click("a[rel=next]")
        await expect(page.locator("a[rel=first]")).to_be_visible()


async def test_in_a_small_window_results_come_before_the_filters_and_all_of_it_works(town, browser):
    size, found = {"width": 390, "height": 844}, "#results :is(.card, .row)"
    async with walking(browser, town, viewport=size, java_script_enabled=False) as page:
        filters = page.locator("#prefecture")
        for path in ("/challenges", "/offers", "/organizations", "/municipalities"):
            await page.goto(path)
            assert (await page.locator(found).first.bounding_box())["y"] < size["height"], path
            await expect(filters).to_be_hidden()
        await page.goto("/offers?prefecture=福岡県&before_budget=yes")
        fold = page.locator(".filters > summary")
        await expect(fold).to_contain_text("2つ選んでいます")
        await fold.focus()
        await page.keyboard.press("Enter")
        await expect(filters).to_have_value("福岡県")
        await expect(filters).to_be_visible()
        await page.keyboard.press("Enter")
        await expect(filters).to_be_hidden()
        await page.set_viewport_size({"width": 1280, "height": 900})
        await expect(filters).to_be_visible()
        await expect(fold).to_be_hidden()
    async with walking(browser, town, viewport=size) as page:
        await page.goto("/offers?prefecture=福岡県")
        await page.click(".filters > summary")
        await page.check("[name=before_budget]")
        await expect(page.locator(".filters > summary")).to_contain_text("2つ選んでいます")
        await expect(page).to_have_url(re.compile("before_budget=yes"))
        await page.select_option("#prefecture", "")
        await page.uncheck("[name=before_budget]")
        await expect(page.locator(".filters > summary")).to_have_text("くわしい条件")


async def test_signing_in_and_publishing_need_no_mouse(town, browser):
    async with walking(browser, town) as page:
        keys = page.keyboard
        await page.goto("/challenges/new")
        await page.focus("#email")
        await keys.type(CLERK)
        await keys.press("Tab")
        await keys.type(DEMO_PASSWORD)
        await keys.press("Enter")
        await expect(page.locator("h1")).to_have_text("課題を出す")
        await page.focus("#title")
        await keys.type("あ")
        await _press_button(page, "確認へ進む")
        await expect(page.locator("#error-summary")).to_be_focused()
        await keys.press("Tab")
        await keys.press("Enter")
        await expect(page.locator("#title")).to_be_focused()
        await keys.press("Control+A")
        await keys.type("鍵盤だけで書いた課題の名前")
        await keys.press("Tab")
        await keys.type(PROBLEM)
        await page.focus("#affected")
        await keys.type(AFFECTED)
        await page.focus("#reviewBy")
        day = review_by()
        for part in (day.year, day.month, day.day):
            await keys.type(str(part))
            await keys.press("Tab")
        await page.focus("#budgetStage")
        await keys.press("ArrowDown")
        await _press_button(page, "確認へ進む")
        await expect(page.locator("h1")).to_have_text("課題の確認")
        await _press_button(page, "この内容で公開する")
        await expect(page.locator("h1")).to_have_text("鍵盤だけで書いた課題の名前")


async def _press_button(page, name):
    """Tab on until the button of that name has the focus, and press it."""
    for _ in range(80):
        await page.keyboard.press("Tab")
        if name in await page.evaluate("document.activeElement.textContent.trim().slice(0, 40)"):
            await page.keyboard.press("Enter")
            return
    raise AssertionError(f"no way to {name}")


async def test_the_first_key_leads_past_the_menu(town, browser):
    async with walking(browser, town) as page:
        await page.goto("/")
        await page.keyboard.press("Tab")
        await page.keyboard.press("Enter")
        await expect(page.locator("#main")).to_be_focused()


async def test_results_follow_what_is_typed_but_not_half_composed_kana(town, browser):
    async with walking(browser, town) as page:
        asked = []
        page.on("request", lambda request: asked.append(request.url.partition("/static/")[0]))
        await page.goto("/challenges")
        await page.focus("#q")
        asked.clear()
        session = await page.context.new_cdp_session(page)
        for text in ("あ", "あき", "あきや"):
            composed = {"text": text, "selectionStart": len(text), "selectionEnd": len(text)}
            await session.send("Input.imeSetComposition", composed)
        assert asked == []
        await session.send("Input.insertText", {"text": "空き家"})
        await expect(page).to_have_url(re.compile("q=%E7%A9%BA"))
        await expect(page.locator("#results [role=status]")).to_contain_text("件の課題")
        await expect(page.locator("#q")).to_be_focused()
        assert len([url for url in asked if "/challenges" in url]) == 1


async def test_a_draft_is_saved_while_one_writes(town, browser):
    async with walking(browser, town, CLERK) as page:
        await page.goto("/challenges/new")
        title = await write(page)
        saved = page.locator("#autosaved")
        await expect(saved).to_contain_text("自動で保存しました", timeout=60_000)
        await expect(page.locator("#revision")).to_have_value("1")
        await page.click("button[value=preview]")
        await expect(page.locator("h1")).to_have_text("課題の確認")
        await page.goto("/for-you")
        await expect(page.locator("#drafts ~ .rows")).to_contain_text(title)


async def test_other_colours_and_letters_keep_what_is_typed(town, browser):
    async with walking(browser, town, CLERK) as page:
        await page.goto("/challenges/new")
        title = await write(page)
        await page.click("header summary:has-text('表示')")
        async with page.expect_response("**/settings"):
            await page.click("button[name=theme][value=yellow]")
        await expect(page.locator("html")).to_have_attribute("data-theme", "yellow")
        async with page.expect_response("**/settings"):
            await page.click("button[name=textSize][value=large]")
        await expect(page.locator("#title")).to_have_value(title)
        await page.context.new_page()
        other = page.context.pages[-1]
        await other.goto("/about")
        await expect(other.locator("html")).to_have_attribute("data-theme", "yellow")
        await expect(other.locator("html")).to_have_attribute("data-text-size", "large")


async def test_pages_are_light_and_break_no_rule_of_their_own(town, browser):
    async with walking(browser, town) as page:
        paths = [*OPEN[:-1], *await things(page)]
    for path in paths:
        async with walking(browser, town) as page:
            told: list[str] = []
            page.on("console", lambda message, told=told: told.append(message.text))
            page.on("pageerror", lambda error, told=told: told.append(str(error)))
            session = await page.context.new_cdp_session(page)
            await session.send("Network.enable")
            loads: list[float] = []
            session.on(
                "Network.loadingFinished",
                lambda event, loads=loads: loads.append(event["encodedDataLength"]),
            )
            await page.goto(path, wait_until="networkidle")
            assert told == [], path
            assert len(loads) <= 10, path
            assert sum(loads) <= 40_000, (path, loads)


async def test_a_member_on_a_telephone_finds_what_fits(town, browser):
    size = {"width": 390, "height": 844}
    async with walking(browser, town, MEMBER, viewport=size) as page:
        await page.goto("/")
        await page.click("summary:has-text('メニュー')")
        await page.click("nav >> text=あなたへの候補")
        await expect(page.locator(".match").first).to_contain_text("共通することば")
        await page.keyboard.press("Escape")


@pytest.mark.parametrize("locale", ["ja", "en"])
@pytest.mark.parametrize("email", [CLERK, MEMBER, None])
async def test_the_head_of_a_page_takes_one_line_where_there_is_room(town, browser, email, locale):
    size = {"width": 1280, "height": 900}
    async with walking(browser, town, email, viewport=size, locale=locale) as page:
        await page.goto("/offers")
        await expect(page.locator("html")).to_have_attribute("lang", locale)
        tops = await page.eval_on_selector_all(
            ".brand, .nav-list li, .tools > *",
            "all => all.map(one => { const box = one.getBoundingClientRect();"
            " return Math.round(box.top + box.height / 2); })",
        )
    assert max(tops) - min(tops) <= 2, tops
