"""J5 in a browser: the network fails at noon, two tablets go on, and the wall is read from afar."""

import asyncio
import re
from datetime import UTC, datetime, timedelta

import pytest

from tests.browser.test_introduction_pages import _looked_at
from tests.browser.walking import walking
from tests.day_in_town import day_in_town, own
from tests.eventually import eventually
from tests.gateway.browsing import LIAISON, signed_in
from tests.gateway.test_pages_timetables import sql

pytestmark = pytest.mark.browser

HOUR_BEHIND = "{ const real = Date.now; Date.now = () => real() - 3600000; }"
NOTE_ALL = """
(codes) => {
  const form = document.querySelector('form[data-kind="arrival"]');
  for (const code of codes) {
    form.querySelector('[name="code"]').value = code;
    form.requestSubmit();
  }
}
"""
CONTRASTS = """
() => {
  const rgb = (text) => text.match(/[\\d.]+/g).map(Number);
  const light = ([r, g, b]) => [r, g, b].map((one) => one / 255)
    .map((one) => one <= 0.04045 ? one / 12.92 : ((one + 0.055) / 1.055) ** 2.4)
    .reduce((sum, one, place) => sum + one * [0.2126, 0.7152, 0.0722][place], 0);
  const ground = (element) => {
    for (let one = element; one; one = one.parentElement) {
      const found = rgb(getComputedStyle(one).backgroundColor);
      if (found.length === 3 || found[3] === 1) return found;
    }
    return [255, 255, 255];
  };
  return [...document.querySelectorAll("#wall *")]
    .filter((one) => [...one.childNodes].some((node) => node.nodeType === 3 && node.data.trim()))
    .map((one) => {
      const style = getComputedStyle(one);
      const [low, high] = [light(rgb(style.color)), light(ground(one))].sort((x, y) => x - y);
      return { ratio: (high + 0.05) / (low + 0.05), size: parseFloat(style.fontSize) };
    });
}
"""


async def tablet(page, path):
    """At the door, with everything kept that it needs without a network."""
    await page.goto(path)
    await page.wait_for_selector('#check-in[data-kept="true"]', timeout=60_000)
    await page.wait_for_function(
        "navigator.serviceWorker.ready.then((one) => one.active?.state === 'activated')"
    )


async def waits(page, count):
    box = page.locator(f'[data-part="outbox"][data-waiting="{count}"]')
    await box.wait_for(timeout=60_000)


async def test_ac2_two_tablets_without_a_network_merge_to_exactly_the_right_set(town, browser):
    async with (
        signed_in(town, LIAISON) as liaison,
        walking(browser, town, LIAISON) as one,
        walking(browser, town, LIAISON) as two,
    ):
        day = await day_in_town(town, await own(liaison), public=20, private=35)
        path, codes = day.path("check-in"), day.codes
        await two.context.add_init_script(HOUR_BEHIND)
        begun = datetime.now(UTC)
        for page in (one, two):
            await tablet(page, path)
            await page.context.set_offline(True)

        await one.fill("#code", codes[0])
        await one.press("#code", "Enter")
        await one.fill("#code", codes[0])
        await one.press("#code", "Enter")
        again = await one.inner_text('[data-part="said"]')
        await one.evaluate(NOTE_ALL, codes[1:30])
        await two.evaluate(NOTE_ALL, codes[20:40])
        await two.reload()  # of what the tablet keeps
        await two.evaluate(NOTE_ALL, codes[40:50])
        await two.fill("#code", "001-1")
        await two.press("#code", "Enter")
        wrong = await two.inner_text('[data-part="said"]')
        await waits(one, 31)
        await waits(two, 30)
        before = (await liaison.http.get(day.path("check-in/people"))).json()["people"]
        for page in (one, two):
            await page.context.set_offline(False)
        for page in (one, two):
            await waits(page, 0)
        after = (await liaison.http.get(day.path("check-in/people"))).json()["people"]

    assert re.fullmatch(r"すでに受付済みです（\d\d:\d\d）", again)
    assert wrong.startswith("番号が正しくありません")
    assert [one for one in before if one["arrivedAt"]] == []
    arrived = {one["code"]: one["arrivedAt"] for one in after if one["arrivedAt"]}
    assert sorted(arrived) == sorted(codes[:50])
    times = [datetime.fromtimestamp(at / 1_000, UTC) for at in arrived.values()]
    assert begun - timedelta(minutes=1) < min(times)  # also by the tablet that is an hour behind
    assert max(times) < datetime.now(UTC) + timedelta(minutes=1)


@pytest.mark.parametrize("language", ["ja", "en"])
async def test_pages_of_the_day_are_for_everybody(town, browser, language):
    async with signed_in(town, LIAISON) as liaison:
        day = await day_in_town(town, await own(liaison))
        door = day.path("check-in")
        for code in (day.codes[0], day.codes[4]):
            await liaison.fill_at(door, door, code=code)
        screen = await liaison.see(day.path("day"))
    link = re.search(r'href="([^"]*/stand-ins\?[^"]*)"', screen.text)[1].replace("&amp;", "&")
    paths = [f"{door}?code={day.codes[0]}&result=ALREADY", day.path("sign-in-sheet")]
    paths += [day.path("day"), link, day.path("wall")]
    found = []
    async with walking(browser, town, LIAISON, locale=language) as page:
        for path in paths:
            found += await _looked_at(page, path, language)
    assert found == []


