"""A proposal from the first word to the answer, on the pages and through GraphQL (journey J2)."""

import asyncio
import csv
import hashlib
import json
import subprocess

import msgspec
import pytest

from tests.databases import execute
from tests.gateway.browsing import CLERK, LIAISON, MEMBER, OTHER_CLERK, published, signed_in
from tests.gateway.proposing import (
    OTHER_MEMBER,
    SECRET,
    drafted,
    looking,
    press,
    proposal,
    proposed,
)

MINE = "{ proposals(first: 100) { totalCount nodes { id title } } }"


async def ask(visitor, query, **variables):
    answer = await visitor.http.post("/graphql", json={"query": query, "variables": variables})
    return answer.json()


async def moved(town, challenge, by):
    """The last moment of the challenge, so many seconds from now by the database's clock."""
    note = msgspec.json.decode((town.home / "run.json").read_bytes())
    statement = (
        "UPDATE challenges.challenges SET answer_until = clock_timestamp()"
        f" + interval '{by} seconds' WHERE id = '{challenge.removeprefix('/challenges/')}'"
    )
    await execute(note["database_url"], statement)


async def test_j2_ac4_submitting_a_second_after_the_deadline_fails_and_before_it_gives_a_receipt(
    town, tmp_path
):
    async with signed_in(town, CLERK) as clerk, signed_in(town, MEMBER) as member:
        challenge = await published(clerk)
        path = await drafted(member, challenge)
        await moved(town, challenge, -1)
        late = await member.fill(f"{path}/submit", acceptTerms="true")
        assert late.to == f"{path}/submit"
        assert "募集は終わっています" in " ".join((await member.see(late.to)).said)
        assert "これは下書きです" in (await member.see(path)).text

        for _ in range(20):
            await moved(town, challenge, 1)
            done = await member.fill(f"{path}/submit", acceptTerms="true")
            if done.to == path:
                break
        assert "受領証ができました" in " ".join((await member.see(path)).said)

        receipts = await member.see(f"{path}/receipts")
        file = await member.http.get(f"{path}/versions/1")
        assert file.headers["content-disposition"].startswith("attachment;")
        kept = tmp_path / "proposal.json"
        kept.write_bytes(file.content)
        summed = await asyncio.to_thread(
            subprocess.run,
            ["sha256sum", str(kept)],
            capture_output=True,
            text=True,
            check=True,
        )
        assert summed.stdout.split()[0] in receipts.text
        assert hashlib.sha256(file.content).hexdigest() == summed.stdout.split()[0]
        assert json.loads(file.content)["format"] == "enishi-proposal/1"


DOORS = {
    "node": "query ($id: ID!) { proposal(id: $id) { id title } }",
    "receipts": "query ($id: ID!) { proposal(id: $id) { receipts { sha256 } reads { at } } }",
    "list": "{ proposals(first: 100) { totalCount nodes { id } } }",
    "search": "query ($q: String!) { proposals(search: $q) { totalCount nodes { id } } }",
    "of the challenge": "query ($c: ID!) { proposals(challengeId: $c) { totalCount } }",
    "assessment": "query ($c: ID!) { assessment(challengeId: $c) { proposals undecided } }",
    "all assessments": "{ assessments { challengeId proposals } }",
}


async def test_j2_ac5_another_company_gets_nothing_of_it_by_any_door(town):
    async with (
        signed_in(town, CLERK) as clerk,
        signed_in(town, MEMBER) as member,
        signed_in(town, OTHER_MEMBER) as other,
        signed_in(town, OTHER_CLERK) as neighbour,
    ):
        challenge = await published(clerk)
        path = await proposed(member, challenge, title="他社に見えてはならない題名")
        key, call = path.removeprefix("/proposals/"), challenge.removeprefix("/challenges/")
        assert key in json.dumps(await ask(member, MINE))
        for stranger in (other, neighbour):
            for door, query in DOORS.items():
                names = {"id": key, "q": "他社に見えてはならない", "c": call}
                given = {name: value for name, value in names.items() if f"${name}:" in query}
                answer = await ask(stranger, query, **given)
                text = json.dumps(answer, ensure_ascii=False)
                assert "見えてはならない" not in text, door
                assert key not in json.dumps(answer.get("data")), door
                if door in {"node", "receipts"}:
                    assert answer["errors"][0]["extensions"]["code"] == "NOT_FOUND"
                if door == "search":
                    assert answer["data"]["proposals"]["totalCount"] == 0
                if door in {"of the challenge", "assessment"}:
                    assert answer["errors"][0]["extensions"]["code"] == "NOT_FOUND", answer
            for page in ("", "/edit", "/submit", "/receipts", "/versions/1", "/withdraw"):
                assert (await stranger.see(path + page)).status == 404, page
            for page in ("/proposals", "/proposals/table", "/assessment"):
                seen = await stranger.see(challenge + page)
                assert seen.status in {403, 404}, page
            nothing = "00000000-0000-4000-8000-000000000000"
            never = await ask(stranger, DOORS["node"], id=nothing)
            ours = await ask(stranger, DOORS["node"], id=key)
            for one in (never, ours):
                one["errors"][0]["extensions"].pop("requestId", None)
            assert never == ours


