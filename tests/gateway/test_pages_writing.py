"""Forms: errors stand beside fields, what is typed survives, nothing is done twice."""

import asyncio
import re
from uuid import uuid4

import pytest

from tests.eventually import eventually
from tests.gateway.browsing import (
    CLERK,
    LIAISON,
    MEMBER,
    challenge,
    offer,
    offered,
    published,
    signed_in,
    visiting,
)
from tests.platform import DEMO_PASSWORD

NEW = "/challenges/new"


async def test_a_clerk_writes_corrects_looks_and_publishes(town):
    async with signed_in(town, CLERK) as clerk:
        typed = challenge(title="あき", problem="短い", answerByMonth="13", budgetStage="")
        wrong = await clerk.fill(NEW, **typed, do="preview")
        assert wrong.status == 422
        assert wrong.errors == {
            "title": "課題の名前は5文字以上で入力してください。",
            "problem": "困っていることは20文字以上で入力してください。",
            "budgetStage": "予算の段階を選んでください。",
            "answerBy": "募集期限は、暦にある日付を年・月・日の数字で入力してください。",
        }
        assert wrong.said[0].startswith("直すところが4つあります")
        assert "<title>エラー：" in wrong.text
        kept = wrong.form(NEW)
        assert {name: kept[name] for name in typed} == typed
        draft = await clerk.send(NEW, {**kept, **challenge(), "do": "preview"})
        preview = await clerk.see(draft.to)
        assert "まだ公開されていません" in preview.text
        done = await clerk.send(draft.to, preview.form(draft.to))
        seen = await clerk.see(done.to)
        assert "完了課題を公開しました。候補は数秒でそろいます。" in seen.said
        assert "完了課題を公開しました" not in (await clerk.see(done.to)).text

        async def matches():
            return "共通することば" in (await clerk.see(done.to)).text

        assert await eventually(matches, within=5)


async def test_errors_are_said_in_english_too(town):
    async with signed_in(town, CLERK, "en") as clerk:
        wrong = await clerk.fill(NEW, **challenge(title="x"), do="preview", lang="en")
        wrong = await clerk.send(f"{NEW}?lang=en", {**wrong.form(NEW), "do": "preview"})
    assert wrong.status == 422
    assert re.fullmatch(r"[\x20-\x7e’“”]+", wrong.errors["title"])


async def test_a_double_click_publishes_once(town):
    async with signed_in(town, CLERK) as clerk:
        title = f"二度押しても一度 {uuid4().hex[:8]}"
        draft = await clerk.fill(NEW, **challenge(title=title), do="preview")
        fields = (await clerk.see(draft.to)).form(draft.to)
        both = await asyncio.gather(*(clerk.send(draft.to, fields) for _ in range(3)))
        assert {(seen.status, seen.to) for seen in both} == {(303, both[0].to)}
        listed = await clerk.see(f"/challenges?q={title}")
    assert "1件の課題" in listed.text


async def test_an_offer_sent_twice_is_published_once(town):
    async with signed_in(town, MEMBER) as member:
        title = f"一度だけの提案 {uuid4().hex[:8]}"
        fields = {**(await member.see("/offers/new")).form("/offers/new"), **offer(title=title)}
        both = await asyncio.gather(*(member.send("/offers/new", fields) for _ in range(2)))
        assert {(seen.status, seen.to) for seen in both} == {(303, both[0].to)}
        assert "1件の提案" in (await member.see(f"/offers?q={title}")).text


async def test_the_form_of_an_offer_keeps_what_was_typed(town):
    async with signed_in(town, MEMBER) as member:
        typed = offer(title="短い", costYen="千円くらい", reach=["青森県", "沖縄県"])
        wrong = await member.fill("/offers/new", **typed)
        assert wrong.status == 422
        assert set(wrong.errors) == {"title", "costYen"}
        kept = wrong.form("/offers/new")
        assert {name: kept[name] for name in typed} == typed


async def test_an_offer_is_amended_and_withdrawn(town):
    async with signed_in(town, MEMBER) as member:
        path = await offered(member)
        form = (await member.see(f"{path}/edit")).form(f"{path}/edit")
        assert (form["costYen"], form["reach"]) == ("1200", ["福岡県", "佐賀県"])
        done = await member.send(f"{path}/edit", {**form, "costYen": ""})
        assert (done.status, done.to) == (303, path)
        seen = await member.see(path)
        assert "相談して決める" in seen.text
        done = await member.send(f"{path}/withdraw", seen.form(f"{path}/withdraw"))
        assert (done.status, done.to) == (303, path)
        seen = await member.see(path)
        assert "完了提案を取り下げました。" in seen.said
        assert "この提案は取り下げられました。" in seen.text
        assert "/edit" not in seen.text


async def test_an_open_challenge_is_amended_and_closed_with_a_reason(town):
    async with signed_in(town, CLERK) as clerk:
        path = await published(clerk)
        form = (await clerk.see(f"{path}/edit")).form(f"{path}/edit")
        done = await clerk.send(
            f"{path}/edit", {**form, "title": "新しい名前の課題です", "do": "amend"}
        )
        assert (done.status, done.to) == (303, path)
        assert (await clerk.see(path)).heading == "新しい名前の課題です"
        close = f"{path}/close"
        wrong = await clerk.fill(close, note="ありがとうございました")
        assert wrong.errors == {"reason": "終える理由を選んでください。"}
        done = await clerk.send(close, {**wrong.form(close), "reason": "matched"})
        assert (done.status, done.to) == (303, path)
        seen = await clerk.see(path)
        assert "注意この課題の募集は終わりました。" in " ".join(seen.said)
        assert "ありがとうございました" in seen.text
        assert (await clerk.see(f"{path}/edit")).to == path


