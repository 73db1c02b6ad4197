"""Sign-in security on the pages, without a line of JavaScript; and through GraphQL."""

import re

import asyncpg
import msgspec
import pytest

from tests.gateway.browsing import CLERK, MEMBER, signed_in, visiting
from tests.gateway.securing import SIGN_IN, owner
from tests.platform import DEMO_PASSWORD

NEW = "うまがはらっぱでくさをたべていました"
COOKIE = "sid"


async def second_step(visitor, email, password=DEMO_PASSWORD, **more):
    return await visitor.fill("/sign-in", email=email, password=password, **more)


async def age(me, minutes=11):
    """As if the session had been confirmed that long ago."""
    note = msgspec.json.decode((me.town.home / "run.json").read_bytes())
    connection = await asyncpg.connect(note["database_url"])
    await connection.execute(
        "UPDATE accounts.sessions s SET confirmed_at = now() - $2 * interval '1 minute'"
        " FROM accounts.accounts a WHERE a.id = s.account_id AND a.email = $1",
        me.email,
        minutes,
    )
    await connection.close()


async def test_an_app_is_added_used_and_removed_on_the_pages(town):
    async with owner(town) as me:
        before = me.visitor.http.cookies[COOKIE]
        wrong = await me.send("/security/totp", await me.visitor.see("/security/totp"), code="1")
        assert wrong.status == 422
        assert "確認コードが違います" in wrong.errors["code"]
        codes = await me.enrol()
        assert (codes.status, len(set(me.codes))) == (200, 10)
        assert codes.answer.headers["cache-control"] == "no-store"
        assert me.visitor.http.cookies[COOKIE] != before
        assert me.codes[0] not in (await me.visitor.see("/security")).text
        async with visiting(town) as again:
            second = await second_step(again, me.email)
            assert (second.status, second.heading) == (200, "もうひとつの確認")
            assert COOKIE not in again.http.cookies
            both = {"method": ["TOTP", "RECOVERY_CODE"], "recoveryCode": ""}
            form = {**second.form("/sign-in/second"), **both}
            retry = await again.send("/sign-in/second", {**form, "code": "000000"})
            assert (retry.status, retry.errors["code"]) == (
                422,
                "確認できませんでした。もう一度お試しください。",
            )
            done = await again.send("/sign-in/second", {**form, "code": me.code()})
            assert (done.status, done.to) == (303, "/")
            assert "もうひとつの確認" not in (await again.see("/security")).text
        question = await me.visitor.see("/security/totp/remove")
        assert "これが最後のひとつです" in question.text
        gone = await me.send("/security/totp/remove", question)
        assert (gone.status, gone.to) == (303, "/security")
        async with visiting(town) as again:
            assert (await second_step(again, me.email)).status == 303


async def test_a_recovery_code_signs_in_once_and_goes_where_one_wanted(town):
    async with owner(town) as me:
        await me.enrol()
        for status in (303, 422):
            async with visiting(town) as again:
                first = await again.see("/sign-in?next=/offers")
                sent = {"email": me.email, "password": DEMO_PASSWORD}
                second = await again.send("/sign-in", {**first.form("/sign-in"), **sent})
                form = {**second.form("/sign-in/second"), "code": "", "recoveryCode": me.codes[3]}
                done = await again.send("/sign-in/second", form)
                assert done.status == status
                assert done.to == ("/offers" if status == 303 else None)
        assert "残りは9個です" in (await me.visitor.see("/security")).text
        new = await me.send(
            "/security/recovery-codes", await me.visitor.see("/security/recovery-codes")
        )
        assert new.heading == "回復コード"
        assert me.codes[4] not in new.text


async def test_a_sign_in_that_waited_too_long_begins_again(town):
    async with owner(town) as me:
        await me.enrol()
        async with visiting(town) as again:
            second = await second_step(again, me.email)
            form = {**second.form("/sign-in/second"), "challenge": "x" * 43, "code": me.code()}
            ended = await again.send("/sign-in/second", form)
            assert (ended.status, ended.heading) == (422, "サインイン")
            assert "時間が切れました" in ended.text
            empty = await again.send("/sign-in/second", {**form, "challenge": ""})
            assert (empty.status, empty.heading) == (422, "サインイン")
            foreign = await again.send("/sign-in/second", {**form, "csrf": ""})
            assert foreign.status == 403


