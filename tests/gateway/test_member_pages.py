"""Members, invitations, registrations and reviews on pages, in both languages."""

import re
from uuid import uuid4

import pytest

from tests.days import YEAR
from tests.eventually import eventually
from tests.gateway.browsing import (
    CLERK,
    LIAISON,
    MEMBER,
    OTHER_CLERK,
    Visitor,
    challenge,
    signed_in,
    visiting,
)
from tests.members import letters

ADMIN = "admin@enishi.example"
PASSWORD = "amagumo ga tabi wo suru"


async def link_in(town, email: str, letter: int = 1) -> str:
    """Path of the link in that letter to an address, once it opens something."""
    text = (await eventually(lambda: letters(town.settings, email)[letter - 1 :]))[0]
    path = re.search(r"/(?:invitations|registrations/link)/[\w-]+", text)[0]
    async with visiting(town) as anybody:
        await eventually(lambda: is_there(anybody, path))
    return path


async def is_there(visitor: Visitor, path: str) -> bool:
    return (await visitor.see(path)).status == 200


async def invite(liaison: Visitor, email: str, role: str = "staff", **typed) -> None:
    done = await liaison.fill("/members/invite", email=email, role=role, **typed)
    assert (done.status, done.to) == (303, "/members"), done.errors


def address() -> str:
    return f"{uuid4().hex[:10]}@shiomihara.example"


async def _greets(newcomer, name: str) -> bool:
    return f">{name}<" in (await newcomer.see("/")).text


async def come_in(town, path: str, email: str, name: str = "新田 一") -> None:
    async with visiting(town) as newcomer:
        done = await newcomer.fill(
            path, email=email, name=name, nameKana="にった はじめ", password=PASSWORD
        )
        assert done.status == 303, done.errors
        assert done.to in {"/", "/security/passkeys/new"}  # whom the town relies on: a passkey
        assert "ようこそ。参加しました。" in (await newcomer.see(done.to)).text
        await eventually(lambda: _greets(newcomer, name))


async def test_a_liaison_invites_a_colleague_who_comes_in_and_is_listed(town):
    email = address()
    async with signed_in(town, LIAISON) as liaison:
        await invite(liaison, email)
        seen = await liaison.see("/members")
        assert email in seen.text
        path = await link_in(town, email)
        await come_in(town, path, email, f"新田 {email[:4]}")

        seen = await liaison.see("/members")
        assert f"新田 {email[:4]}" in seen.text
        assert email not in seen.text  # no more an open invitation
    async with visiting(town, "en") as again:
        gone = await again.see(path)
        assert gone.status == 410
        assert gone.heading == "This invitation cannot be used"


async def test_a_forwarded_link_is_of_no_use_to_another_address(town):
    email = address()
    async with signed_in(town, LIAISON) as liaison:
        await invite(liaison, email)
    path = await link_in(town, email)
    async with visiting(town) as stranger:
        page = await stranger.see(path)
        assert email not in page.text
        done = await stranger.fill(path, email="tanin@else.example", name="他人", password=PASSWORD)
        assert (done.status, list(done.errors)) == (403, ["email"])
    async with signed_in(town, MEMBER) as other:
        done = await other.fill(path)
        assert done.status == 403


async def test_a_weak_password_keeps_what_was_typed(town):
    email = address()
    async with signed_in(town, LIAISON) as liaison:
        await invite(liaison, email)
    path = await link_in(town, email)
    async with visiting(town) as newcomer:
        done = await newcomer.fill(path, email=email, name="新田 一", password="mijikai")
        assert (done.status, list(done.errors)) == (422, ["password"])
        assert "新田 一" in done.text
        assert "mijikai" not in done.text
        empty = await newcomer.fill(path, email="", name="", password="")
        assert set(empty.errors) == {"email", "name", "password"}


async def test_pages_of_members_are_for_managers_of_that_organization(town):
    async with signed_in(town, CLERK) as clerk:
        for path in ("/members", "/members/invite", f"/members/{uuid4()}", "/registrations"):
            assert (await clerk.see(path)).status == 403
    async with visiting(town) as visitor:
        for path in ("/members", "/members/invite", "/registrations", "/reviews"):
            assert (await visitor.see(path)).status == 401
    async with signed_in(town, LIAISON) as liaison:
        other = await organization_of(town, OTHER_CLERK)
        assert (await liaison.see(f"/members?organization={other}")).status == 404
        assert (await liaison.see(f"/members?organization={uuid4()}")).status == 404
        assert (await liaison.see(f"/members/{uuid4()}")).status == 404
        assert (await liaison.see("/members?organization=x")).status == 404
    async with signed_in(town, ADMIN) as admin:
        assert "見本 直子" in (await admin.see(f"/members?organization={other}")).text


