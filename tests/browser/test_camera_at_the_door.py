"""The camera at the door: Chromium films a printed badge, and the page checks its bearer in.

Chromium here has no reader of codes (``BarcodeDetector``); the tests' own takes its place and reads
each frame as it was filmed. Where a browser has none, the page says how else one comes in.
"""

import base64
from contextlib import asynccontextmanager

import numpy as np
import pypdfium2
import pytest

from gateway.pages.timetables.papers.badges import badges
from gateway.papers.printing import printed
from tests.browser.conftest import FLAGS, chromium
from tests.browser.walking import walking
from tests.day_in_town import day_in_town, own
from tests.gateway.browsing import LIAISON, signed_in
from tests.printed_codes import code_on

pytestmark = pytest.mark.browser

WIDTH, HEIGHT = 640, 480
SCALE = 6  # of a point of the page: 17 pixels for a millimetre
READER = """
window.BarcodeDetector = class {
  static async getSupportedFormats() { return ["qr_code"]; }
  async detect(video) {
    const canvas = new OffscreenCanvas(video.videoWidth, video.videoHeight);
    const context = canvas.getContext("2d");
    context.drawImage(video, 0, 0);
    const { data } = context.getImageData(0, 0, canvas.width, canvas.height);
    let grey = "";
    for (let at = 0; at < data.length; at += 4) grey += String.fromCharCode(data[at + 1]);
    const rawValue = await window.readCode(canvas.width, btoa(grey));
    return rawValue ? [{ rawValue }] : [];
  }
};
"""
NO_READER = "delete window.BarcodeDetector;"


async def film_of_badge(path, event, number, site):
    """The corner of a printed badge that bears the code, held before the camera (YUV4MPEG2)."""
    somebody = {"side": "PRIVATE", "organizationName": "架空の団体", "unitName": ""}
    somebody |= {"nameKana": "カクウ", "name": "架空 太郎", "number": number}
    made = badges({"id": event, "title": "架空の当日"}, [somebody], site, "ja", str)
    page = pypdfium2.PdfDocument(await printed(made))[0].render(scale=SCALE, grayscale=True)
    sheet = np.asarray(page.to_numpy()).reshape(page.height, page.width)
    right, bottom = (round(mm / 25.4 * 72 * SCALE) for mm in (14 + 91 - 1, 11 + 55 - 1))
    grey = sheet[bottom - HEIGHT : bottom, right - WIDTH : right]
    colourless = bytes([128]) * (WIDTH * HEIGHT // 2)
    frame = b"FRAME\n" + np.ascontiguousarray(grey).tobytes() + colourless
    head = f"YUV4MPEG2 W{WIDTH} H{HEIGHT} F5:1 Ip A1:1 C420jpeg\n".encode()
    path.write_bytes(head + frame * 5)


def read_code(width, grey):
    try:
        return code_on(np.frombuffer(base64.b64decode(grey), np.uint8).reshape(-1, width))
    except (AssertionError, IndexError, ValueError):
        return ""  # nothing in sight


@asynccontextmanager
async def filming(browser, film):
    flags = ("--use-fake-device-for-media-stream", f"--use-file-for-fake-video-capture={film}")
    found = await browser.browser_type.launch(executable_path=chromium(), args=[*FLAGS, *flags])
    yield found
    await found.close()


async def test_j5_ac1_a_badge_before_the_camera_is_checked_in_once(town, browser, tmp_path):
    async with signed_in(town, LIAISON) as liaison:
        day = await day_in_town(town, await own(liaison))
        film = tmp_path / "badge.y4m"
        await film_of_badge(film, day.event, 1, town.url)
        async with (
            filming(browser, film) as camera,
            walking(camera, town, LIAISON, permissions=["camera"]) as page,
        ):
            await page.context.expose_function("readCode", read_code)
            await page.context.add_init_script(READER)
            await page.goto(day.path("check-in"))
            await page.get_by_role("button", name="カメラで読む").click()
            await page.locator('[data-part="said"]', has_text="受付しました").wait_for(
                timeout=60_000
            )
            await page.locator('[data-part="outbox"][data-waiting="0"]').wait_for(timeout=60_000)
            rows = await page.locator('[data-part="last"] li').all_inner_texts()
            await page.get_by_role("button", name="カメラを止める").click()
            await page.get_by_role("button", name="カメラで読む").wait_for()
            filmed = await page.evaluate(
                "document.querySelector('video').srcObject.getTracks().map((one) => one.readyState)"
            )
        people = (await liaison.http.get(day.path("check-in/people"))).json()["people"]
    assert len(rows) == 1, "the badge that stays in sight is the same one"
    assert filmed == ["ended"]
    assert [one["code"] for one in people if one["arrivedAt"]] == [day.codes[0]]


async def test_without_a_reader_of_codes_the_page_says_how_one_comes_in(town, browser):
    async with signed_in(town, LIAISON) as liaison, walking(browser, town, LIAISON) as page:
        day = await day_in_town(town, await own(liaison))
        await page.context.add_init_script(NO_READER)
        await page.goto(day.path("check-in"))
        await page.get_by_text("このブラウザはQRコードを読めません。").wait_for()
        assert not await page.get_by_role("button", name="カメラで読む").is_visible()
        assert await page.evaluate("document.activeElement.id") == "code"
        await page.keyboard.type(day.codes[0])
        await page.keyboard.press("Enter")
        await page.locator('[data-part="said"]', has_text="受付しました").wait_for()
