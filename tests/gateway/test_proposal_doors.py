"""Doors of proposals, each for those it is for: what is refused leaves no trace and says why."""

import re
from uuid import uuid4

from tests.gateway.browsing import CLERK, LIAISON, OTHER_CLERK, published, signed_in
from tests.gateway.proposing import COMPANY_ADMIN, drafted, looking, press, proposed

OURS, TOWN = "株式会社のこりもの食堂（架空）", "汐見原市（架空）"
FIRST, SECOND = "NPO法人ことばの橋（架空）", "株式会社かたづけ木綿（架空）"
NOBODY = "/proposals/00000000-0000-4000-8000-000000000000"
OWN_PAGES = ("/edit", "/submit", "/withdraw", "/receipts", "/attachments")
READS = "query ($id: ID!) { proposal(id: $id) { reads { at sections } } }"


async def reads_of(member, path):
    asked = {"query": READS, "variables": {"id": path.removeprefix("/proposals/")}}
    answer = (await member.http.post("/graphql", json=asked)).json()
    return [len(one["sections"]) for one in answer["data"]["proposal"]["reads"]]


def plain(seen, path):
    """A page without what is new each time."""
    return re.sub(r'name="csrf" value="\w+"', "", seen.text).replace(path, "")


async def test_pages_of_proposers_are_not_there_for_others_who_have_read_nothing_by_asking(town):
    async with (
        signed_in(town, CLERK) as clerk,
        signed_in(town, COMPANY_ADMIN) as member,
        signed_in(town, OTHER_CLERK) as stranger,
    ):
        challenge = await published(clerk)
        path = await proposed(member, challenge)
        await looking(clerk, challenge)
        await clerk.see("/about")  # which says that it was declared
        for page in OWN_PAGES:
            for one in (clerk, stranger):
                refused, nothing = await one.see(path + page), await one.see(NOBODY + page)
                assert refused.status == 404, page
                assert plain(refused, path) == plain(nothing, NOBODY), page
        for query in ("{ proposal(id: $id) { id title } }", "{ proposal(id: $id) { side } }"):
            asked = {"query": f"query ($id: ID!) {query}"}
            asked["variables"] = {"id": path.removeprefix("/proposals/")}
            answer = (await clerk.http.post("/graphql", json=asked)).json()
            assert answer["data"]["proposal"]
        assert await reads_of(member, path) == []
        assert (await clerk.see(path)).status == 200
        assert len(await reads_of(member, path)) == 1


async def test_a_clerk_without_the_right_has_no_form_to_decide_by(town):
    async with (
        signed_in(town, CLERK) as clerk,
        signed_in(town, LIAISON) as liaison,
        signed_in(town, COMPANY_ADMIN) as member,
    ):
        challenge = await published(clerk)
        path = await proposed(member, challenge)
        await looking(clerk, challenge)
        await looking(liaison, challenge)
        listed, decide = f"{challenge}/proposals", f"{challenge}/proposals/decide"
        seen = await clerk.see(listed)
        assert f'action="{decide}"' not in seen.text
        assert 'name="ids"' not in seen.text
        assert f'action="{decide}"' in (await liaison.see(listed)).text
        mark = seen.form("/settings")["csrf"]
        for typed in ({}, {"ids": path.rpartition("/")[2], "outcome": "declined"}):
            refused = await clerk.send(decide, {"csrf": mark, **typed})
            assert (refused.status, refused.heading) == (403, "この操作はできません")


async def test_partners_are_invited_from_an_old_page_too_and_each_refusal_says_why(town):
    async with signed_in(town, CLERK) as clerk, signed_in(town, COMPANY_ADMIN) as member:
        path = await drafted(member, await published(clerk))
        door = f"{path}/partners"
        said = {
            OURS: "あなたの団体は、はじめから入っています",
            TOWN: "課題を出した団体は、招待できません",
            "鈴懸町（架空）": "いっしょに提案できません",
            "だれも知らない社": "登録されている団体の名前で",
        }
        for name, why in said.items():
            wrong = await press(member, path, door, organization=name)
            assert wrong.status == 422
            assert why in wrong.errors["organization"]
            assert wrong.form(door)["organization"] == name
        old = (await member.see(path)).form(door)
        for name in (FIRST, SECOND):
            assert (await member.send(door, {**old, "organization": name})).to == path
            assert "団体を招待しました" in " ".join((await member.see(path)).said)
        shown = (await member.see(path)).text
        assert FIRST in shown
        assert SECOND in shown


async def test_nobody_is_blamed_for_what_one_changed_oneself_in_another_window(town):
    async with signed_in(town, CLERK) as clerk, signed_in(town, COMPANY_ADMIN) as member:
        edit = f"{await drafted(member, await published(clerk))}/edit"
        before = (await member.see(edit)).form(edit)
        await member.send(edit, {**before, "title": "先に直した名前", "do": "save"})
        back = await member.send(edit, {**before, "title": "戻って直した名前", "do": "save"})
        assert back.status == 409
        assert "別の画面のあなたが変更しました" in " ".join(back.said)
        assert back.form(edit)["title"] == "戻って直した名前"


SEND = """mutation ($id: ID!, $proposal: ID!) { sendInterest(input: {
  id: $id, cause: PROPOSAL, causeId: $proposal, line: "一度お話ししたいです",
  contact: { name: "見本 春香" } }) { interest { id } } }"""
INTERESTS = "{ openInterests interests(received: false, first: 100) { nodes { causeId } } }"


async def test_who_has_not_declared_learns_no_proposer_by_an_interest_in_a_proposal(town):
    async with (
        signed_in(town, CLERK) as clerk,
        signed_in(town, LIAISON) as liaison,
        signed_in(town, COMPANY_ADMIN) as member,
    ):
        challenge = await published(clerk)
        path = await proposed(member, challenge)
        key = path.removeprefix("/proposals/")
        await looking(liaison, challenge, OURS)  # a conflict: it is not there for them
        for one, code in ((clerk, "FORBIDDEN"), (liaison, "NOT_FOUND")):
            given = {"query": SEND, "variables": {"id": str(uuid4()), "proposal": key}}
            answer = (await one.http.post("/graphql", json=given)).json()
            assert answer["errors"][0]["extensions"]["code"] == code
            assert OURS not in str(answer)
            form = {"cause": "proposal", "causeId": key, "id": str(uuid4()), "line": "話したい"}
            mark = (await one.see("/about")).form("/settings")["csrf"]
            typed = {**form, "name": "見本 春香", "email": "", "csrf": mark}
            seen = await one.send("/interests/new", typed)
            assert seen.status in {403, 404}
            assert OURS not in seen.text
            sent = (await one.http.post("/graphql", json={"query": INTERESTS})).json()
            assert key not in str(sent["data"]["interests"])
