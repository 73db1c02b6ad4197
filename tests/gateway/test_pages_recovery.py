"""Getting back in on the pages, without JavaScript; cases S05, S06, S10, S11 and S13."""

import re
import time
from uuid import uuid4

import asyncpg
import msgspec
import pytest

from tests.eventually import eventually
from tests.gateway.browsing import CLERK, LIAISON, signed_in, visiting
from tests.gateway.securing import new_account, owner
from tests.gateway.test_member_pages import (
    ADMIN,
    PASSWORD,
    come_in,
    invite,
    link_in,
    member_path,
    organization_of,
)
from tests.gateway.test_pages_security import NEW, age, second_step
from tests.members import letters
from tests.platform import DEMO_PASSWORD

COOKIE = "sid"
LINK = r"/(?:reset/link|email/confirm|email/undo|recovery/stop)/[\w-]{43}"


async def path_in(town, email, about):
    """Path of the link in the last letter to an address that holds these words."""

    async def found():
        return [text for text in letters(town.settings, email) if about in text][-1:]

    return re.search(LINK, (await eventually(found))[0])[0]


async def follow(visitor, path):
    """Where a link leads, once accounts knows it; the page there."""
    gone = await visitor.see(path)
    assert (gone.status, gone.answer.headers["referrer-policy"]) == (303, "no-referrer")

    async def shown():
        seen = await visitor.see(gone.to)
        return seen if seen.status == 200 else None

    return gone.to, await eventually(shown)


async def ask_reset(visitor, email):
    sent = await visitor.fill("/reset", email=email)
    assert (sent.status, sent.to) == (303, "/reset/sent")
    return (await visitor.see(sent.to)).text


def without_marks(text):
    """A page without what is new in each: the mark in its forms, and the trace."""
    return re.sub(r'name="csrf" value="[^"]*"', "", text)


async def test_s02_s10_a_forgotten_password_is_set_anew_on_the_pages(town):
    async with owner(town) as me, visiting(town) as visitor, visiting(town) as scanner:
        known = await ask_reset(visitor, me.email)
        unknown = await ask_reset(visitor, f"{uuid4().hex}@city.example")
        assert without_marks(known) == without_marks(unknown)

        path = await path_in(town, me.email, "新しいパスワードを決める手続き")
        for _ in range(3):  # a scanner of mail: HEAD, then GET, and whatever that leads to
            assert (await scanner.http.head(path)).status_code == 303
            await follow(scanner, path)
        to, page = await follow(visitor, path)
        assert path.rpartition("/")[2] not in page.text  # the token is in no page and no address

        weak = await visitor.send(to, {**page.form(to), "password": "mijikai"})
        assert (weak.status, list(weak.errors)) == (422, ["password"])
        assert "mijikai" not in weak.text
        done = await visitor.send(to, {**page.form(to), "password": NEW})
        assert (done.status, done.to) == (303, "/sign-in")
        assert COOKIE not in visitor.http.cookies  # it opens no session
        assert (await me.visitor.see("/security")).status == 401  # S06: and ends all
        again = await scanner.send(to, {**page.form(to), "password": NEW})
        assert again.status == 403  # a form of another visitor's
        assert (await scanner.see(to)).status == 410
        assert (await second_step(visitor, me.email, NEW)).status == 303


async def test_s10_a_link_is_of_this_site_whatever_host_is_asked(town):
    async with owner(town) as me, visiting(town) as visitor:
        form = (await visitor.see("/reset")).form("/reset")
        sent = await visitor.send(
            "/reset", {**form, "email": me.email}, headers={"X-Forwarded-Host": "evil.example"}
        )
        assert sent.status == 303
        poisoned = await visitor.http.post(
            "/reset", data={**form, "email": me.email}, headers={"Host": "evil.example"}
        )
        assert poisoned.status_code in {400, 403, 421}
        await path_in(town, me.email, "新しいパスワードを決める手続き")
        assert all("evil.example" not in text for text in letters(town.settings, me.email))