COPY = """
INSERT INTO challenges.proposals (id, challenge_id, organization_id, author_id, state, title,
       summary, sections, search_text, version, submitted_revision, alike, revision, created_at,
       submitted_at, waits_since, paused, has_left)
SELECT gen_random_uuid(), challenge_id, organization_id, author_id, 'withdrawn', '=複製' || n,
       summary, sections, search_text, version, submitted_revision, alike, revision, created_at,
       submitted_at, waits_since - interval '2 days', paused, has_left
  FROM challenges.proposals, generate_series(1, 60) n
 WHERE id = '{id}'
"""


async def test_a_table_holds_every_proposal_of_the_list_and_waits_for_the_declaration(town):
    note = msgspec.json.decode((town.home / "run.json").read_bytes())
    async with (
        signed_in(town, CLERK) as clerk,
        signed_in(town, LIAISON) as liaison,
        signed_in(town, MEMBER) as member,
    ):
        challenge = await published(clerk)
        path = await proposed(member, challenge, title="表の最後にある題名")
        await execute(note["database_url"], COPY.format(id=path.removeprefix("/proposals/")))
        listed = f"{challenge}/proposals"
        assert (await liaison.see(f"{listed}/table")).to == f"{listed}/declare"
        await looking(liaison, challenge)
        rows = list(csv.reader((await liaison.see(f"{listed}/table")).text.splitlines()))
        assert rows[0] == ["\ufeff提案書", "団体の名前", "状態", "提出", "返事の約束", "平均"]
        assert len(rows) == 1 + 61
        assert {row[0] for row in rows[1:]} >= {"表の最後にある題名", "'=複製1", "'=複製60"}
        assert {row[2] for row in rows[1:]} == {"提出済み", "取り下げ"}
        nothing = f"{listed}/table?state=declined"
        assert nothing in (await liaison.see(f"{listed}?state=declined")).text
        assert len((await liaison.see(nothing)).text.splitlines()) == 1


async def test_j2_ac6_a_call_with_an_undecided_proposal_cannot_close_and_everybody_has_a_reason(
    town,
):
    async with (
        signed_in(town, CLERK) as clerk,
        signed_in(town, LIAISON) as liaison,
        signed_in(town, MEMBER) as member,
        signed_in(town, OTHER_MEMBER) as other,
    ):
        challenge = await published(clerk)
        paths = [await proposed(member, challenge), await proposed(other, challenge)]
        close = await clerk.fill(f"{challenge}/close", reason="no_fit")
        assert close.to == f"{challenge}/proposals"
        await looking(liaison, challenge)
        listed = f"{challenge}/proposals"
        assert (await press(liaison, listed, f"{challenge}/close-call")).to == listed
        assert "募集は締め切られました" in (await other.see(challenge)).text
        taken = await press(liaison, paths[0], f"{paths[0]}/take-in")
        assert taken.status == 303
        ids = [path.removeprefix("/proposals/") for path in paths]
        decide = f"{listed}/decide"
        wrong = await press(liaison, listed, decide, ids=ids, outcome="declined", reason="cost")
        assert wrong.errors == {"note": "提案者へのことばを入力してください。"}
        note = "費用が合いませんでした。来年また聞かせてください。"
        done = await liaison.send(decide, {**wrong.form(decide), "ids": ids, "note": note})
        assert (done.status, done.to) == (303, listed)
        for visitor, path in ((member, paths[0]), (other, paths[1])):
            assert note not in (await visitor.see(path)).text
        assert (await clerk.fill(f"{challenge}/close", reason="no_fit")).to == listed
        assert (await press(liaison, listed, f"{listed}/release")).to == listed
        for visitor, path in ((member, paths[0]), (other, paths[1])):
            assert note in (await visitor.see(path)).text
        closed = await clerk.fill(f"{challenge}/close", reason="no_fit")
        assert closed.to == challenge


