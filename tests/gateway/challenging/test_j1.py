"""J1 of domain.md: municipal staff posts a need. Each acceptance criterion, over HTTP."""

import re
from contextlib import asynccontextmanager
from uuid import uuid4

from tests.eventually import eventually
from tests.gateway.browsing import (
    CLERK,
    LIAISON,
    MEMBER,
    challenge,
    published,
    signed_in,
    visiting,
)
from tests.gateway.challenging.behind import key_of, set_back
from tests.gateway.test_graphql_bad_input import SIGNING_IN, ask, first
from tests.needs import review_by
from tests.platform import DEMO_PASSWORD

HERE = "03c9db25-324c-5640-a6fc-c06db2b9bbba"
OTHER_COMPANY = "member@kotobashi.example"
NEW = "/challenges/new"


@asynccontextmanager
async def two_people(town):
    """As long as it lasts, what one of the town writes another one publishes."""
    change = "UPDATE challenges.organizations SET review_before_publishing = $2 WHERE id = $1"
    await set_back(town, change, HERE, True)
    try:
        yield
    finally:
        await set_back(town, change, HERE, False)


async def token_of(town, email):
    answer = await ask(town, SIGNING_IN, e=email, p=DEMO_PASSWORD)
    return answer.json()["data"]["signIn"]["token"]


async def test_j1_ac1_a_draft_that_is_not_complete_is_not_handed_in(town):
    async with signed_in(town, CLERK) as clerk:
        typed = challenge(affected="", budgetStage="", reviewByYear="")
        wrong = await clerk.fill(NEW, **typed, do="preview")
        assert wrong.status == 422
        assert wrong.errors["affected"] == "だれが困っているかを入力してください。"
        assert wrong.errors["budgetStage"] == "予算の段階を選んでください。"
        for name in ("affected", "budgetStage"):
            tied = re.search(rf'id="{name}"[^>]*aria-describedby="([^"]*)"', wrong.text)
            assert tied, name
            assert f"{name}-error" in tied[1]
            assert f'href="#{name}"' in wrong.text
        assert "aria-invalid" in wrong.attributes
    token = await token_of(town, CLERK)
    given = {"id": str(uuid4()), "title": "五文字以上の題", "problem": "困っていること" * 5}
    query = """mutation ($input: PublishChallengeInput!) {
      publishChallenge(input: $input) { challenge { id } } }"""
    given |= {"budgetStage": "INFORMATION", "unitId": str(uuid4())}
    answer = await ask(town, query, token=token, input=given)
    found = {one["field"] for one in first(answer)["extensions"]["fields"]}
    assert found == {"affected", "reviewBy", "unitId"}


async def test_j1_ac1_what_is_missing_is_said_in_the_order_of_the_form(town):
    async with signed_in(town, CLERK) as clerk:
        form = (await clerk.see(NEW)).form(NEW)
        assert form["unitId"]  # their own section, where they work in one
        wrong = await clerk.send(NEW, {**form, "do": "preview"})
        links = re.findall(r'href="#(\w+)"', wrong.text.partition("error-summary")[2])
        assert links[:5] == ["title", "problem", "affected", "budgetStage", "reviewBy"]


