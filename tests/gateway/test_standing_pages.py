"""Suspending and closing on the page: with a reason, by those who may, and no other."""

import re
from uuid import uuid4

from deploy.asking import asking
from tests.arriving import company
from tests.eventually import eventually
from tests.gateway.browsing import CLERK, LIAISON, MEMBER, signed_in, visiting
from tests.gateway.newcomers import arrived
from tests.gateway.test_pages_introductions import ids
from tests.platform import DEMO_PASSWORD

WHY = {"reason": "規約に反する書き込みがありました。"}
OUT, IN = {"standing": "suspended"}, {"standing": "active"}
ADMIN, MODERATOR = "admin@enishi.example", "moderator@enishi.example"


async def new_company(town):
    async with asking(town.settings) as operator:
        return f"/organizations/{await company(operator.call, '架空閉店社')}/standing"


async def test_an_organization_is_closed_with_a_reason_once_it_is_understood(town):
    path = await new_company(town)
    async with signed_in(town, ADMIN) as admin:
        seen = await admin.see(path)
        form = {**seen.form(path), "standing": "closed", "reason": "廃業の届け出がありました。"}
        for more, field in (
            ({}, "取り消せない|元に戻せない"),
            ({"understood": "true", "reason": ""}, "理由"),
            ({"understood": "true", "standing": "gone"}, "どうするか"),
        ):
            wrong = await admin.send(path, {**form, **more})
            assert wrong.status == 422
            assert any(word in wrong.text for word in field.split("|"))
        assert "廃業の届け出" in (await admin.send(path, form)).text
        done = await admin.send(path, {**form, "understood": "true"})
        assert (done.status, done.to) == (303, "/organizations")
        assert 'name="standing"' not in (await admin.see(path)).text  # nothing more to choose
        twice = await admin.send(path, {**form, "standing": "suspended", "key": uuid4().hex})
        assert twice.status == 409


async def test_others_are_refused_as_everywhere(town):
    path = await new_company(town)
    async with signed_in(town, CLERK) as clerk, signed_in(town, MEMBER) as member:
        assert (await clerk.see(path)).status == 403
        assert (await member.see(path)).status == 403
    async with signed_in(town, ADMIN) as admin:
        assert (await admin.see(f"/organizations/{uuid4()}/standing")).status == 404
    async with visiting(town) as stranger:
        assert (await stranger.see(path)).status == 401


async def newcomer(town):
    """A company member with an account; their member page, and their address."""
    found = await arrived(town)
    return f"/members/{found.membership}/account?organization={found.organization}", found.email


async def test_an_account_is_kept_out_and_let_in_again_with_a_reason(town):
    path, email = await newcomer(town)
    async with signed_in(town, ADMIN) as admin, visiting(town) as somebody:
        form = (await admin.see(path)).form(path)
        for given, field in (({"reason": "荒らしです。"}, "どうするか"), (OUT, "理由")):
            wrong = await admin.send(path, {**form, **given})
            assert wrong.status == 422
            assert field in wrong.text
        for given, status, reads in ((OUT, 403, True), (IN, 303, False)):
            done = await admin.send(path, {**form, **given, **WHY})
            assert (done.status, done.to.partition("?")[0]) == (303, "/members")
            assert (await admin.send(path, {**form, **given, **WHY})).status == 409
            tried = await somebody.fill("/sign-in", email=email, password=DEMO_PASSWORD)
            assert tried.status == status
            assert (WHY["reason"] in tried.text, "連絡先" in tried.text) == (reads, reads)
            async with visiting(town) as guessing:
                wrong = await guessing.fill("/sign-in", email=email, password="まちがい" * 5)
                assert (wrong.status, WHY["reason"] in wrong.text) == (422, False)