async def test_s10_who_comes_without_a_link_or_with_a_made_up_one_finds_nothing(town):
    async with visiting(town) as visitor:
        for path in ("/reset/new", "/email/confirm", "/email/undo", "/recovery/stop"):
            assert (await visitor.see(path)).status == 404
        for path in ("/reset/link/", "/email/confirm/", "/email/undo/", "/recovery/stop/"):
            there = await visitor.see(path + "x" * 43)
            assert (await visitor.see(there.to)).status == 404


async def test_s10_an_address_that_is_none_is_said_beside_its_field(town):
    async with visiting(town, "en") as visitor:
        wrong = await visitor.fill("/reset", email="nobody")
        assert (wrong.status, list(wrong.errors)) == (422, ["email"])
        assert 'value="nobody"' in wrong.text


async def test_s13_an_address_is_changed_and_taken_back_on_the_pages(town):
    new = f"{uuid4().hex}@shi.example"
    async with owner(town) as me, visiting(town) as mailbox:
        same = await me.visitor.fill("/security/email", email=me.email)
        assert (same.status, list(same.errors)) == (422, ["email"])
        asked = await me.visitor.fill("/security/email", email=new)
        assert (asked.status, asked.to) == (303, "/security")
        undo = await path_in(town, me.email, "次のアドレスに変える手続き")
        confirm, question = await follow(
            mailbox, await path_in(town, new, "このアドレスに変える手続き")
        )
        assert new in question.text
        assert me.email in (await me.visitor.see("/security")).text
        done = await mailbox.send(confirm, question.form(confirm))
        assert (done.status, done.to) == (303, "/")
        assert new in (await me.visitor.see("/security")).text  # the session goes on

        back, question = await follow(mailbox, undo)
        assert me.email in question.text
        done = await mailbox.send(back, question.form(back))
        assert (done.status, done.to) == (303, "/sign-in")
        assert (await me.visitor.see("/security")).status == 401
        assert (await second_step(mailbox, me.email)).status == 303


async def test_s13_an_address_that_cannot_be_had_says_what_to_do_and_not_whose_it_is(town):
    async with owner(town) as me, owner(town) as other, visiting(town) as mailbox:
        asked = await me.visitor.fill("/security/email", email=other.email)
        assert (asked.status, asked.to) == (303, "/security")  # as for any address
        link = await path_in(town, other.email, "このアドレスに変える手続き")
        confirm, question = await follow(mailbox, link)
        refused = await mailbox.send(confirm, question.form(confirm))
        assert (refused.status, refused.heading) == (410, "このリンクは使えません")
        assert "別のアドレスで手続きをやり直して" in refused.text
        assert 'href="/security/email"' in refused.text
        assert "アカウントがあります" not in refused.text
        assert me.email in (await me.visitor.see("/security")).text


async def test_s13_it_is_asked_for_again_who_one_is(town):
    async with owner(town) as me:
        await age(me)
        seen = await me.visitor.see("/security/email")
        assert (seen.status, seen.heading) == (403, "ご本人の確認")


async def test_s11_who_has_lost_everything_gets_in_when_two_vouch_and_a_day_has_passed(town):
    email = f"{uuid4().hex[:10]}@shiomihara.example"
    async with signed_in(town, LIAISON) as liaison, signed_in(town, ADMIN) as admin:
        await invite(liaison, email)
        await come_in(town, await link_in(town, email), email, "紛失 花")
        async with visiting(town) as clerk:
            await clerk.fill("/sign-in", email=email, password=PASSWORD)
            await enrol(town, clerk, email)
        async with visiting(town) as clerk:
            second = await clerk.fill("/sign-in", email=email, password=PASSWORD)
            assert "どれも手元にありません" in second.text
            asked = await clerk.send("/sign-in/lost", second.form("/sign-in/lost"))
            assert (asked.status, asked.to) == (303, "/recovery/asked")
            assert (await clerk.see(asked.to)).heading == "届け出を受け付けました"
        for manager in (liaison, admin):
            seen = await manager.see("/recoveries")
            [action] = re.findall(
                rf'{email}.*?action="(/recoveries/[^"]+/vouch)"', seen.text, re.DOTALL
            )
            form = seen.form(action)
            field = form["field"]
            silent = await manager.send(action, {**form, field: " "})
            assert (silent.status, list(silent.errors)) == (422, [field])
            done = await manager.send(action, {**form, field: "窓口で職員証を見た"})
            assert (done.status, done.to) == (303, "/recoveries")
        await sql(town, "UPDATE accounts.recoveries SET ripe_at = now() WHERE state = 'vouched'")
        async with visiting(town) as clerk:
            second = await clerk.fill("/sign-in", email=email, password=PASSWORD)
            form = {**second.form("/sign-in/second"), "vouched": "true"}
            done = await clerk.send("/sign-in/second", form)
            assert (done.status, done.to) == (303, "/security/passkeys/new")
            assert (await clerk.see(done.to)).status == 200
    async with signed_in(town, CLERK) as other:
        assert (await other.see("/recoveries")).status == 403