async def organization_of(town, email: str) -> str:
    async with signed_in(town, email) as visitor:
        return re.search(r"/organizations/([\w-]{36})", (await visitor.see("/about")).text)[1]


async def member_path(liaison: Visitor, name: str) -> str:
    text = (await liaison.see("/members")).text
    row = next(row for row in text.split("<li ") if f">{name}</span>" in row and "/members/" in row)
    return re.search(r'href="(/members/[\w-]{36})"', row)[1]


async def test_a_role_is_raised_by_two_and_ended_by_one(town):
    first, second = address(), address()
    async with signed_in(town, LIAISON) as liaison:
        await invite(liaison, first)
        await come_in(town, await link_in(town, first), first, "昇格 花")
        path = await member_path(liaison, "昇格 花")
        done = await liaison.send(
            f"{path}/change",
            {**(await liaison.see(path)).form(f"{path}/change"), "role": "liaison"},
        )
        assert done.to == "/members"
        seen = await liaison.see("/members")
        assert "もうひとりの確認を待っています" in seen.text
        assert "確認して行う" not in seen.text  # not by who asked
    async with signed_in(town, ADMIN) as admin:
        here = await organization_of(town, LIAISON)
        home = f"/members?organization={here}"
        seen = await admin.see(home)
        action = re.search(r'action="(/members/changes/[^"]+)"', seen.text)[1]
        done = await admin.send(action, {**seen.form(action), "do": "confirm"})
        assert done.to == home
        assert "確認して、行いました。" in (await admin.see(home)).text
    async with signed_in(town, LIAISON) as liaison, visiting(town) as raised:
        seen = await raised.fill("/sign-in", email=first, password=PASSWORD)
        assert seen.status == 303

        async def may():  # accounts has heard of the role that was given
            return (await raised.see("/members")).status == 200

        await eventually(may)
        await invite(liaison, second)
        action = f"{path}/end"
        done = await liaison.send(action, (await liaison.see(path)).form(action))
        assert done.to == "/members"
        gone = await raised.see("/members")
        assert gone.status in {401, 403}  # at once; a moment later the session has ended as well
        assert (await raised.send("/members/invite", {})).status in {401, 403}


async def test_an_end_that_no_calendar_has_is_said_beside_its_field(town):
    email = address()
    async with signed_in(town, LIAISON) as liaison:
        await invite(liaison, email)
        await come_in(town, await link_in(town, email), email, "暦 太郎")
        path = await member_path(liaison, "暦 太郎")
        form = (await liaison.see(path)).form(f"{path}/end")
        for year, problem in (("2026", "暦にある日付"), ("2020", "きょう以後")):
            done = await liaison.send(
                f"{path}/end",
                {
                    **form,
                    "untilYear": year,
                    "untilMonth": "2",
                    "untilDay": "30" if year == "2026" else "1",
                },
            )
            assert done.status == 422
            assert problem in done.errors["until"]


async def test_somebody_with_two_memberships_chooses_for_whom_they_act(town):
    email = address()
    async with signed_in(town, LIAISON) as liaison:
        await invite(liaison, email)
    await come_in(town, await link_in(town, email), email, "両方 薫")
    async with signed_in(town, "admin@nokorimono.example") as admin:
        await invite(admin, email, "company_member")
    path = await link_in(town, email, 2)
    async with visiting(town) as both:
        done = await both.fill(path, email=email, name="x", password=PASSWORD)
        assert done.to == f"/sign-in?next={path}"
        form = (await both.see(done.to)).form("/sign-in")
        done = await both.send("/sign-in", {**form, "email": email, "password": PASSWORD})
        assert done.to == path
        await both.fill(path)
        about = await both.see("/about")
        assert "働く団体を選ぶ" in about.text
        form = about.form("/acting")
        ids = re.findall(r'name="membership" value="([\w-]{36})" aria-pressed="(\w+)"', about.text)
        other = next(one for one, pressed in ids if pressed == "false")
        new_challenge = await both.see("/challenges/new")

        done = await both.send("/acting", {**form, "membership": other})

        assert done.to == "/"
        about = await both.see("/about")
        assert (
            dict(
                re.findall(
                    r'name="membership" value="([\w-]{36})" aria-pressed="(\w+)"', about.text
                )
            )[other]
            == "true"
        )
        # A form that was opened for the one is not taken for the other.
        form = new_challenge.form("/challenges/new")
        sent = await both.send("/challenges/new", {**form, **challenge(), "do": "draft"})
        assert sent.status == 403
        for wrong in (str(uuid4()), "x"):
            form = about.form("/acting")
            assert (await both.send("/acting", {**form, "membership": wrong})).status in {403, 404}


