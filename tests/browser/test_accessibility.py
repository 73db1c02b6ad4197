"""Every page for everybody: axe, small windows, large letters, small fingers."""

from pathlib import Path

import pytest

from gateway import words
from gateway.pages.preferences import CHOICES
from tests.browser.walking import OPEN, OWN, things, walking, write
from tests.gateway.browsing import CLERK, LIAISON, MEMBER

pytestmark = pytest.mark.browser

AXE = Path(words.__file__).parent.parent / "assets/node_modules/axe-core/axe.min.js"
RUN = """
async (themes) => {
  const found = [];
  const tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
  const colours = ["color-contrast", "link-in-text-block"];  // all that depends on the theme
  for (const theme of themes) {
    document.documentElement.dataset.theme = theme;
    const all = theme === themes[0];
    const runOnly = { type: all ? "tag" : "rule", values: all ? tags : colours };
    const done = await axe.run(document, { runOnly, resultTypes: ["violations"] });
    for (const one of done.violations)
      found.push(`${theme}: ${one.id} ${one.nodes.map((node) => node.html.slice(0, 160))}`);
  }
  return found;
}
"""
SEARCHES = ("/searches", "/searches/new", "/searches/offers/new")
OPEN_ALL = "document.querySelectorAll('details').forEach(one => one.open = true)"
TOO_SMALL = """
() => [...document.querySelectorAll("a, button, input, select, textarea, summary")]
  .filter((one) => one.checkVisibility({ checkVisibilityCSS: true }))
  .filter((one) => !one.closest(".unseen, .skip, p:not(.actions):not(.more) > a, .prose"))
  .filter((one) => one.type !== "hidden")
  .map((one) => [one, (one.closest("label") ?? one).getBoundingClientRect()])
  .filter(([, box]) => box.width < 24 || box.height < 24)
  .map(([one, box]) => `${one.outerHTML.slice(0, 120)} ${box.width}x${box.height}`)
"""
TOO_WIDE = """
() => document.documentElement.scrollWidth <= innerWidth ? [] :
  [...document.querySelectorAll("body *")]
    .filter((one) => one.getBoundingClientRect().right > innerWidth + 1)
    .map((one) => one.outerHTML.slice(0, 120)).slice(0, 5)
"""


SPOIL = """
() => {
  const main = document.querySelector("main");
  main.append(Object.assign(document.createElement("img"), { src: "/static/icon.svg" }));
  const pale = Object.assign(document.createElement("p"), { textContent: "pale" });
  pale.style.color = "#808080";
  pale.style.background = "#909090";
  pale.style.width = "700px";
  const tiny = Object.assign(document.createElement("button"), { textContent: "." });
  tiny.style.cssText = "width: 10px; height: 10px; padding: 0";
  main.append(pale, tiny);
}
"""


async def _all_paths(page):
    return [*OPEN, "/sign-in", *(await things(page))]


async def _axe(page, path):
    await page.goto(path)
    return await _axe_here(page)


async def _axe_here(page):
    await page.evaluate(AXE.read_text("utf-8"))
    return [f"{page.url} {one}" for one in await page.evaluate(RUN, list(CHOICES["theme"]))]


async def _axe_on_the_way(page):
    """The preview, closing, and a form that somebody else was quicker with."""
    await write(page)
    await page.click("button[value=preview]")
    await page.wait_for_url("**/preview")
    found = await _axe_here(page)
    await page.click("main form button")
    await page.wait_for_url(lambda url: "/preview" not in url)
    path = page.url
    found += await _axe(page, f"{path}/close")
    await page.goto(f"{path}/edit")
    revision = await page.locator("#revision").get_attribute("value")
    await page.click("button[value=amend]")
    await page.goto(f"{path}/edit")
    await page.locator("#revision").evaluate(f"one => one.value = '{revision}'")
    await page.fill("#title", "あとから直した課題の名前")
    await page.click("button[value=amend]")
    await page.locator(".banner-warning").wait_for()
    return found + await _axe_here(page)


@pytest.mark.parametrize("language", ["ja", "en"])
async def test_open_pages_have_no_axe_violation_in_any_colours(town, browser, language):
    async with walking(browser, town, locale=language) as page:
        found = [one for path in await _all_paths(page) for one in await _axe(page, path)]
    assert found == []


@pytest.mark.parametrize("language", ["ja", "en"])
async def test_own_pages_have_no_axe_violation_in_any_colours(town, browser, language):
    found = []
    async with walking(browser, town, CLERK, locale=language) as page:
        for path in ("/for-you", "/challenges/new"):
            found += await _axe(page, path)
        await page.click("button[value=preview]")
        await page.locator("#error-summary").wait_for()
        found += await _axe_here(page)
        found += await _axe_on_the_way(page)
    async with walking(browser, town, MEMBER, locale=language) as page:
        for path in ("/notifications", "/for-you", "/offers/new", "/shortlist", *SEARCHES):
            found += await _axe(page, path)
    async with walking(browser, town, LIAISON, locale=language) as page:
        own = page.locator('a.tool[href^="/organizations/"]').first
        for path in ("/notifications/letters", f"{await own.get_attribute('href')}/edit"):
            found += await _axe(page, path)
    assert found == []


async def test_these_checks_see_what_is_wrong(town, browser):
    async with walking(browser, town, viewport={"width": 320, "height": 800}) as page:
        await page.goto("/about")
        await page.evaluate(SPOIL)
        await page.evaluate(AXE.read_text("utf-8"))
        found = await page.evaluate(RUN, ["standard", "black"])
        assert {one.split()[1] for one in found} == {"image-alt", "color-contrast"}
        assert len(await page.evaluate(TOO_SMALL)) == 1
        assert len(await page.evaluate(TOO_WIDE)) >= 1


async def test_whatever_is_pressed_is_large_enough(town, browser):
    found = []
    async with walking(browser, town, CLERK) as page:
        for path in [*await _all_paths(page), *OWN]:
            await page.goto(path)
            await page.evaluate(OPEN_ALL)
            for width in (390, 1280):
                await page.set_viewport_size({"width": width, "height": 800})
                found += [f"{path} {width} {one}" for one in await page.evaluate(TOO_SMALL)]
    assert found == []


async def test_nothing_is_cut_off_in_a_narrow_window_with_the_largest_letters(town, browser):
    size = {"width": 320, "height": 800}
    found = []
    async with walking(browser, town, CLERK, viewport=size) as page:
        site = {"url": town.url, "name": "text_size", "value": "extra_large"}
        await page.context.add_cookies([site])
        for path in [*await _all_paths(page), *OWN]:
            await page.goto(path)
            await page.evaluate(OPEN_ALL)
            found += [f"{path} {one}" for one in await page.evaluate(TOO_WIDE)]
    assert found == []