async def enrol(town, visitor, email):
    from tests.gateway.securing import Owner  # noqa: PLC0415 -- one helper of many

    await Owner(town, visitor, email).enrol()


async def sql(town, statement):
    note = msgspec.json.decode((town.home / "run.json").read_bytes())
    connection = await asyncpg.connect(note["database_url"])
    await connection.execute(statement)
    await connection.close()


async def is_alive(town, token):
    async with visiting(town) as other:
        other.http.cookies.set(COOKIE, token, domain="127.0.0.1")
        return (await other.see("/security")).status == 200


async def test_s05_a_session_has_a_new_id_after_signing_in_confirming_and_acting(town):
    email = f"{uuid4().hex[:10]}@shiomihara.example"
    async with signed_in(town, LIAISON) as liaison:
        await invite(liaison, email)
    await come_in(town, await link_in(town, email), email, "交代 一")
    async with visiting(town) as clerk:
        clerk.http.cookies.set(COOKIE, "x" * 43, domain="127.0.0.1")
        seen = [clerk.http.cookies[COOKIE]]
        await clerk.fill("/sign-in", email=email, password=PASSWORD)
        seen.append(newest(clerk))
        await sql(town, "UPDATE accounts.sessions SET confirmed_at = now() - interval '1 hour'")
        page = await clerk.see("/security/email")
        done = await clerk.send(
            "/security/confirm", {**page.form("/security/confirm"), "password": PASSWORD}
        )
        assert done.status == 303
        seen.append(newest(clerk))
        answer = await clerk.http.post(
            "/graphql",
            json={"query": "{ viewer { acting { id } } }"},
            headers={"Accept": "application/json"},
        )
        [mine] = answer.json()["data"]["viewer"]["acting"]
        form = (await clerk.see("/security")).form("/security/sign-out-everywhere")
        chosen = await clerk.send("/acting", {"csrf": form["csrf"], "membership": mine["id"]})
        assert chosen.status == 303
        seen.append(newest(clerk))
    assert len(set(seen)) == 4
    assert [await is_alive(town, token) for token in seen] == [False, False, False, True]


def newest(visitor):
    [*_, found] = [each.value for each in visitor.http.cookies.jar if each.name == COOKIE]
    return found


async def test_s06_who_leaves_is_out_with_the_next_request_and_everywhere(town):
    email = f"{uuid4().hex[:10]}@shiomihara.example"
    async with signed_in(town, LIAISON) as liaison, visiting(town) as one, visiting(town) as two:
        await invite(liaison, email)
        await come_in(town, await link_in(town, email), email, f"退職 {email[:4]}")
        for each in (one, two):
            assert (await each.fill("/sign-in", email=email, password=PASSWORD)).status == 303
        path = await member_path(liaison, f"退職 {email[:4]}")
        action = f"{path}/end"
        form = (await liaison.see(path)).form(action)
        assert (await liaison.send(action, form)).status == 303

        async def out():
            there = ("/challenges/new", "/security")
            found = [(await each.see(path)).status for each in (one, two) for path in there]
            return found == [401] * 4

        began = time.perf_counter()
        await eventually(out)
        assert time.perf_counter() - began < 20  # the same second, where nothing else runs