async def test_a_program_names_the_membership_it_acts_in(town):
    async with visiting(town) as visitor:
        ask = 'mutation { signIn(input: {email: "%s", password: "%s"}) { token } }'
        sent = {"query": ask % (CLERK, "hitotsu-no-machi-demo")}
        json = {"Accept": "application/json"}
        answer = await visitor.http.post("/graphql", json=sent, headers=json)
        token = answer.json()["data"]["signIn"]["token"]
        headers = {**json, "Authorization": f"Bearer {token}"}
        query = {"query": "{ viewer { acting { id isCurrent } } }"}
        answer = await visitor.http.post("/graphql", json=query, headers=headers)
        [acting] = answer.json()["data"]["viewer"]["acting"]
        right = {**headers, "X-Enishi-Acting": acting["id"]}
        wrong = {**headers, "X-Enishi-Acting": str(uuid4())}

        assert (await visitor.http.post("/graphql", json=query, headers=right)).status_code == 200
        refused = await visitor.http.post("/graphql", json=query, headers=wrong)

    assert acting["isCurrent"]
    assert refused.status_code == 403


@pytest.mark.parametrize("language", ["ja", "en"])
async def test_an_organization_registers_is_looked_at_and_comes_in(town, language):
    email, name = address(), f"株式会社みらい架空{uuid4().hex[:6]}"
    async with visiting(town, language) as applicant:
        wrong = await applicant.fill("/register", kind="", name="", email="x")
        assert set(wrong.errors) >= {"kind", "name", "prefecture", "email", "attestsNoGang"}
        done = await applicant.fill(
            "/register",
            kind="company",
            name=name,
            hasNoCorporateNumber="true",
            prefecture="福岡県",
            contactName="未来 望",
            email=email,
            attestsNoGang="true",
            attestsNoCampaign="true",
            acceptsTerms="true",
        )
        assert (done.status, done.to) == (303, "/register/sent"), done.errors
        assert (await applicant.see("/register/sent")).status == 200
        path = await link_in(town, email)
        done = await applicant.fill(path)
        assert done.status == 303
        assert name not in (await applicant.see("/organizations?q=" + name)).text.replace(
            f'value="{name}"', ""
        )
    async with signed_in(town, ADMIN, language) as admin:
        queue = await admin.see("/registrations")
        assert name in queue.text
        card = next(card for card in queue.text.split('<li class="card">') if name in card)
        approve = re.search(r'action="(/registrations/[\w-]+/approve)"', card)[1]
        refuse = approve.replace("/approve", "/refuse")
        assert (await admin.send(refuse, {**queue.form(refuse), "note": " "})).status == 422
        done = await admin.send(approve, queue.form(approve))
        assert done.to == "/registrations"
    await come_in(town, await link_in(town, email, 2), email, "未来 望")
    async with visiting(town) as anybody:
        assert name in (await anybody.see("/organizations?q=" + name)).text