async def test_who_is_kept_out_reads_why_in_their_language_and_a_program_in_its_answer(town):
    path, email = await newcomer(town)
    async with signed_in(town, ADMIN) as admin:
        form = (await admin.see(path)).form(path)
        assert (await admin.send(path, {**form, **OUT, **WHY})).status == 303
        assert WHY["reason"] in (await admin.see(path)).text  # where it is decided on
    async with visiting(town) as somebody:
        await somebody.see("/sign-in?lang=en")
        tried = await somebody.fill("/sign-in", email=email, password=DEMO_PASSWORD)
        assert tried.heading == "This account is suspended"
    sign_in = "mutation($i: SignInInput!) { signIn(input: $i) { token suspension { reason } } }"
    given = {"query": sign_in, "variables": {"i": {"email": email, "password": DEMO_PASSWORD}}}
    async with town.client() as program:
        answer = (await program.post("/graphql", json=given)).json()
    assert answer["data"]["signIn"] == {"token": None, "suspension": WHY}


async def test_whose_organization_is_suspended_is_told_so_and_not_asked_to_sign_in(town):
    path, email = await newcomer(town)
    own = path.partition("organization=")[2]
    standing = f"/organizations/{own}/standing"
    inactive = "あなたの団体は、いま活動していません"
    async with signed_in(town, ADMIN) as admin, signed_in(town, email) as somebody:
        form = (await admin.see(standing)).form(standing)
        assert (await admin.send(standing, {**form, **OUT, **WHY})).status == 303

        async def told():
            return (await somebody.see("/members")).heading == inactive

        await eventually(told)
        for there in ("/for-you", "/proposals", "/shortlist", "/notifications"):
            refused = await somebody.see(there)
            assert (refused.status, refused.heading) == (403, inactive), there
            assert WHY["reason"] in refused.text
        home = await somebody.see("/challenges")
        assert home.status == 200
        assert "運営によって止められているか" in home.text
        assert WHY["reason"] in home.text
        assert "不明" not in home.text


async def test_who_belongs_to_no_organization_any_more_is_told_so_on_pages_and_to_programs(town):
    path, email = await newcomer(town)
    standing = f"/organizations/{path.partition('organization=')[2]}/standing"
    none_now = "いま、所属する団体がありません"
    async with signed_in(town, ADMIN) as admin, signed_in(town, email) as somebody:
        form = {**(await admin.see(standing)).form(standing), "understood": "true"}
        assert (await admin.send(standing, {**form, **WHY, "standing": "closed"})).status == 303

        async def is_out():  # who has left is signed out as well
            return (await somebody.see("/members")).heading == "サインイン"

        await eventually(is_out)
        await somebody.sign_in(email)
        for there in ("/for-you", "/proposals", "/shortlist", "/notifications", "/offers/new"):
            refused = await somebody.see(there)
            assert (refused.status, refused.heading) == (403, none_now), there
        home = await somebody.see("/challenges")
        assert (home.status, "どの団体にも所属していません" in home.text) == (200, True)
        own = standing.split("/")[2]
        query = f'{{ organizationStanding(organizationId: "{own}") {{ standing }} }}'
        asked = {"query": query}
        answer = (await somebody.http.post("/graphql", json=asked)).json()
        found = answer["errors"][0]["extensions"]
        assert (found["code"], found["reason"]) == ("FORBIDDEN", "NO_ORGANIZATION")


async def test_who_is_transferred_on_1_april_acts_through_31_march(town):
    path, email = await newcomer(town)
    page, there = path.replace("/account", ""), path.replace("/account", "/end")
    async with signed_in(town, ADMIN) as admin, signed_in(town, email) as somebody:
        given = {"untilYear": "2099", "untilMonth": "3", "untilDay": "31"}
        done = await admin.send(there, {**(await admin.see(page)).form(there), **given})
        listed = await admin.see(done.to)
        assert "所属の終わる日を決めました" in listed.text
        assert 'datetime="2099-03-31"' in listed.text
        assert (await somebody.see("/proposals")).status == 200  # until then nothing changes


