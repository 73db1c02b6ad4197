"""Who sends a form, and whether they may: sign-in, its end, marks of forms, ways back."""

import re

import pytest
from litestar import Request

from gateway.pages.preferences import preferences
from tests.gateway.browsing import CLERK, MEMBER, OTHER_CLERK, challenge, signed_in, visiting
from tests.platform import DEMO_PASSWORD

NEW = "/challenges/new"
ADMIN, AUDITOR = "admin@enishi.example", "auditor@enishi.example"
FORMS = (NEW, "/offers/new", "/settings", "/sign-in", "/sign-out", "/notifications/read")
ELSEWHERE = (
    "//evil.example",
    "/\\evil.example",
    "https://evil.example",
    "javascript:alert(1)",
    "%2f%2fevil.example",
    "/%2f%2fevil.example/%2e%2e",
    "/%5cevil.example",
    "/\t/evil.example",
    "/a\r\nSet-Cookie: x=1",
    "evil.example",
    "",
)


async def test_a_form_sent_after_the_session_ended_survives_signing_in(town):
    async with signed_in(town, CLERK) as clerk, visiting(town) as elsewhere:
        form = (await clerk.see(NEW)).form(NEW)
        elsewhere.http.cookies.update(clerk.http.cookies)
        out = (await elsewhere.see("/")).form("/sign-out")
        assert (await elsewhere.send("/sign-out", out)).status == 303
        typed = challenge(title="期限が切れても残る名前")
        late = await clerk.send(NEW, {**form, **typed, "do": "preview"})
        assert (late.status, late.heading) == (401, "サインイン")
        wrong = await clerk.send(
            "/sign-in", {**late.form("/sign-in"), "email": CLERK, "password": "まちがい"}
        )
        assert wrong.status == 422
        back = await clerk.send(
            "/sign-in", {**wrong.form("/sign-in"), "email": CLERK, "password": DEMO_PASSWORD}
        )
        assert back.status == 200
        assert {name: back.form(NEW)[name] for name in typed} == typed
        done = await clerk.send(NEW, {**back.form(NEW), "do": "preview"})
        assert done.status == 303


async def test_a_form_of_another_session_is_shown_again_and_not_done(town):
    async with signed_in(town, CLERK) as clerk:
        form = (await clerk.see(NEW)).form(NEW)
        await clerk.send("/sign-out", (await clerk.see("/")).form("/sign-out"))
        await clerk.sign_in(CLERK)
        seen = await clerk.send(NEW, {**form, **challenge(title="まだ送らない名前"), "do": "save"})
        assert seen.status == 403
        assert seen.form(NEW)["title"] == "まだ送らない名前"
        assert "まだ送らない名前" not in (await clerk.see("/for-you")).text


@pytest.mark.parametrize("path", FORMS)
async def test_a_form_without_the_mark_of_this_site_is_refused(town, path):
    async with signed_in(town, CLERK) as clerk:
        seen = await clerk.send(path, {"title": "x", "theme": "black"})
        assert seen.status == 403
        assert seen.heading == "この操作はできません"
        foreign = await clerk.see("/about")
        marked = {"csrf": foreign.form("/settings")["csrf"], "theme": "black"}
        evil = await clerk.send(path, marked, headers={"Origin": "https://evil.example"})
        assert evil.status == 403


async def test_the_mark_of_another_session_is_refused(town):
    async with signed_in(town, CLERK) as clerk, signed_in(town, MEMBER) as member:
        mark = (await member.see("/about")).form("/settings")["csrf"]
        assert (await clerk.send("/settings", {"csrf": mark, "theme": "black"})).status == 403


async def test_nobody_signs_out_by_a_link(town):
    async with signed_in(town, CLERK) as clerk:
        assert (await clerk.see("/sign-out")).status == 405
        assert (await clerk.see("/for-you")).status == 200