async def test_j1_ac2_the_author_does_not_publish_and_another_liaison_does(town):
    approve = """mutation ($input: ApproveChallengeInput!) {
      approveChallenge(input: $input) { challenge { id state } } }"""
    hand_in = """mutation ($input: PublishChallengeInput!) {
      publishChallenge(input: $input) { challenge { id state revision } } }"""
    async with two_people(town):
        async with signed_in(town, CLERK) as clerk:
            path = await published(clerk)
            assert "公開の前の確認を待っています" in (await clerk.see(path)).text
        clerk, liaison = await token_of(town, CLERK), await token_of(town, LIAISON)
        asked = {"id": key_of(path), "revision": 2}
        refused = await ask(town, approve, token=clerk, input=asked)
        assert first(refused)["extensions"]["code"] == "FORBIDDEN"
        own = challenge()
        words = {name: own[name] for name in ("title", "problem", "affected")}
        words |= {"id": str(uuid4()), "budgetStage": "INFORMATION"}
        words |= {"reviewBy": review_by().isoformat()}
        mine = (await ask(town, hand_in, token=liaison, input=words)).json()["data"]
        assert mine["publishChallenge"]["challenge"]["state"] == "IN_REVIEW"
        own_id = {"id": words["id"], "revision": 1}
        refused = await ask(town, approve, token=liaison, input=own_id)
        assert first(refused)["extensions"]["code"] == "FORBIDDEN"
        done = (await ask(town, approve, token=liaison, input=asked)).json()["data"]
        assert done["approveChallenge"]["challenge"]["state"] == "OPEN"
        auditor = await token_of(town, "auditor@enishi.example")
        seen = """query ($object: String) { ledger(first: 50, object: $object) {
          nodes { operation result personId } } }"""

        async def recorded():
            answer = (await ask(town, seen, token=auditor, object=key_of(path))).json()
            done = {
                one["operation"].rpartition(".")[2]: one["personId"]
                for one in answer["data"]["ledger"]["nodes"]
                if one["result"] == "DONE"
            }
            return {"publish", "approve"} <= set(done) and done["publish"] != done["approve"]

        await eventually(recorded)


async def test_j1_ac3_what_is_published_is_listed_fed_matched_and_told_once(town):
    async with signed_in(town, CLERK) as clerk, visiting(town) as anybody:
        title = f"空き家の家財の片付けと借り手さがし {uuid4().hex[:8]}"
        path = await published(clerk, title=title)
        assert title in (await anybody.see(f"/challenges?q={title}")).text
        fed = await anybody.see("/challenges.atom")
        assert fed.answer.headers["content-type"].startswith("application/atom+xml")
        assert fed.answer.headers["cache-control"] == "public, max-age=30"
        assert "set-cookie" not in fed.answer.headers
        assert f"/challenges/{key_of(path)}" in fed.text
        assert title in fed.text

        async def matched():
            return "共通することば" in (await clerk.see(path)).text

        await eventually(matched)
    async with signed_in(town, MEMBER) as member:

        async def told():
            return (await member.see("/notifications")).text.count(key_of(path)) == 1

        await eventually(told)


async def test_j1_ac4_an_answer_is_for_everybody_and_names_nobody(town):
    async with (
        signed_in(town, CLERK) as clerk,
        signed_in(town, MEMBER) as asker,
        signed_in(town, OTHER_COMPANY) as other,
        visiting(town) as anybody,
    ):
        path = await published(clerk)
        words = f"夜間の作業はできますか {uuid4().hex[:6]}"
        sent = await asker.fill(f"{path}/ask", text=words)
        assert sent.status == 303, sent.text
        await other.fill(f"{path}/ask", text="ほかの質問です。")
        for one, seen in ((asker, True), (clerk, True), (other, False), (anybody, False)):
            assert (words in (await one.see(path)).text) is seen
        link = re.search(rf'href="({path}/questions/[^"]+)"', (await clerk.see(path)).text)
        assert link
        links = re.findall(rf'href="({path}/questions/[^"]+)"', (await clerk.see(path)).text)
        page = next(one for one in [await clerk.see(each) for each in links] if words in one.text)
        there = page.answer.request.url.path
        answer = f"夜9時まではできます {uuid4().hex[:6]}"
        typed = {**page.form(there), "answer": answer, "text": "夜の作業はできますか。"}
        done = await clerk.send(there, typed)
        assert done.status == 303, done.text
        for one in (asker, other, anybody, clerk):
            text = (await one.see(path)).text
            assert answer in text
            assert "夜の作業はできますか。" in text
            public = text[text.index('id="questions"') : text.index('id="matches"')]
            assert "かたづけ" not in public
        assert words not in (await other.see(path)).text
        for one in (asker, other):

            async def told(one=one):
                return key_of(path) in (await one.see("/notifications")).text

            await eventually(told)
        query = """query ($id: ID!) { challenge(id: $id) { questions {
          id state text answer askedAt isMine ownText answeredAt } } }"""
        for email in (None, OTHER_COMPANY, CLERK):
            token = await token_of(town, email) if email else None
            answered = (await ask(town, query, token=token, id=key_of(path))).json()
            listed = answered["data"]["challenge"]["questions"]
            public = [one for one in listed if one["state"] == "ANSWERED"]
            assert [one["isMine"] for one in public] == [False]
            if email != CLERK:
                assert [one["askedAt"] for one in public] == [None]
                assert [one["ownText"] for one in public] == [""]
            assert len(listed) == (1 if email is None else 2)
        liaison = await token_of(town, LIAISON)
        ledger = "{ ledger(first: 100) { nodes { operation organizationId } } }"
        entries = (await ask(town, ledger, token=liaison)).json()["data"]["ledger"]["nodes"]
        asked = [one for one in entries if one["operation"].endswith("question.ask")]
        assert asked == []