async def test_sessions_are_listed_and_ended_on_the_page(town):
    async with owner(town) as me, owner(town, me.email) as phone, owner(town, me.email) as other:
        seen = await me.visitor.see("/security")
        assert seen.text.count("Firefox, Linux") == 3
        assert seen.text.count("この端末</span>") == 1
        [action, _] = re.findall(r'action="(/security/sessions/[0-9a-f-]{36}/revoke)"', seen.text)
        assert (await me.send(action, seen)).status == 303
        alive = [(await one.visitor.see("/security")).status for one in (me, phone, other)]
        assert sorted(alive) == [200, 200, 401]
        seen = await me.visitor.see("/security")
        assert (await me.send("/security/sessions/revoke-others", seen)).status == 303
        alive = [(await one.visitor.see("/security")).status for one in (me, phone, other)]
        assert alive == [200, 401, 401]


async def test_what_matters_is_asked_for_again_and_goes_on_where_it_was(town):
    async with owner(town) as me, owner(town, me.email) as phone:
        everything = await me.visitor.see("/security")
        await age(me)
        refused = await me.send("/security/sessions/revoke-others", everything)
        assert (refused.status, refused.heading) == (403, "ご本人の確認")
        assert (await phone.visitor.see("/security")).status == 200
        wrong = await me.send("/security/confirm", refused, password="x")
        assert (wrong.status, set(wrong.errors)) == (422, {"password"})
        named = await me.visitor.see("/security/passkeys/new?name=机の鍵")
        assert (named.status, named.heading) == (403, "ご本人の確認")
        done = await me.send("/security/confirm", named, password=DEMO_PASSWORD)
        assert done.status == 303
        kept = await me.visitor.see(done.to)
        assert kept.heading == "パスキーを登録する"
        assert done.to.startswith("/security/passkeys/new?name=")


@pytest.mark.parametrize(
    "to", ["//evil.example", "https://evil.example", "/\\evil", "javascript:x"]
)
async def test_confirming_leads_nowhere_else(town, to):
    async with owner(town) as me:
        await age(me)
        asked = await me.visitor.see("/security/totp")
        done = await me.send("/security/confirm", asked, password=DEMO_PASSWORD, next=to)
        assert (done.status, done.to) == (303, "/security")


async def test_a_password_is_changed_and_everybody_else_is_out(town):
    async with owner(town) as me, owner(town, me.email) as phone:
        path = "/security/password"
        await age(me)
        for typed, problems in (
            ({"password": "short", "oldPassword": DEMO_PASSWORD}, {"password"}),
            ({"password": NEW, "oldPassword": "wrong wrong wrong"}, {"oldPassword"}),
            ({"password": "", "oldPassword": ""}, {"password"}),
        ):
            seen = await me.visitor.fill(path, **typed)
            assert (seen.status, set(seen.errors)) == (422, problems)
            assert NEW not in seen.text
        unconfirmed = await me.visitor.fill(path, password=NEW, oldPassword="")
        assert (unconfirmed.status, unconfirmed.heading) == (403, "ご本人の確認")
        done = await me.visitor.fill(path, password=NEW, oldPassword=DEMO_PASSWORD)
        assert (done.status, done.to) == (303, "/security")
        assert "パスワードを変えました" in (await me.visitor.see("/security")).text
        assert (await phone.visitor.see("/security")).status == 401
        async with visiting(town) as again:
            assert (await second_step(again, me.email)).status == 422
            assert (await second_step(again, me.email, NEW)).status == 303


async def test_signing_in_again_ends_the_session_the_browser_had(town):
    async with owner(town) as me:
        old = me.visitor.http.cookies[COOKIE]
        asked = {"email": me.email, "password": DEMO_PASSWORD}
        done = await me.ask(SIGN_IN, input=asked)
        assert me.visitor.http.cookies[COOKIE] == done["data"]["signIn"]["token"] != old
        headers = {"Authorization": f"Bearer {old}"}
        async with town.client() as http:
            query = {"query": "{ viewer { email } }"}
            stale = (await http.post("/graphql", json=query, headers=headers)).json()
        assert stale["data"]["viewer"] is None