@pytest.mark.parametrize("path", ["/for-you", "/notifications", NEW, "/offers/new"])
async def test_what_needs_somebody_leads_to_sign_in_and_back(town, path):
    async with visiting(town) as visitor:
        seen = await visitor.see(path)
        assert (seen.status, seen.heading) == (401, "サインイン")
        fields = {**seen.form("/sign-in"), "email": CLERK, "password": DEMO_PASSWORD}
        done = await visitor.send("/sign-in", fields)
        assert (done.status, done.to) == (303, path)


@pytest.mark.parametrize("to", ELSEWHERE)
async def test_signing_in_leads_nowhere_else(town, to):
    async with visiting(town) as visitor:
        seen = await visitor.see("/sign-in", params={"next": to})
        fields = {**seen.form("/sign-in"), "email": CLERK, "password": DEMO_PASSWORD, "next": to}
        done = await visitor.send("/sign-in", fields)
        assert (done.status, done.to) == (303, "/")
        again = await visitor.see("/sign-in", params={"next": to})
        assert (again.status, again.to) == (303, "/")


async def test_a_wrong_password_and_an_unknown_address_are_answered_alike(town):
    async with visiting(town) as visitor:
        for email in (CLERK, "nobody@nowhere.example"):
            seen = await visitor.fill("/sign-in", email=email, password="not this one")
            assert seen.status == 422
            assert list(seen.errors.values()) == [
                "メールアドレスかパスワードが違います。もう一度入力してください。"
            ]
            assert seen.form("/sign-in")["email"] == email
            assert "not this one" not in seen.text


async def test_roles_that_may_not_post_are_told_so(town):
    async with signed_in(town, "admin@enishi.example") as admin:
        for path in (NEW, "/offers/new"):
            assert (await admin.see(path)).status == 403


@pytest.mark.parametrize("cookie", [True, False])
async def test_signing_in_keeps_the_language_that_the_browser_chose(town, cookie):
    language = "en;q=0.8, fr" if not cookie else "ja"
    async with visiting(town, language) as visitor:
        if cookie:
            await visitor.see("/about?lang=en")
        await visitor.sign_in(CLERK)
        for path in ("/for-you", "/notifications", "/challenges/new", "/security", "/nothing"):
            assert (await visitor.see(path)).answer.headers["content-language"] == "en", path


def asking(language):
    scope = {"type": "http", "headers": [(b"accept-language", language.encode())]}
    return Request({**scope, "query_string": b"", "path": "/", "method": "GET"})


@pytest.mark.parametrize(
    ("language", "account", "shown"),
    [
        *[("", "en", "en"), ("fr", "en", "en"), ("ja", "en", "ja"), ("en-GB", "ja", "en")],
        *[("fr", "", "ja"), ("", "fr", "ja"), ("", "ja", "ja")],
    ],
)
def test_the_language_of_an_account_is_for_browsers_that_say_none(language, account, shown):
    assert preferences(asking(language), account).locale == shown


@pytest.mark.parametrize(
    ("email", "offered"),
    [(CLERK, ["/challenges/new"]), (MEMBER, ["/offers/new"]), (ADMIN, []), (AUDITOR, [])],
)
async def test_only_what_somebody_may_do_is_offered_to_them(town, email, offered):
    async with signed_in(town, email) as visitor:
        seen = await visitor.see("/for-you")
        assert seen.status == 200
        assert re.findall('href="(/(?:challenges|offers)/new)"', seen.text) == offered
        for path in offered:
            assert (await visitor.see(path)).status == 200


@pytest.mark.parametrize(
    ("email", "said"),
    [(OTHER_CLERK, "あなたの課題のことで"), (ADMIN, "あなたに知っていただきたいことがあると")],
)
async def test_who_makes_no_offers_is_not_told_of_their_offers(town, email, said):
    async with signed_in(town, email) as visitor:
        seen = await visitor.see("/notifications")
    assert "お知らせはありません" in seen.text
    assert said in seen.text
    assert "あなたの提案" not in seen.text