async def test_only_a_platform_admin_keeps_accounts_out_and_nobody_the_own(town):
    path, _ = await newcomer(town)
    async with signed_in(town, CLERK) as clerk, signed_in(town, ADMIN) as admin:
        assert (await clerk.see(path)).status == 403
        assert (await admin.see(f"/members/{uuid4()}/account")).status == 404
        listed = re.findall(r"/members/[0-9a-f-]{36}", (await admin.see("/members")).text)
        assert 404 in [(await admin.see(f"{one}/account")).status for one in set(listed)]  # the own
    async with visiting(town) as stranger:
        assert (await stranger.see(path)).status == 401


async def written(liaison, author, what):
    """A thread with one message of the author's."""
    form = f"/interests/new?to={await ids(liaison, LIAISON)}"
    interest = await author.fill_at(form, "/interests/new", line="見守りでお力になれそうです")
    accepted = await liaison.fill_at(interest.to, interest.to + "/accept", email="h@example.jp")
    said = await author.fill_at(accepted.to, accepted.to + "/messages", body=what)
    assert said.status == 303
    return accepted.to


async def of_what(moderator, what):
    """The case of that message, as it stands on the page."""
    panels = (await moderator.see("/cases")).text.split('<div class="panel">')
    [found] = [one for one in panels if what in one]
    return re.search(r"/cases/[0-9a-f-]{36}", found)[0]


async def test_what_a_moderator_has_hidden_is_shown_again_with_a_reason(town):
    email, what = (await arrived(town)).email, f"引用です {uuid4().hex}"
    async with (
        signed_in(town, LIAISON) as liaison,
        signed_in(town, email) as author,
        signed_in(town, MODERATOR) as moderator,
    ):
        thread = await written(liaison, author, what)
        await liaison.fill_at(thread, thread + "/reports", reason="insult")
        there = await of_what(moderator, what)
        early = await moderator.send(
            f"{there}/restore", {**(await moderator.see("/cases")).form(there), **WHY}
        )
        assert (early.status, early.to.partition("?")[0]) == (303, "/cases")
        await moderator.fill_at("/cases", there, outcome="hidden", **WHY)
        for one in (liaison, author):
            assert what not in (await one.see(thread)).text
        back = f"{there}/restore"
        wrong = await moderator.fill_at("/cases", back, reason=" ")
        assert (wrong.status, "元に戻す理由を入力してください。" in wrong.text) == (422, True)
        assert (await moderator.see(f"{there}/account")).status == 200
        assert (
            await liaison.send(
                back, {**(await liaison.see(thread)).form(thread + "/messages"), **WHY}
            )
        ).status == 403
        done = await moderator.fill_at("/cases", back, reason="引用と確かめました。")
        assert (done.status, done.to.partition("?")[0]) == (303, "/cases")
        assert "メッセージを元に戻しました" in (await moderator.see(done.to)).text
        for one in (liaison, author):
            assert what in (await one.see(thread)).text
        assert back not in (await moderator.see("/cases")).text


async def test_a_moderator_keeps_out_whoever_wrote_what_was_reported(town):
    email = (await arrived(town)).email
    async with (
        signed_in(town, LIAISON) as liaison,
        signed_in(town, email) as author,
        signed_in(town, MODERATOR) as moderator,
        visiting(town) as again,
    ):
        what = f"架空の荒らしです {uuid4().hex}"
        thread = await written(liaison, author, what)
        await liaison.fill_at(thread, thread + "/reports", reason="spam")

        there = f"{await of_what(moderator, what)}/account"
        assert (await liaison.see(there)).status == 403
        wrong = await moderator.fill_at(there, there, **OUT, reason="")
        assert (wrong.status, list(wrong.errors)) == (422, ["reason"])
        back = await moderator.fill_at(there, there, **IN, **WHY)  # another admin hears the appeal
        assert (back.status, list(back.errors)) == (422, ["standing"])
        done = await moderator.fill_at(there, there, **OUT, **WHY)
        assert (done.status, done.to.partition("?")[0]) == (303, "/cases")
        assert (await author.see(thread)).status in {401, 403}
        tried = await again.fill("/sign-in", email=email, password=DEMO_PASSWORD)
        assert (tried.status, WHY["reason"] in tried.text) == (403, True)
