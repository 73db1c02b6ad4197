"""S09, S17 at the door: each request of a session, under what its organization demands."""

from contextlib import asynccontextmanager

import httpx
import pytest

from gateway.pages.paths import own_path
from tests.gateway.browsing import LIAISON, Seen, Visitor
from tests.platform import DEMO_PASSWORD

ADMIN = "admin@enishi.example"
OFFICE, AWAY = "192.0.2.7", "203.0.113.9"
HERE = "/members/sign-in"
SIGN_IN = """mutation ($input: SignInInput!) { signIn(input: $input) { token } }"""


@pytest.fixture(scope="module")
async def town(towns):
    """One that believes what a proxy says of where somebody is."""
    async with towns(trusted_proxies="127.0.0.1", sign_ins_per_minute=1_000) as found:
        yield found


@asynccontextmanager
async def visiting(town, address=OFFICE, language="ja"):
    headers = {"Accept": "text/html", "Accept-Language": language, "X-Forwarded-For": address}
    async with town.client() as http:
        http.headers.update(headers)
        yield Visitor(http)


async def as_program(town, token, query, address):
    headers = {"Authorization": f"Bearer {token}", "X-Forwarded-For": address}
    async with httpx.AsyncClient(base_url=town.url, headers=headers, timeout=60) as http:
        return await http.post("/graphql", json={"query": query})


async def demand(visitor, **typed):
    return await visitor.fill(HERE, **typed)


async def loosen(town, liaison, **typed):
    """The liaison asks, and nothing happens; a second person says so too."""
    before = (await liaison.see(HERE)).form(HERE)
    assert (await demand(liaison, **typed)).status == 303
    seen = await liaison.see(HERE)
    assert "あなたが頼みました" in seen.text
    assert before["revision"] in seen.text
    body = {"query": "{ viewer { organization { id } } }"}
    own = (await liaison.http.post("/graphql", json=body)).json()["data"]["viewer"]["organization"]
    there = f"{HERE}?organization={own['id']}"
    async with visiting(town) as admin:
        await admin.sign_in(ADMIN)
        assert (await admin.fill(there, **typed)).to == there
        assert "待っている" not in (await admin.see(there)).text


async def test_s17_from_elsewhere_a_session_is_refused_on_every_page_and_may_only_leave(town):
    async with visiting(town) as liaison, visiting(town, AWAY) as thief:
        await liaison.sign_in(LIAISON)
        assert OFFICE in (await liaison.see(HERE)).text
        wrong = await demand(liaison, networks="10.0.0.0/8")
        assert (wrong.status, "networks" in wrong.errors) == (422, True)
        assert "10.0.0.0/8" in wrong.text  # what was typed stays
        assert (await demand(liaison, networks="192.0.2.0/24\n198.51.100.4")).status == 303

        thief.http.cookies.update(liaison.http.cookies)
        for path in ("/", "/challenges", "/security", "/members", "/for-you", HERE):
            seen = await thief.see(path)
            assert (seen.status, seen.heading) == (403, "この場所からは使えません"), path
        token = liaison.http.cookies["sid"]
        ask = "{ viewer { name } challenges { totalCount } }"
        refused = await as_program(town, token, ask, AWAY)
        assert refused.status_code == 403
        assert refused.json()["errors"][0]["extensions"]["reason"] == "NETWORK"
        assert (await as_program(town, token, ask, OFFICE)).json()["data"]["viewer"]
        spoofed = await as_program(town, token, ask, f"{OFFICE}, {AWAY}")
        assert spoofed.status_code == 403
        assert (await liaison.see("/members")).status == 200

        left = await thief.send("/sign-out", seen.form("/sign-out"))
        assert left.status == 303
        assert (await liaison.see("/members")).status == 401
    async with visiting(town) as liaison:
        await liaison.sign_in(LIAISON)
        await loosen(town, liaison, networks="")


async def test_s17_signing_in_from_elsewhere_leads_to_the_same_refusal(town):
    async with visiting(town) as liaison, visiting(town, AWAY, "en") as away:
        await liaison.sign_in(LIAISON)
        assert (await demand(liaison, networks="192.0.2.0/24")).status == 303
        done = await away.fill("/sign-in", email=LIAISON, password=DEMO_PASSWORD)
        assert done.status == 303
        seen = await away.see(own_path(done.to))
        assert (seen.status, seen.heading) == (403, "Not from here")
        await loosen(town, liaison, networks="")
        assert (await away.see("/members")).status == 200


async def test_s09_who_lacks_the_factor_is_led_to_it_and_no_further(town):
    from tests.gateway.securing import Owner  # noqa: PLC0415 -- of the shared town otherwise

    async with visiting(town) as liaison, visiting(town) as clerk:
        await liaison.sign_in(LIAISON)
        refused = await demand(liaison, secondFactor="true")
        assert (refused.status, list(refused.errors)) == (422, ["secondFactor"])
        me = Owner(town, liaison, LIAISON)
        await me.enrol()
        assert (await demand(liaison, secondFactor="true")).status == 303
        kept = await liaison.fill("/security/totp/remove")
        assert kept.to == "/security"
        assert "外せません" in (await liaison.see("/security")).said[0]

        await clerk.fill("/sign-in", email="clerk@shiomihara.example", password=DEMO_PASSWORD)
        for path in ("/", "/challenges/new", "/for-you", "/notifications"):
            assert (await clerk.see(path)).to == "/security", path
        assert "もうひとつの確認" in (await clerk.see("/security")).said[0]
        body = {"query": "mutation { markNotificationsRead { unread } }"}
        answer = await clerk.http.post("/graphql", json=body, headers={"Accept": "*/*"})
        [error] = answer.json()["errors"][:1]
        assert error["extensions"].get("reason", "") in {"SECOND_FACTOR_DEMANDED", ""}
        await Owner(town, clerk, "").enrol()
        assert (await clerk.see("/challenges/new")).status == 200
        assert isinstance(await demand(liaison, secondFactor="false"), Seen)


async def test_the_policy_is_its_managers_business(town):
    async with visiting(town) as clerk, visiting(town) as nobody:
        await clerk.sign_in("clerk@suzukake.example")
        assert (await clerk.see(HERE)).status in {303, 403}
        assert (await nobody.see(HERE)).status == 401
