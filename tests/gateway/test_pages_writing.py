"""Forms: errors stand beside fields, what is typed survives, nothing is done twice."""

import asyncio
import re
from uuid import uuid4

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
)

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
            "answerBy": "募集期限は、暦にある日付を入力してください。"
            "年は「2027」か「令和9」のように書きます。",
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

        assert await eventually(matches)


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


async def test_a_member_sees_who_fits_and_reads_what_they_were_told(town):
    async with signed_in(town, CLERK) as clerk, signed_in(town, MEMBER) as member:
        title = f"空き家の家財の片付けと借り手さがし {uuid4().hex[:6]}"
        path = await published(clerk, title=title)

        async def told():
            return path in (await member.see("/notifications")).text

        assert await eventually(told)
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


async def test_the_twenty_first_draft_is_found_as_well_as_the_newest(town):
    async with signed_in(town, CLERK) as clerk:
        title = f"古い下書き {uuid4().hex}"
        for name in (title, *(f"新しい下書き{n}" for n in range(21))):
            saved = await clerk.fill("/challenges/new", title=name, do="save")
            assert saved.status == 303, saved.errors
        assert title in (await clerk.see("/for-you")).text
