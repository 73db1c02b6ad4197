"""S19: what is typed comes back from a limit, an outage, a size and a demand, at any length."""

from contextlib import asynccontextmanager
from html import unescape

import asyncpg
import msgspec
import pytest

from tests.gateway.browsing import CLERK, LIAISON, signed_in, visiting
from tests.gateway.securing import Owner
from tests.patience import no_time_passes

NEW = "/challenges/new"
LONG = "髙﨑さんの家の片付けと、借り手さがしの話 🏠\n" * 150
"""As much as a form takes: 3,750 signs."""
MORE = "長い長い文章を、ほかから写して貼り付けた。" * 6_000
"""A quarter of a million, which no form takes."""


@pytest.fixture(autouse=True)
def limits(monkeypatch):
    no_time_passes(monkeypatch)


@asynccontextmanager
async def locked(town, table):
    """A part of the town that does not answer: everything waits for its table."""
    note = msgspec.json.decode((town.home / "run.json").read_bytes())
    connection = await asyncpg.connect(note["database_url"])
    try:
        async with connection.transaction():
            await connection.execute(f"LOCK TABLE {table} IN ACCESS EXCLUSIVE MODE")
            yield
    finally:
        await connection.close()


async def draft(visitor, text):
    seen = await visitor.see(NEW)
    return {**seen.form(NEW), "title": "片付けの手伝い", "problem": text, "do": "save"}


def plain(text):
    return text.replace("\r\n", "\n")


async def saved(visitor, form, text):
    """That one press saved what came back."""
    assert plain(form["problem"]) == text
    done = await visitor.send(NEW, form)
    assert done.status == 303, done.text
    assert text.splitlines()[0] in (await visitor.see(done.to)).text


@pytest.mark.parametrize("table", ["challenges.challenges", "accounts.sessions"])
async def test_s19_while_a_part_is_away_what_is_typed_waits_for_one_more_press(town, table):
    async with signed_in(town, CLERK) as clerk:
        form = await draft(clerk, LONG)
        async with locked(town, table):
            away = await clerk.send(NEW, form)
        assert (away.status, away.heading) == (503, "いま、つながりにくくなっています")
        assert "同じ内容をもう一度送る" in away.text
        assert LONG.splitlines()[0] in unescape(away.text)
        await saved(clerk, away.form(NEW), LONG)


async def test_s19_after_too_many_requests_what_is_typed_waits_for_one_more_press(towns):
    limits = {"requests_per_minute": 12, "trusted_proxies": "127.0.0.1"}
    async with towns(**limits) as town, signed_in(town, CLERK) as clerk:
        form = await draft(clerk, LONG)
        for _ in range(100):
            if (limited := await clerk.see("/about")).status == 429:
                break
        limited = await clerk.send(NEW, form)
        assert (limited.status, limited.heading) == (429, "少し待ってください")
        clerk.http.headers["X-Forwarded-For"] = "198.51.100.4"  # and some time later
        await saved(clerk, limited.form(NEW), LONG)


async def test_s19_a_form_that_waits_survives_a_limit_on_signing_in(towns):
    limits = {"sign_ins_per_minute": 2, "requests_per_minute": 10_000}
    async with towns(**limits) as town, signed_in(town, CLERK) as clerk, visiting(town) as other:
        other.http.cookies.update(clerk.http.cookies)
        form = await draft(clerk, LONG)
        await other.send("/sign-out", (await other.see("/")).form("/sign-out"))
        late = await clerk.send(NEW, form)
        typed = {**late.form("/sign-in"), "email": CLERK, "password": "まちがい"}
        for _ in range(100):
            if (limited := await clerk.send("/sign-in", typed)).status == 429:
                break
        wait = int(limited.answer.headers["Retry-After"])
        said = f"{-(-wait // 60)}分ほど" if wait > 90 else f"{wait}秒ほど"
        assert f"{said}待ってください" in limited.text
        on = await clerk.send("/sign-in/continue", limited.form("/sign-in/continue"))
        assert (on.status, on.heading) == (401, "サインイン")
        assert on.form("/sign-in")["kept"] == typed["kept"]


