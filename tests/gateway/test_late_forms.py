"""S19: a form that comes after its session is kept, whatever form it is, and sent by one button."""

import secrets
from uuid import uuid4

import pytest

from chassis.keys import Keyring
from gateway.pages import seals
from tests.gateway.browsing import CLERK, MEMBER, signed_in, visiting
from tests.gateway.test_http_every_route import CHANGING, NOBODY
from tests.platform import DEMO_PASSWORD

OTHERS = ("/sign-in", "/sign-out", "/graphql", "/letters/stop")
"""How one comes in and goes, programs, and the button of a letter that asks for no session."""
DOORS = [path for path in CHANGING if not path.startswith(OTHERS)]
SOME = DOORS[::12]
TYPED = "三十分かけて書いた、髙﨑さんへの長い文章 🏠\n二行め"
FIELDS = {"text": TYPED, "tags": ["空き家", "防災"], "id": NOBODY, "do": "save"}
SECRET = "ひみつのことばはのこらない"


async def mark_of(visitor):
    """Of any form of this session: each page's forms have the same."""
    return (await visitor.see("/about")).form("/settings")["csrf"]


async def end_the_session_of(town, visitor):
    """As another tab does: this browser still has its cookie."""
    async with visiting(town) as elsewhere:
        elsewhere.http.cookies.update(visitor.http.cookies)
        out = (await elsewhere.see("/")).form("/sign-out")
        assert (await elsewhere.send("/sign-out", out)).status == 303


def listed(given):
    return given if isinstance(given, list) else [given]


async def hidden(seen, action):
    assert seen.status == 200, action
    assert seen.heading == "操作をつづける", action
    found = seen.form(action)
    assert found["text"].replace("\r\n", "\n") == TYPED, action
    assert (found["id"], found["do"]) == (NOBODY, "save"), action
    assert SECRET not in seen.text, action
    return found


def test_there_are_doors():
    assert len(DOORS) > 80


async def test_s19_what_is_typed_survives_the_end_of_its_session_at_every_door(town):
    secret = Keyring(town.settings.keys_path).secret("gateway")
    async with signed_in(town, CLERK) as clerk, signed_in(town, CLERK) as again:
        mark = await mark_of(clerk)
        await end_the_session_of(town, clerk)
        for door in DOORS:
            late = await clerk.send(door, {**FIELDS, "csrf": mark, "password": SECRET})
            assert (late.status, late.heading) == (401, "サインイン"), door
            assert "入力した内容は、サインインしたあとの画面に残ります。" in late.said[0], door
            sealed = late.form("/sign-in")["kept"]
            waits = seals.kept(secret, sealed)
            assert waits == seals.Kept(
                action=door,
                typed={name: listed(given) for name, given in FIELDS.items()},
                mark=mark,
                secrets=["password"],
                until=waits.until,
            ), door
            if door in SOME:
                found = await hidden(await again.send("/sign-in/continue", {"kept": sealed}), door)
                assert found["password"] == "", door


async def test_a_form_of_another_session_waits_for_one_more_button(town):
    async with signed_in(town, CLERK) as before, signed_in(town, CLERK) as clerk:
        mark = await mark_of(before)
        for door in SOME:
            seen = await clerk.send(door, {**FIELDS, "csrf": mark})
            assert (seen.status, seen.heading) == (403, "操作をつづける"), door
            assert seen.form(door)["text"].replace("\r\n", "\n") == TYPED, door
            assert seen.form(door)["csrf"] != mark, door


async def test_what_another_account_typed_is_neither_sent_nor_shown(town):
    async with signed_in(town, CLERK) as clerk, signed_in(town, MEMBER) as member:
        mark = await mark_of(clerk)
        for door in SOME:
            seen = await member.send(door, {**FIELDS, "csrf": mark})
            assert (seen.status, seen.heading) == (403, "まだ送っていません"), door
            assert "三十分" not in seen.text, door
        out = seen.form("/sign-out")
        asked = await member.send("/sign-out", out)
        assert (asked.status, asked.heading) == (200, "サインイン")
        person = {"email": CLERK, "password": DEMO_PASSWORD}
        back = await member.send("/sign-in", {**asked.form("/sign-in"), **person})
        await hidden(back, SOME[-1])


async def test_a_form_is_sent_by_one_button_after_signing_in(town):
    async with signed_in(town, CLERK) as clerk:
        mark = await mark_of(clerk)
        await end_the_session_of(town, clerk)
        typed = {"name": "期限が切れても残る検索", "q": "空き家", "tag": "", "key": ""}
        sent = {**typed, "csrf": mark, "id": str(uuid4())}
        late = await clerk.send("/searches/new", sent)
        signing = {**late.form("/sign-in"), "email": CLERK, "password": "まちがい"}
        wrong = await clerk.send("/sign-in", signing)
        assert wrong.status == 422
        right = {**wrong.form("/sign-in"), "email": CLERK, "password": DEMO_PASSWORD}
        back = await clerk.send("/sign-in", right)
        assert "期限が切れても残る検索" in back.text
        done = await clerk.send("/searches/new", back.form("/searches/new"))
        assert (done.status, done.to) == (303, "/searches")
        assert "期限が切れても残る検索" in (await clerk.see("/searches")).text


async def test_files_are_named_and_chosen_again(town):
    door = f"/challenges/{NOBODY}/attachments"
    async with signed_in(town, CLERK) as before, signed_in(town, CLERK) as clerk:
        fields = {"csrf": await mark_of(before), "description": "図面の説明"}
        files = {"content": ("図面.pdf", b"%PDF-1.4 " * 100_000, "application/pdf")}
        seen = await clerk.send(door, fields, files=files)
        assert (seen.status, seen.form(door)["description"]) == (403, "図面の説明")
        assert "もう一度選んでください。 図面.pdf" in seen.text
        assert len(seen.text) < 100_000


async def test_what_is_too_long_to_come_back_is_said_to_be_so(town):
    async with signed_in(town, CLERK) as clerk:
        mark = await mark_of(clerk)
        await end_the_session_of(town, clerk)
        noise = secrets.token_urlsafe(600_000)  # which does not get smaller
        late = await clerk.send("/challenges/new", {"csrf": mark, "problem": noise})
        assert (late.status, late.form("/sign-in")["kept"]) == (401, "")
        assert "長すぎて" in late.said[0]


@pytest.mark.parametrize("given", ["", "a" * 80, "a" * 80 + "v" + "a" * 64, "é\0"])
async def test_a_mark_that_nobody_was_given_brings_nothing_back(town, given):
    async with visiting(town) as visitor, signed_in(town, CLERK) as clerk:
        for one in (visitor, clerk):
            seen = await one.send("/challenges/new", {"csrf": given, "title": "よその文"})
            assert (seen.status, seen.heading) == (403, "この操作はできません")
        forged = await clerk.send("/challenges/new", {"csrf": "a" * 145, "title": "よその文"})
        assert "よその文" not in forged.text
        assert "/challenges/new" not in forged.text.partition("<main")[2]


@pytest.mark.parametrize("kept", ["", "x", "A" * 200])
async def test_what_does_not_wait_is_not_sent(town, kept):
    async with signed_in(town, CLERK) as clerk:
        seen = await clerk.send("/sign-in/continue", {"kept": kept})
        assert (seen.status, seen.heading) == (422, "まだ送っていません")
