"""New terms of use are asked for at the next sign-in, before anything else; what is typed waits."""

import re

import asyncpg
import msgspec

from contracts.terms import TERMS_VERSION
from tests.eventually import eventually
from tests.gateway.browsing import offer, signed_in, visiting
from tests.gateway.newcomers import newcomer
from tests.platform import DEMO_PASSWORD

ASKED, ACCEPT = "利用のきまりが新しくなりました。", "/terms/accept"
OUTDATE = """
UPDATE accounts.accounts SET terms_version = '2020-01-01', terms_accepted_at = '2020-01-01'
WHERE email = $1 RETURNING id
"""
ACCEPTED = """
SELECT a.terms_version, a.terms_accepted_at > now() - interval '1 hour',
    (SELECT count(*) FROM ledger.entries e WHERE e.account = a.id AND e.operation = $2)
FROM accounts.accounts a WHERE a.email = $1
"""
SIGN_IN = "mutation ($i: SignInInput!) { signIn(input: $i) { token } }"
INTERESTS = "{ interests(received: true) { totalCount } }"
AGREE = "mutation ($i: AcceptTermsInput!) { acceptTerms(input: $i) { done } }"


async def sql(town, statement, *given):
    note = msgspec.json.decode((town.home / "run.json").read_bytes())
    connection = await asyncpg.connect(note["database_url"])
    try:
        return [tuple(row) for row in await connection.fetch(statement, *given)]
    finally:
        await connection.close()


async def accepted(town, email, times):
    """Once the record has it; and what the account says."""

    async def kept():
        found = await sql(town, ACCEPTED, email, "rpc.accounts.v1.terms.accept")
        return found == [(TERMS_VERSION, True, times)]

    await eventually(kept)


async def test_a_new_version_is_asked_for_at_the_next_sign_in_and_leads_back(town):
    email = await newcomer(town)
    async with signed_in(town, email) as before, visiting(town) as after:
        await sql(town, OUTDATE, email)
        # A session that goes on is not cut short.
        assert (await before.see("/offers/new")).status == 200
        assert "同意してつづける" not in (await before.see("/terms")).text

        signed = await after.fill_at(
            "/sign-in?next=/offers/new", "/sign-in", email=email, password=DEMO_PASSWORD
        )
        assert (signed.status, signed.to) == (303, "/offers/new")
        asked = await after.see("/offers/new")
        assert (asked.status, asked.heading) == (403, "利用のきまり")
        assert ASKED in asked.text
        for path in ("/interests", "/for-you", "/notifications"):
            assert (await after.see(path)).heading == "利用のきまり"
        for path in ("/about", "/own-data", "/terms"):  # open, whatever one thinks of the terms
            assert (await after.see(path)).status == 200
        form = asked.form(ACCEPT)
        for version in ("2020-01-01", "", "x" * 30):
            wrong = await after.send(ACCEPT, {**form, "version": version})
            assert (wrong.status, wrong.form(ACCEPT)["next"]) == (422, "/offers/new")
        led = await after.send(ACCEPT, {**form, "next": "//elsewhere.example"})
        assert (led.status, led.to) == (303, "/")
        assert (await after.see("/offers/new")).status == 200
        again = await after.send(ACCEPT, form)
        assert again.to == "/offers/new"
    await accepted(town, email, 1)
    async with visiting(town) as stranger:
        assert (await stranger.send(ACCEPT, form)).status in {401, 403}


async def test_what_was_typed_waits_until_the_new_terms_are_accepted(town):
    email = await newcomer(town)
    async with signed_in(town, email) as member:
        typed = offer(title="新しいきまりの前に書いた提案です")
        form = {**(await member.see("/offers/new")).form("/offers/new"), **typed}
        [(account,)] = await sql(town, OUTDATE, email)
        await sql(town, "DELETE FROM accounts.sessions WHERE account_id = $1", account)
        late = await member.send("/offers/new", form)
        assert late.status == 401
        signing = {**late.form("/sign-in"), "email": email, "password": DEMO_PASSWORD}
        waits = await member.send("/sign-in", signing)
        assert typed["title"] in waits.text

        asked = await member.send("/offers/new", waits.form("/offers/new"))
        assert (asked.status, asked.heading) == (403, "利用のきまり")
        assert "入力した内容は残っています。" in asked.text
        ready = await member.send(ACCEPT, asked.form(ACCEPT))
        assert typed["title"] in ready.text
        done = await member.send("/offers/new", ready.form("/offers/new"))
        assert done.status == 303, done.text
        found = "SELECT title FROM profiles.offers WHERE id = $1::text::uuid"
        assert await sql(town, found, done.to.removeprefix("/offers/")) == [(typed["title"],)]


async def test_a_program_acts_in_no_role_before_the_terms_are_accepted(town):
    email = await newcomer(town)
    await sql(town, OUTDATE, email)
    async with town.client() as http:

        async def ask(query, token="", **given):
            headers = {"Authorization": f"Bearer {token}"} if token else {}
            body = {"query": query, "variables": {"i": given} if given else {}}
            return (await http.post("/graphql", json=body, headers=headers)).json()

        found = await ask(SIGN_IN, email=email, password=DEMO_PASSWORD)
        token = found["data"]["signIn"]["token"]
        [refused] = (await ask(INTERESTS, token))["errors"]
        assert (refused["extensions"]["code"], refused["extensions"]["reason"]) == (
            "FORBIDDEN",
            "TERMS_ASKED",
        )
        [wrong] = (await ask(AGREE, token, version="2020-01-01"))["errors"]
        assert wrong["extensions"]["fields"][0]["problem"] == "terms_changed"
        assert (await ask(AGREE, token, version=TERMS_VERSION))["data"]["acceptTerms"]["done"]
        assert (await ask(INTERESTS, token))["data"]["interests"]["totalCount"] == 0
    await accepted(town, email, 1)


async def test_the_page_that_asks_is_complete_in_english(town):
    email = await newcomer(town)
    await sql(town, OUTDATE, email)
    async with signed_in(town, email, "en") as member:
        asked = await member.see("/for-you")
        assert "Agree and go on" in asked.text
        assert not re.search("[ぁ-ん]", re.sub("<[^>]+>", "", asked.text.split("<main")[1]))