async def test_two_editors_both_see_their_words(town):
    async with signed_in(town, CLERK) as clerk, signed_in(town, MEMBER) as member:
        path = await drafted(member, await published(clerk))
        edit = f"{path}/edit"
        one, other = (await member.see(edit)).form(edit), (await member.see(edit)).form(edit)
        await member.send(edit, {**one, "title": "先に直した提案の名前", "do": "save"})
        stale = await member.send(edit, {**other, "title": "あとで直した提案の名前", "do": "save"})
        assert stale.status == 409
        assert "先に直した提案の名前" in " ".join(stale.said)
        assert stale.form(edit)["title"] == "あとで直した提案の名前"
        assert (await member.send(edit, {**stale.form(edit), "do": "save"})).to == edit
        assert (await member.see(edit)).form(edit)["title"] == "あとで直した提案の名前"


async def test_a_form_survives_every_error_and_the_end_of_the_session(town):
    async with signed_in(town, CLERK) as clerk, signed_in(town, MEMBER) as member:
        challenge = await published(clerk)
        propose = f"{challenge}/propose"
        form = {**(await member.see(propose)).form(propose), **proposal(title="長" * 121)}
        wrong = await member.send(propose, {**form, "do": "save"})
        assert (wrong.status, set(wrong.errors)) == (422, {"title"})
        assert wrong.form(propose)["effect"] == SECRET
        for bad in ("かたより\u202eよたか", "̂" * 10_000 + "山", "あ\x00い"):
            wrong = await member.send(propose, {**form, "title": bad, "do": "save"})
            assert (wrong.status, set(wrong.errors)) == (422, {"title"}), bad[:5]
        member.http.cookies.delete("session")
        member.http.cookies.clear()
        form["title"] = "髙﨑𠮷の提案👪です"
        out = await member.send(propose, {**form, "do": "save"})
        assert out.status == 401
        back = await member.send(
            "/sign-in",
            {**out.form("/sign-in"), "email": MEMBER, "password": "hitotsu-no-machi-demo"},
        )
        kept = back.form(propose)
        assert (kept["title"], kept["effect"]) == ("髙﨑𠮷の提案👪です", SECRET)
        saved = await member.send(propose, {**kept, "do": "save"})
        assert saved.status == 303


async def test_autosave_and_a_double_click(town):
    async with signed_in(town, CLERK) as clerk, signed_in(town, MEMBER) as member:
        propose = f"{await published(clerk)}/propose"
        form = {**(await member.see(propose)).form(propose), **proposal(), "do": "autosave"}
        saved = await member.send(propose, form, headers={"HX-Request": "true"})
        assert "下書きを自動で保存しました。" in saved.text
        done = await member.send(propose, {**form, "revision": "1", "do": "submit"})
        fields = {**(await member.see(done.to)).form(done.to), "acceptTerms": "true"}
        both = await asyncio.gather(*(member.send(done.to, fields) for _ in range(3)))
        path = done.to.removesuffix("/submit")
        assert {(seen.status, seen.to) for seen in both} == {(303, path)}
        assert "第1版" in (await member.see(f"{path}/receipts")).text
        assert "第2版" not in (await member.see(f"{path}/receipts")).text