async def test_where_two_publish_a_challenge_waits_and_is_given_back_and_published(town):
    """An organization that came through the form: its first two people."""
    email, second = address(), address()
    async with visiting(town) as applicant:
        name = f"架空の会{uuid4().hex[:6]}"
        boxes = dict.fromkeys(("attestsNoGang", "attestsNoCampaign", "acceptsTerms"), "true")
        await applicant.fill(
            "/register",
            kind="npo",
            name=name,
            hasNoCorporateNumber="true",
            prefecture="福岡県",
            contactName="一",
            email=email,
            **boxes,
        )
        await applicant.fill(await link_in(town, email))
    async with signed_in(town, ADMIN) as admin:
        queue = await admin.see("/registrations")
        card = next(card for card in queue.text.split('<li class="card">') if name in card)
        approve = re.search(r'action="(/registrations/[\w-]+/approve)"', card)[1]
        await admin.send(approve, queue.form(approve))
    await come_in(town, await link_in(town, email, 2), email, "管理 一")
    async with visiting(town) as manager, visiting(town) as writer, visiting(town) as public:
        await manager.fill("/sign-in", email=email, password=PASSWORD)
        await invite(manager, second, "company_member")
        await come_in(town, await link_in(town, second), second, "担当 二")
        await writer.fill("/sign-in", email=second, password=PASSWORD)
        words = {
            "title": "見守りを一緒にする町をさがす",
            "problem": "離れて暮らす家族が安心できる見守りを、" * 2,
        }
        draft = await writer.fill(
            "/challenges/new", **challenge(direction="private_call", **words), do="preview"
        )
        assert draft.status == 303, draft.errors
        done = await writer.fill(draft.to)
        path = str(done.to)
        seen = await writer.see(path)
        assert "課題を出しました。ほかの人が内容を見て、公開します。" in seen.text
        assert "この内容で公開する" not in seen.text
        assert (await public.see(path)).status == 404
        assert path in (await manager.see("/reviews")).text
        empty = await manager.fill(f"{path}/return", note=" ")
        assert list(empty.errors) == ["note"]
        await manager.fill(f"{path}/return", note="数字の出どころを書いてください。")
        assert "数字の出どころを書いてください。" in (await writer.see(path)).text
        await writer.fill(f"{path}/preview")
        seen = await manager.see(path)
        done = await manager.send(f"{path}/approve", seen.form(f"{path}/approve"))
        assert done.to == path
        assert (await public.see(path)).status == 200
        assert "数字の出どころ" not in (await public.see(path)).text
        policy = "/members/policy"
        await manager.fill_at("/members", policy)
        seen = await manager.see("/members")
        assert f'action="{policy}"' not in seen.text
        assert '<a href="#waiting">変更は、もうひとりの確認を待っています。</a>' in seen.text


async def test_a_handover_says_what_is_open_in_a_unit_and_is_for_that_unit_alone(town):
    async with signed_in(town, CLERK) as clerk:
        title = f"引き継ぐ課題 {uuid4().hex[:6]}"
        draft = await clerk.fill("/challenges/new", **challenge(title=title), do="preview")
        assert draft.status == 303
        seen = await clerk.see("/handover")
        assert (seen.status, seen.heading) == (200, "引継ぎ書")
        assert title in seen.text
        assert f"{YEAR}年3月31日" in seen.text
        liaison_unit = "91c62622-5c5e-586c-a75b-aece04cc1c44"
        for other in (liaison_unit, str(uuid4()), "x"):
            assert (await clerk.see(f"/handover?unit={other}")).status == 404
    async with signed_in(town, LIAISON) as liaison:
        unit = "72bd0f75-b2ef-53fe-8b15-610c8ae567d7"
        assert title in (await liaison.see(f"/handover?unit={unit}")).text
        assert title not in (await liaison.see(f"/handover?unit={liaison_unit}")).text
    async with signed_in(town, OTHER_CLERK) as other:
        assert (await other.see(f"/handover?unit={unit}")).status == 404
        assert title not in (await other.see("/handover")).text
    async with visiting(town) as visitor:
        assert (await visitor.see("/handover")).status == 401


async def test_work_of_a_unit_without_anybody_is_a_task_of_the_liaison(town):
    email = address()
    async with signed_in(town, LIAISON) as liaison, visiting(town) as leaver:
        unit = f"ひとり課{uuid4().hex[:5]}"
        form = (await liaison.see("/members")).form("/members/units")
        await liaison.send("/members/units", {**form, "name": unit})
        seen = await liaison.see("/members/invite")
        unit_id = re.search(rf'value="([\w-]{{36}})">{unit}<', seen.text)[1]
        await invite(liaison, email, unit=unit_id)
        await come_in(town, await link_in(town, email), email, "去る 人")
        await leaver.fill("/sign-in", email=email, password=PASSWORD)
        title = f"残される課題 {uuid4().hex[:6]}"
        await leaver.fill("/challenges/new", **challenge(title=title), do="preview")
        assert "引き受ける人がいない仕事" not in (await liaison.see("/members")).text
        path = await member_path(liaison, "去る 人")
        await liaison.send(f"{path}/end", (await liaison.see(path)).form(f"{path}/end"))
        seen = await liaison.see("/members")
        assert "引き受ける人がいない仕事" in seen.text
        assert title in (await liaison.see(f"/handover?unit={unit_id}")).text