@pytest.mark.parametrize("language", ["ja", "en"])
async def test_signing_out_everywhere_ends_this_session_as_well(town, language):
    async with owner(town, language=language) as me, owner(town, me.email) as phone:
        seen = await me.visitor.see("/security")
        done = await me.send("/security/sign-out-everywhere", seen)
        assert (done.status, done.to) == (303, "/")
        for each in (me, phone):
            assert (await each.visitor.see("/security")).status == 401


async def test_what_managers_do_is_asked_for_again_and_then_done_as_it_was_filled_in(town):
    email = f"{uuid4().hex[:10]}@shiomihara.example"
    async with signed_in(town, LIAISON) as liaison:
        await invite(liaison, email)
        await come_in(town, await link_in(town, email), email, f"役割 {email[:4]}")
        path = await member_path(liaison, f"役割 {email[:4]}")
        action = f"{path}/change"
        form = {**(await liaison.see(path)).form(action), "role": "observer"}
        await sql(
            town,
            "UPDATE accounts.sessions s SET confirmed_at = now() - interval '1 hour'"
            f" FROM accounts.accounts a WHERE a.id = s.account_id AND a.email = '{LIAISON}'",
        )
        asked = await liaison.send(action, form)
        assert (asked.status, asked.heading) == (403, "ご本人の確認")
        wrong = await liaison.send(
            "/security/confirm", {**asked.form("/security/confirm"), "password": "x"}
        )
        assert (wrong.status, set(wrong.errors)) == (422, {"password"})
        carry_on = await liaison.send(
            "/security/confirm", {**wrong.form("/security/confirm"), "password": DEMO_PASSWORD}
        )
        assert (carry_on.status, carry_on.heading) == (200, "操作をつづける")
        assert carry_on.form(action)["role"] == "observer"
        done = await liaison.send(action, carry_on.form(action))
        assert (done.status, done.to) == (303, "/members")


def changing(field, kind, answer):
    return f"mutation ($input: {kind}!) {{ {field}(input: $input) {{ {answer} }} }}"


async def test_the_table_of_what_is_asked_for_again_holds_for_programs(town):
    async with signed_in(town, LIAISON) as liaison:
        here = await organization_of(town, LIAISON)
        await sql(
            town,
            "UPDATE accounts.sessions s SET confirmed_at = now() - interval '1 hour'"
            f" FROM accounts.accounts a WHERE a.id = s.account_id AND a.email = '{LIAISON}'",
        )
        for query, given in (
            (
                changing("setReviewPolicy", "SetReviewPolicyInput", "pendingChange { id }"),
                {
                    "id": str(uuid4()),
                    "organizationId": here,
                    "reviewBeforePublishing": True,
                },
            ),
            (
                changing("endMembership", "EndMembershipInput", "revision"),
                {"id": str(uuid4()), "revision": 1},
            ),
            (
                changing("confirmChange", "DecideChangeInput", "pendingChange { id }"),
                {"id": str(uuid4())},
            ),
            ("{ ledgerExport(first: 1) { nodes { id } } }", None),
        ):
            body = {"query": query, "variables": {"input": given} if given else {}}
            headers = {"Accept": "application/json"}
            answer = (await liaison.http.post("/graphql", json=body, headers=headers)).json()
            extensions = answer["errors"][0]["extensions"]
            assert (extensions["code"], extensions["reason"]) == ("FORBIDDEN", "STEP_UP"), answer


async def test_the_pages_of_getting_back_in_are_in_english_too(town):
    async with visiting(town, "en") as visitor:
        for path, heading in (
            ("/reset", "Forgotten password"),
            ("/reset/sent", "Please check your mail"),
            ("/recovery/asked", "We have your report"),
        ):
            seen = await visitor.see(path)
            assert (seen.status, seen.heading) == (200, heading)
    email = await new_account(town)
    async with owner(town, email, "en") as me:
        assert (await me.visitor.see("/security/email")).heading == "Change the address"