async def test_a_stale_form_shows_what_others_wrote_beside_what_was_typed(town):
    async with signed_in(town, CLERK) as clerk, signed_in(town, LIAISON) as liaison:
        path = await published(clerk)
        edit = f"{path}/edit"
        mine, theirs = (await clerk.see(edit)).form(edit), (await liaison.see(edit)).form(edit)
        await liaison.send(edit, {**theirs, "title": "窓口が直した名前", "do": "amend"})
        stale = await clerk.send(edit, {**mine, "title": "担当が直した名前", "do": "amend"})
        assert stale.status == 409
        assert "窓口が直した名前" in stale.said[0]
        assert stale.form(edit)["title"] == "担当が直した名前"
        done = await clerk.send(edit, {**stale.form(edit), "do": "amend"})
        assert (done.status, done.to) == (303, path)
        assert (await clerk.see(path)).heading == "担当が直した名前"


async def test_a_stale_offer_keeps_what_was_typed(town):
    async with signed_in(town, MEMBER) as member:
        path = await offered(member)
        edit = f"{path}/edit"
        form = (await member.see(edit)).form(edit)
        await member.send(edit, {**form, "title": "先に直した提案の名前"})
        late = {**form, "title": "あとで直した提案の名前", "key": str(uuid4())}
        stale = await member.send(edit, late)
        assert stale.status == 409
        assert "先に直した提案の名前" in " ".join(stale.said)
        assert stale.form(edit)["title"] == "あとで直した提案の名前"
        assert (await member.send(edit, stale.form(edit))).to == path


async def test_a_draft_may_be_unfinished_and_waits_for_its_organization(town):
    async with signed_in(town, CLERK) as clerk, signed_in(town, LIAISON) as liaison:
        title = f"書きかけ {uuid4().hex[:8]}"
        saved = await clerk.fill(NEW, title=title, problem="短い", answerByYear="", do="save")
        assert saved.status == 303
        assert "完了下書きを保存しました。" in (await clerk.see(saved.to)).said
        seen = await liaison.see("/for-you")
        assert title in seen.text
        assert f'href="{saved.to}"' in seen.text


async def test_a_draft_changed_since_it_was_looked_at_is_shown_again(town):
    async with signed_in(town, CLERK) as clerk:
        draft = await clerk.fill(NEW, **challenge(), do="preview")
        looked_at = (await clerk.see(draft.to)).form(draft.to)
        edit = draft.to.replace("/preview", "/edit")
        await clerk.fill(edit, title="あとから変えた下書きの名前", do="save")
        seen = await clerk.send(draft.to, looked_at)
        assert seen.status == 409
        assert "あとから変えた下書きの名前" in seen.text
        assert (await clerk.send(draft.to, seen.form(draft.to))).status == 303


async def test_autosave_keeps_the_draft_and_brings_its_revision(town):
    async with signed_in(town, CLERK) as clerk:
        fields = {**(await clerk.see(NEW)).form(NEW), "title": "自動で残る", "do": "autosave"}
        first = await clerk.send(NEW, fields, headers={"HX-Request": "true"})
        assert "下書きを自動で保存しました。" in first.text
        assert 'name="revision" id="revision" value="1" hx-swap-oob="true"' in first.text
        assert "<html" not in first.text
        again = {**fields, "title": "もっと書いた", "revision": "1"}
        second = await clerk.send(NEW, again, headers={"HX-Request": "true"})
        assert 'value="2"' in second.text
        late = {**again, "revision": "1", "do": "save"}  # sent while it was being saved
        assert (await clerk.send(NEW, late)).status == 303


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


FORMS = (NEW, "/offers/new", "/settings", "/sign-in", "/sign-out", "/notifications/read")


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


async def test_a_member_sees_who_fits_and_reads_what_they_were_told(town):
    async with signed_in(town, CLERK) as clerk, signed_in(town, MEMBER) as member:
        title = f"空き家の家財の片付けと借り手さがし {uuid4().hex[:6]}"
        path = await published(clerk, title=title)

        async def told():
            return path in (await member.see("/notifications")).text

        assert await eventually(told, within=10)
        assert "未読が" in (await member.see("/notifications")).text
        fields = (await member.see("/notifications")).form("/notifications/read")
        assert (await member.send("/notifications/read", fields)).to == "/notifications"
        seen = await member.see("/notifications")
        assert "完了すべて既読にしました。" in seen.said
        assert "未読が" not in seen.text
        assert path in (await member.see("/for-you")).text


async def test_bytes_that_are_no_text_are_answered_and_not_a_fault_of_ours(town):
    async with signed_in(town, CLERK) as clerk:
        mark = (await clerk.see(NEW)).form(NEW)["csrf"]
        headers = {"Content-Type": "application/x-www-form-urlencoded"}
        for body in (b"title=%ff%fe", b"title=\xff", b"title=%00abc%00", b"title=%ed%a0%80"):
            content = f"csrf={mark}&do=save&".encode() + body
            answer = await clerk.http.post(NEW, content=content, headers=headers)
            assert answer.status_code in {400, 422}, body
        large = await clerk.send(NEW, {"csrf": mark, "title": "あ" * 400_000})
        assert (large.status, large.heading) == (413, "送られた内容が大きすぎます")