async def test_nobody_sees_or_changes_the_security_of_others(town):
    paths = ("", "/totp", "/totp/remove", "/passkeys/new", "/recovery-codes", "/password")
    async with visiting(town) as visitor, owner(town) as me:
        assert {(await visitor.see(f"/security{path}")).status for path in paths} == {401}
        seen = await me.visitor.see("/security/password")
        form = {**seen.form("/security/password"), "password": NEW}
        assert (await visitor.send("/security/password", form)).status == 401
        strange = await me.visitor.see(
            f"/security/passkeys/{'0' * 8}-0000-0000-0000-{'0' * 12}/remove"
        )
        assert strange.status == 404
        assert (await me.visitor.http.get("/security/confirm")).status_code in {404, 405}


async def test_a_program_completes_a_sign_in_and_is_told_to_confirm(town):
    async with owner(town) as me:
        await me.enrol()
        asked = {"email": me.email, "password": DEMO_PASSWORD}
        half = (await me.ask(SIGN_IN, input=asked))["data"]["signIn"]
        assert (half["token"], half["viewer"]) == (None, None)
        assert half["secondFactor"]["methods"] == ["TOTP", "RECOVERY_CODE"]
        complete = SIGN_IN.replace("SignIn", "CompleteSignIn").replace("signIn", "completeSignIn")
        given = {"challenge": half["secondFactor"]["challenge"], "code": "000000"}
        [wrong] = (await me.ask(complete, input=given))["errors"]
        assert (wrong["extensions"]["code"], wrong["extensions"]["reason"]) == (
            "UNAUTHENTICATED",
            "WRONG_PROOF",
        )
        given["code"] = me.code()
        assert (await me.ask(complete, input=given))["data"]["completeSignIn"]["viewer"]
        await age(me)
        [refused] = (await me.ask("mutation { removeTotp { done } }"))["errors"]
        assert (refused["extensions"]["code"], refused["extensions"]["reason"]) == (
            "FORBIDDEN",
            "STEP_UP",
        )
        assert "確かめて" in refused["extensions"]["messageJa"]
        for field in (
            "beginTotp { uri }",
            "revokeOtherSessions { count }",
            "beginPasskey { options }",
        ):
            async with town.client() as http:
                answer = await http.post("/graphql", json={"query": f"mutation {{ {field} }}"})
            assert answer.json()["errors"][0]["extensions"]["code"] == "UNAUTHENTICATED"
        both = 'a: completeSignIn(input: {challenge: "x"}) { token }'
        twice = f"mutation {{ {both} b: confirmSession(input: {{}}) {{ done }} }}"
        assert (await me.ask(twice))["errors"][0]["extensions"]["code"] == "BAD_REQUEST"


async def test_who_works_for_the_public_is_asked_for_a_passkey_and_kept_from_nothing(town):
    hint = "パスキーを登録してください"
    async with signed_in(town, CLERK) as clerk, signed_in(town, MEMBER) as member:
        assert hint in (await clerk.see("/")).text
        assert hint in (await clerk.see("/security")).text
        assert hint not in (await member.see("/")).text
        assert (await clerk.see("/challenges/new")).status == 200


@pytest.mark.parametrize("language", ["ja", "en"])
async def test_at_an_address_of_numbers_the_way_to_localhost_is_shown(town, language):
    async with owner(town, language=language) as me:
        there = f"http://localhost:{town.settings.port}"
        for path in ("/security/passkeys/new", "/sign-in?next=/security"):
            visitor = me.visitor if "passkeys" in path else None
            async with visiting(town, language) as stranger:
                seen = await (visitor or stranger).see(path)
            assert f'href="{there}{path.replace("?next=/", "?next=%2F")}"' in seen.text
            assert "data-passkey" not in seen.text
            at_home = await me.visitor.http.get(f"{there}/sign-in")
            assert 'data-passkey="get"' in at_home.text


async def test_the_pages_are_in_english_too(town):
    async with owner(town, language="en") as me:
        codes = await me.enrol()
        texts = [codes.text]
        paths = ("", "/totp/remove", "/passkeys/new", "/recovery-codes", "/password")
        texts += [(await me.visitor.see(f"/security{path}")).text for path in paths]
        await age(me)
        texts.append((await me.visitor.see("/security/totp/remove")).text)
        async with visiting(town, "en") as again:
            texts.append((await second_step(again, me.email)).text)
    for text in texts:
        main = text.split("<main")[1].split("</main>")[0]
        assert not re.search("[\u3040-\u30ff\u4e00-\u9fff]", main), main