async def _late(route):
    await asyncio.sleep(0.5)
    await route.continue_()


async def test_ac4_the_wall_is_large_and_its_contrast_is_seven_to_one_in_all_colours(town, browser):
    """And it follows a change without being asked."""
    async with signed_in(town, LIAISON) as liaison, walking(browser, town, LIAISON) as page:
        day = await day_in_town(town, await own(liaison))
        await page.route("**/hx-sse.min.js*", _late)  # whatever comes first, it listens
        await page.goto(day.path("wall"))
        await page.route("**/wall", lambda route: route.abort())  # it is told, and does not ask
        headings = await page.locator("#wall h2").all_inner_texts()
        measured = {}
        for theme in ("standard", "white", "black", "yellow"):
            await page.evaluate("(theme) => document.documentElement.dataset.theme = theme", theme)
            measured[theme] = await page.evaluate(CONTRASTS)
        for code in (day.codes[0], day.codes[4]):
            await liaison.fill_at(day.path("check-in"), day.path("check-in"), code=code)
        link = re.search(
            r'href="([^"]*/stand-ins\?[^"]*)"', (await liaison.see(day.path("day"))).text
        )[1].replace("&amp;", "&")
        done = await liaison.fill_at(link, day.path("day/refill"))
        said = (await liaison.see(done.to)).said

        async def followed():
            return "架空の団体1 × 架空の団体5" in await page.inner_text("#wall")

        assert any("空いた席を埋めました" in one for one in said)
        await eventually(followed)
    assert [one[:2] for one in headings] == ["いま", "つぎ"]
    for theme, found in measured.items():
        assert len(found) > 6, theme
        assert min(one["ratio"] for one in found) >= 7, theme
        assert min(one["size"] for one in found) >= 24, theme


async def test_ac4_22_tables_in_two_slots_are_seen_without_scrolling_a_projector(town, browser):
    projector = {"width": 1920, "height": 1080}
    async with signed_in(town, LIAISON) as liaison:
        day = await day_in_town(town, await own(liaison), public=22, private=22)
        same_house = "UPDATE sessions.participants SET organization_name = '架空市', unit_name = $2"
        await sql(town, f"{same_house} WHERE id = $1", day.people[0], "企画課")
        await sql(town, f"{same_house} WHERE id = $1", day.people[1], "福祉課")
        async with walking(browser, town, LIAISON, viewport=projector) as page:
            await page.goto(day.path("wall"))
            ends = await page.evaluate(
                "[...document.querySelectorAll('#wall section')]"
                ".map((one) => one.getBoundingClientRect().bottom)"
            )
            said = await page.inner_text("#wall section >> nth=0")
    assert len(ends) == 2
    assert max(ends) <= projector["height"]
    assert "架空市 企画課 ×" in said
    assert "架空市 福祉課 ×" in said


async def test_the_count_moves_and_what_was_taken_back_is_put_back_without_a_network(town, browser):
    async with signed_in(town, LIAISON) as liaison, walking(browser, town, LIAISON) as page:
        day = await day_in_town(town, await own(liaison))
        host, guest = day.codes[0], day.codes[2]
        await tablet(page, day.path("check-in"))

        async def counted(number):
            await page.locator('[data-part="arrived"]', has_text=f"来場 {number} / 6人").wait_for()

        async def said(words):
            await page.locator('[data-part="said"]', has_text=words).wait_for()

        await counted(0)
        await page.evaluate(NOTE_ALL, [host, guest])
        await counted(2)
        await waits(page, 0)
        people = (await liaison.http.get(day.path("check-in/people"))).json()["people"]
        await page.reload()  # what is at stake is known from the list of names
        await page.wait_for_function(
            "(code) => Object.entries(localStorage).some(([key, value]) => key.endsWith('people')"
            " && JSON.parse(value).find((one) => one.code === code).stakes.length)",
            arg=host,
        )
        await page.context.set_offline(True)
        await page.get_by_text("受付を取り消す").click()
        await page.fill("#undo-code", host)
        await page.fill("#undo-reason", "別の人の名札")
        await page.get_by_role("button", name="取り消す", exact=True).click()
        await said("まだ取り消していません")
        await counted(2)
        await page.get_by_role("button", name="取り消す", exact=True).click()
        await said("受付を取り消しました")
        await counted(1)
        await page.get_by_role("button", name="取り消しを元に戻す").click()
        await said("取り消しを元に戻しました")
        await counted(2)
        await page.context.set_offline(False)
        await waits(page, 0)
        after = (await liaison.http.get(day.path("check-in/people"))).json()["people"]
    assert [one["arrivedAt"] for one in after] == [one["arrivedAt"] for one in people]