async def test_j1_ac5_each_candidate_has_reasons_and_the_same_order_again(town):
    query = """query ($id: ID!) { challenge(id: $id) { matches(first: 10) { nodes {
      rank score notes reasons { term } parts { name } offer { id } } } } }"""
    async with signed_in(town, CLERK) as clerk:
        title = "空き家の家財の片付けと借り手さがしを進めたい"
        path = await published(clerk, title=f"{title} {uuid4().hex[:6]}")

        async def nodes():
            answer = (await ask(town, query, id=key_of(path))).json()
            return answer["data"]["challenge"]["matches"]["nodes"]

        found = await eventually(nodes)
        best = found[0]
        assert len(best["reasons"]) + len(best["parts"]) >= 2
        assert all(isinstance(one["notes"], list) for one in found)
        again = await nodes()
        assert [one["offer"]["id"] for one in again] == [one["offer"]["id"] for one in found]


async def test_j1_ac6_at_its_review_day_it_is_stale_unmatched_and_one_task(town):
    query = """query ($id: ID!) { challenge(id: $id) { state revision matches(first: 5) {
      nodes { rank } } } }"""
    tasks = "{ viewer { staleChallenges(first: 100) { nodes { id } } } }"
    notes = """{ viewer { notifications(first: 100) {
      nodes { kind challenge { id } } } } }"""
    async with signed_in(town, CLERK) as clerk:
        path = await published(clerk)
        day = "(now() AT TIME ZONE 'Asia/Tokyo')::date"
        change = f"UPDATE challenges.challenges SET review_by = {day} WHERE id = $1"
        await set_back(town, change, key_of(path))

        async def stale():
            answer = (await ask(town, query, id=key_of(path))).json()["data"]["challenge"]
            return answer["state"] == "STALE" and not (answer["matches"] or {}).get("nodes")

        await eventually(stale)
        token = await token_of(town, CLERK)
        found = (await ask(town, tasks, token=token)).json()["data"]["viewer"]["staleChallenges"]
        assert [one["id"] for one in found["nodes"]].count(key_of(path)) == 1

        async def told():
            listed = (await ask(town, notes, token=token)).json()["data"]["viewer"]["notifications"]
            stale = [
                one["challenge"] for one in listed["nodes"] if one["kind"] == "CHALLENGE_STALE"
            ]
            return stale.count({"id": key_of(path)}) == 1

        await eventually(told)
        assert key_of(path) in (await clerk.see("/notifications")).text
        assert "見直しの日が来た" in (await clerk.see(path)).text
        task = f'href="{path}/confirm"'
        assert (await clerk.see("/for-you")).text.count(task) == 1
        wrong = await clerk.fill(f"{path}/confirm", reviewByYear="2020")
        assert wrong.status == 422
        assert "reviewBy" in wrong.errors
        typed = {name: value for name, value in challenge().items() if name.startswith("review")}
        done = await clerk.fill(f"{path}/confirm", **typed)
        assert done.status == 303
        assert "まだ続いていることを確かめました" in (await clerk.see(done.to)).text

        async def back():
            return "共通することば" in (await clerk.see(path)).text

        await eventually(back)