async def test_it_is_taken_in_asked_answered_passed_on_and_withdrawn(town):
    async with (
        signed_in(town, CLERK) as clerk,
        signed_in(town, LIAISON) as liaison,
        signed_in(town, MEMBER) as member,
    ):
        challenge = await published(clerk)
        path = await proposed(member, challenge)
        assert (await liaison.see(path)).to == "/assessments"
        await looking(liaison, challenge)
        seen = await liaison.see(path)
        assert SECRET not in seen.text
        assert "まだ読めない欄" in seen.text
        await press(liaison, path, f"{path}/take-in")
        assert SECRET in (await liaison.see(path)).text
        await press(liaison, path, f"{path}/ask", question="費用の内訳を教えてください。")
        assert (await press(member, path, f"{path}/answer", answer="人件費が半分です。")).to == path
        assert "人件費が半分です。" in (await liaison.see(path)).text
        reads = await member.see(f"{path}/receipts")
        assert reads.text.count("課題を出した団体") >= 2
        withdrawn = await press(member, f"{path}/withdraw", f"{path}/withdraw")
        assert withdrawn.to == path
        assert SECRET not in (await liaison.see(path)).text


async def test_small_forms_keep_what_was_typed(town):
    async with (
        signed_in(town, CLERK) as clerk,
        signed_in(town, LIAISON) as liaison,
        signed_in(town, MEMBER) as member,
    ):
        challenge = await published(clerk)
        draft = await drafted(member, challenge)
        wrong = await press(member, draft, f"{draft}/partners", organization="だれも知らない社")
        assert (wrong.status, set(wrong.errors)) == (422, {"organization"})
        assert wrong.form(f"{draft}/partners")["organization"] == "だれも知らない社"
        own = "株式会社かたづけ木綿（架空）"
        wrong = await press(member, draft, f"{draft}/partners", organization=own)
        assert (wrong.status, set(wrong.errors)) == (422, {"organization"})
        assert wrong.form(f"{draft}/partners")["organization"] == own
        assert "」を招待する" not in wrong.text
        half = await press(member, draft, f"{draft}/partners", organization="ことばの橋")
        near = half.form(f"{draft}/partners")
        assert (half.status, near["organization"]) == (422, "NPO法人ことばの橋（架空）")
        assert (await member.send(f"{draft}/partners", near)).to == draft
        path = await proposed(member, challenge)
        await looking(liaison, challenge)
        await press(liaison, path, f"{path}/take-in")
        ask, long = f"{path}/ask", "長" * 2_001
        wrong = await press(liaison, path, ask, question=long)
        assert (wrong.status, set(wrong.errors)) == (422, {"question"})
        assert wrong.form(ask)["question"] == long
        stale = await press(liaison, path, ask, question="古い画面からの質問", revision="1")
        assert stale.status == 409
        assert stale.form(ask)["question"] == "古い画面からの質問"
        assert (await press(liaison, path, ask, question="新しい画面からの質問")).to == path
        rubric = f"{challenge}/assessment"
        wrong = await press(liaison, rubric, rubric, name0="効果", weight0="とても")
        assert wrong.status == 422
        assert wrong.form(rubric)["weight0"] == "とても"
        assert (await liaison.send(rubric, {**wrong.form(rubric), "weight0": "３"})).to == rubric
        decide = f"{challenge}/proposals/decide"
        wrong = await press(liaison, f"{challenge}/proposals", decide, note="ことば")
        assert (wrong.status, wrong.form(decide)["note"]) == (422, "ことば")


async def test_one_press_answers_not_this_fiscal_year(town):
    async with (
        signed_in(town, CLERK) as clerk,
        signed_in(town, LIAISON) as liaison,
        signed_in(town, MEMBER) as member,
    ):
        challenge = await published(clerk)
        path = await proposed(member, challenge)
        await looking(liaison, challenge)
        assert (await press(liaison, path, f"{path}/not-this-year")).to == path
        assert "今年度は進められない" in (await member.see(path)).text


@pytest.mark.parametrize("language", ["ja", "en"])
async def test_every_page_is_said_in_both_languages(town, language):
    async with (
        signed_in(town, CLERK, language) as clerk,
        signed_in(town, LIAISON, language) as liaison,
        signed_in(town, MEMBER, language) as member,
    ):
        challenge = await published(clerk)
        path = await proposed(member, challenge)
        await looking(liaison, challenge)
        for visitor, page in (
            (member, "/proposals"),
            (member, path),
            (member, f"{path}/edit"),
            (member, f"{path}/receipts"),
            (liaison, "/assessments"),
            (liaison, f"{challenge}/proposals"),
            (liaison, f"{challenge}/assessment"),
            (liaison, path),
            (clerk, f"{challenge}/proposals/declare"),
        ):
            assert (await visitor.see(page)).status == 200, page