async def test_s19_what_is_too_much_comes_back_to_be_made_shorter(town):
    async with signed_in(town, CLERK) as clerk:
        large = await clerk.send(NEW, await draft(clerk, MORE))
        assert (large.status, large.heading) == (413, "送られた内容が大きすぎます")
        assert MORE in large.text
        assert "同じ内容をもう一度送る" not in large.text  # it would not help


async def test_s19_what_is_said_of_a_file_that_is_too_large_comes_back(town):
    async with signed_in(town, CLERK) as clerk:
        there = (await clerk.send(NEW, await draft(clerk, LONG))).to.removesuffix("/edit")
        files = f"{there}/attachments"
        form = {**(await clerk.see(files)).form(files), "description": LONG[:150]}
        photo = {"content": ("写真.png", b"\x89PNG" * 3_000_000, "image/png")}
        large = await clerk.send(files, form, files=photo)
        assert (large.status, large.heading) == (413, "送られた内容が大きすぎます")
        assert LONG[:40] in plain(large.text)


async def test_s19_what_is_larger_than_anybody_types_is_not_read(town):
    async with signed_in(town, CLERK) as clerk:
        large = await clerk.send(NEW, await draft(clerk, "あ" * 500_000))
        assert (large.status, large.heading) == (413, "送られた内容が大きすぎます")
        assert "あああ" not in large.text


async def test_s19_a_second_factor_that_is_suddenly_demanded_keeps_what_is_typed(towns):
    async with (
        towns() as town,
        signed_in(town, CLERK) as clerk,
        signed_in(town, LIAISON) as liaison,
    ):
        form = await draft(clerk, LONG)
        await Owner(town, liaison, LIAISON).enrol()
        policy = "/members/sign-in"
        assert (await liaison.fill(policy, secondFactor="true")).status == 303

        led = await clerk.send(NEW, form)
        assert (led.status, led.heading) == (403, "先に、もうひとつの確認を登録してください")
        kept = led.form("/sign-in/continue")
        early = await clerk.send("/sign-in/continue", kept)
        assert (early.status, early.heading) == (led.status, led.heading)
        assert early.form("/sign-in/continue")["kept"] == kept["kept"]

        await Owner(town, clerk, "").enrol()
        back = await clerk.send("/sign-in/continue", early.form("/sign-in/continue"))
        assert (back.status, back.heading) == (200, "操作をつづける")
        await saved(clerk, back.form(NEW), LONG)


async def test_what_comes_from_another_site_is_not_given_back(town):
    async with signed_in(town, CLERK) as clerk:
        form = await draft(clerk, MORE)
        evil = {"Origin": "https://evil.example"}
        for text in (LONG, MORE):
            async with locked(town, "challenges.challenges"):
                seen = await clerk.send(NEW, {**form, "problem": text}, headers=evil)
            assert seen.status == 403
            assert text[:20] not in seen.text


UNREADABLE = {
    "a form of a million fields": (b"a=1&" * 990_000, "application/x-www-form-urlencoded", 413),
    "a part in a code that does not exist": (
        (
            b'--b\r\nContent-Disposition: form-data; name="a"\r\n'
            b"Content-Type: text/plain; charset=nope\r\n\r\nx\r\n--b--\r\n"
        ),
        "multipart/form-data; boundary=b",
        400,
    ),
}


@pytest.mark.parametrize(("body", "kind", "status"), UNREADABLE.values(), ids=UNREADABLE)
async def test_a_form_that_nobody_filled_in_is_refused_and_not_an_error_of_ours(
    town, body, kind, status
):
    async with visiting(town) as anybody:
        found = await anybody.http.post("/sign-in", content=body, headers={"Content-Type": kind})
    assert found.status_code == status, found.text
