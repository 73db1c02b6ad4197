"""What programs meet at the door: sessions and origins, hashes, keys, the shape of answers."""

import asyncio
import hashlib
from uuid import uuid4

import pytest

from chassis.keys import Keyring
from gateway.seals import form_mark, is_form_mark
from tests.eventually import eventually
from tests.needs import of_a_need_typed
from tests.platform import DEMO_PASSWORD

CLERK, MEMBER = "clerk@shiomihara.example", "member@katazuke.example"
SIGN_IN = """mutation ($email: String!, $password: String!) {
  signIn(input: { email: $email, password: $password }) { token viewer { email } } }"""
WHO = "{ viewer { email } }"
AMEND = """mutation ($input: AmendChallengeInput!) {
  amendChallenge(input: $input) { challenge { id revision } } }"""
PUBLISH = """mutation ($input: PublishChallengeInput!) {
  publishChallenge(input: $input) { challenge { id revision } } }"""
CLOSE = """mutation ($input: CloseChallengeInput!) {
  closeChallenge(input: $input) { challenge { id revision } } }"""


async def ask(client, query, *, headers=None, **variables):
    return await client.post(
        "/graphql", json={"query": query, "variables": variables}, headers=headers
    )


async def sign_in(client, email=CLERK):
    answer = await ask(client, SIGN_IN, email=email, password=DEMO_PASSWORD)
    return answer.json()["data"]["signIn"]["token"]


async def tokens_of(client, *emails):
    """A session for each, and no cookie of any."""
    found = []
    for email in emails:
        found.append(await sign_in(client, email))
        client.cookies.clear()
    return found


def bearer(token):
    return {"authorization": b"Bearer " + token.encode()}


def code(answer):
    return answer.json()["errors"][0]["extensions"]["code"]


def made(**more):
    return {
        "id": str(uuid4()),
        "title": "橋の点検を続ける人手が足りない(架空)",
        "problem": "小さな橋の点検を五年ごとに続ける職員が減り、点検の記録も紙のままです。",
        "budgetStage": "INFORMATION",
        **of_a_need_typed(),
        **more,
    }


async def test_signing_in_opens_a_new_session_each_time(town):
    async with town.client() as one, town.client() as other:
        tokens = [await sign_in(one), await sign_in(other)]
        assert len(set(tokens)) == 2
        assert [one.cookies["sid"], other.cookies["sid"]] == tokens
        for token in tokens:
            answer = await ask(other, WHO, headers=bearer(token))
            assert answer.json()["data"]["viewer"] == {"email": CLERK}


async def test_a_token_that_was_never_given_is_nobodys(town):
    async with town.client() as client:
        for token in ("a" * 43, "x", "a" * 5_000, "あ" * 20, "' or 1=1"):
            answer = await ask(client, WHO, headers=bearer(token))
            assert answer.json() == {"data": {"viewer": None}}, token
            denied = await ask(client, PUBLISH, headers=bearer(token), input=made())
            assert code(denied) == "UNAUTHENTICATED", token


async def test_a_header_goes_before_a_cookie(town):
    async with town.client() as one, town.client() as other:
        await sign_in(one)
        token = await sign_in(other, MEMBER)
        answer = await ask(one, WHO, headers=bearer(token))

    assert answer.json()["data"]["viewer"] == {"email": MEMBER}


async def test_a_cookie_needs_a_sign_that_the_request_comes_from_here(town):
    async with town.client() as client:
        token = await sign_in(client)
        secret = Keyring(town.settings.keys_path).secret("gateway")
        del client.headers["origin"]
        refused = await ask(client, WHO)
        assert (refused.status_code, code(refused)) == (403, "FORBIDDEN")
        assert "Bearer" in refused.json()["errors"][0]["message"]
        for headers in (
            {"sec-fetch-site": "cross-site"},
            {"sec-fetch-site": "same-site"},
            {"x-csrf-token": ""},
            {"x-csrf-token": "a" * 80},
            {"x-csrf-token": b"\xe9"},
            {"x-csrf-token": form_mark(secret, "another session")},
            {"referer": town.url},
        ):
            assert (await ask(client, WHO, headers=headers)).status_code == 403, headers
        for headers in (
            {"sec-fetch-site": "same-origin"},
            {"x-csrf-token": form_mark(secret, token)},
            {"origin": town.url},
            bearer(token),
        ):
            answer = await ask(client, WHO, headers=headers)
            assert answer.json()["data"]["viewer"] == {"email": CLERK}, headers


@pytest.mark.parametrize("origin", ["null", "http://evil.example", "http://127.0.0.1", "*"])
async def test_a_foreign_origin_is_refused_whoever_asks(town, origin):
    async with town.client() as client:
        token = await sign_in(client)
        client.cookies.clear()
        for headers in ({"origin": origin}, {"origin": origin, **bearer(token)}):
            answer = await ask(client, WHO, headers=headers)
            assert (answer.status_code, code(answer)) == (403, "FORBIDDEN")
            assert "access-control-allow-origin" not in answer.headers


async def test_a_preflight_promises_nothing(town):
    headers = {"origin": "https://evil.example", "access-control-request-method": "POST"}
    async with town.client() as client:
        answer = await client.options("/graphql", headers=headers)

    assert not [name for name in answer.headers if name.startswith("access-control")]


async def test_a_hash_alone_is_asked_for_its_text(town):
    """Q18."""
    digest = hashlib.sha256(WHO.encode()).hexdigest()
    extensions = {"persistedQuery": {"version": 1, "sha256Hash": digest}}
    async with town.client() as client:
        alone = await client.post("/graphql", json={"extensions": extensions})
        whole = await client.post("/graphql", json={"query": WHO, "extensions": extensions})
        other = await client.post("/graphql", json={"query": WHO + " ", "extensions": extensions})

    assert (alone.status_code, code(alone)) == (400, "PERSISTED_QUERY_NOT_FOUND")
    assert alone.json()["errors"][0]["message"] == "PersistedQueryNotFound"
    assert whole.json() == {"data": {"viewer": None}}
    assert (other.status_code, code(other)) == (400, "BAD_REQUEST")


async def test_an_operation_is_chosen_by_its_name(town):
    query = "query A { viewer { email } } query B { offers(first: 1) { nodes { __typename } } }"
    async with town.client() as client:
        chosen = await client.post("/graphql", json={"query": query, "operationName": "A"})
        unknown = await client.post(
            "/graphql", json={"query": query, "operationName": "C" * 10_000}
        )

    assert chosen.json() == {"data": {"viewer": None}}
    assert (unknown.status_code, code(unknown)) == (400, "BAD_REQUEST")
    assert len(unknown.content) < 1_000


@pytest.mark.parametrize(
    "body",
    [
        {"query": WHO, "variables": {"a": 10**400}},
        {"query": WHO, "variables": {"a" * 10_000: 1}},
        {"query": WHO, "variables": None, "operationName": None},
        {"query": "\ufeff" + WHO},
    ],
)
async def test_what_is_not_used_does_no_harm(town, body):
    async with town.client() as client:
        answer = await client.post("/graphql", json=body)

    assert answer.json() == {"data": {"viewer": None}}


@pytest.mark.parametrize("search", ["%%%%", "_" * 200, "\\", "'; drop table challenges", "🙂" * 50])
async def test_what_is_searched_for_is_text_and_nothing_else(town, search):
    """Q16."""
    query = "query ($search: String) { challenges(search: $search) { totalCount } }"
    async with town.client() as client:
        answer = await ask(client, query, search=search)

    assert answer.json() == {"data": {"challenges": {"totalCount": 0}}}


@pytest.mark.parametrize(
    ("arguments", "field"),
    [
        ("first: 0", "first"),
        ("first: -1", "first"),
        ("first: 101", "first"),
        ("first: 1000000000", "first"),
        ('after: "x"', "after"),
        (f'search: "{"a" * 201}"', "search"),
        (r'search: "\u0000"', "search"),
    ],
)
@pytest.mark.parametrize("name", ["challenges", "offers", "organizations", "municipalities"])
async def test_what_a_list_cannot_be_asked_is_said_by_field(town, name, arguments, field):
    """Q13, B04."""
    async with town.client() as client:
        answer = await ask(client, f"{{ {name}({arguments}) {{ totalCount }} viewer {{ email }} }}")

    (error,) = answer.json()["errors"]
    assert answer.json()["data"] == {name: None, "viewer": None}
    assert error["extensions"]["code"] == "VALIDATION"
    assert [problem["field"] for problem in error["extensions"]["fields"]] == [field]


@pytest.mark.parametrize("arguments", ["first: 1, last: 1", "before: 1", "orderBy: email", "in: 1"])
async def test_what_no_list_takes_is_refused(town, arguments):
    async with town.client() as client:
        answer = await ask(client, f"{{ challenges({arguments}) {{ totalCount }} }}")

    assert (answer.status_code, code(answer)) == (400, "BAD_REQUEST")


async def test_pages_follow_each_other_without_gap_or_double(town):
    query = """query ($after: String) { offers(first: 5, after: $after) { totalCount nodes { id }
      edges { cursor node { id } } pageInfo { hasNextPage hasPreviousPage startCursor endCursor }
    } }"""
    seen, after = [], None
    async with town.client() as client:
        while True:
            page = (await ask(client, query, after=after)).json()["data"]["offers"]
            ids = [node["id"] for node in page["nodes"]]
            assert ids == [edge["node"]["id"] for edge in page["edges"]]
            assert page["pageInfo"]["hasPreviousPage"] is (after is not None)
            assert page["pageInfo"]["startCursor"] == page["edges"][0]["cursor"]
            assert page["pageInfo"]["endCursor"] == page["edges"][-1]["cursor"]
            seen += ids
            after = page["pageInfo"]["endCursor"]
            if not page["pageInfo"]["hasNextPage"]:
                break

    assert len(seen) == len(set(seen)) == page["totalCount"]


async def test_one_key_of_one_account_is_one_change_of_one_kind(town):
    """Q21, Q22: fifty at once; another body, another change, another account."""
    async with town.client() as client:
        clerk, member = await tokens_of(client, CLERK, MEMBER)
        new = made()
        await ask(client, PUBLISH, headers=bearer(clerk), input=new)
        key = str(uuid4())
        change = {**new, "revision": 1, "title": "橋の点検の人手(架空)", "idempotencyKey": key}

        answers = await asyncio.gather(
            *(ask(client, AMEND, headers=bearer(clerk), input=change) for _ in range(50))
        )
        bodies = [answer.json() for answer in answers if code_or_none(answer) != "BUSY"]
        assert bodies
        assert all(body == bodies[0] for body in bodies)
        assert bodies[0]["data"]["amendChallenge"]["challenge"]["revision"] == 2

        end = {"id": new["id"], "revision": 2, "reason": "WITHDRAWN", "idempotencyKey": key}
        other = await ask(client, CLOSE, headers=bearer(clerk), input=end)
        assert other.json()["errors"][0]["extensions"]["fields"] == [
            {"field": "idempotencyKey", "problem": "used_otherwise", "limit": None}
        ]
        theirs = made(direction="PRIVATE_CALL", idempotencyKey=key)
        answer = await ask(client, PUBLISH, headers=bearer(member), input=theirs)
        assert answer.json()["data"]["publishChallenge"]["challenge"]["id"] == theirs["id"]


def code_or_none(answer):
    return code(answer) if "errors" in answer.json() else None


async def test_nobody_changes_what_is_anothers(town):
    """Neither by its id nor by a key; it is like what is not there."""
    async with town.client() as client:
        clerk, member = await tokens_of(client, CLERK, MEMBER)
        mine = made()
        await ask(client, PUBLISH, headers=bearer(clerk), input=mine)
        change = {**mine, "revision": 1, "title": "別の人が変えた題名(架空)"}
        theirs = await ask(client, AMEND, headers=bearer(member), input=change)
        nothing = await ask(
            client, AMEND, headers=bearer(member), input={**change, "id": str(uuid4())}
        )
        query = "query ($id: ID!) { challenge(id: $id) { title revision } }"
        seen = await ask(client, query, id=mine["id"])

    assert code(theirs) == code(nothing) == "NOT_FOUND"
    assert seen.json()["data"]["challenge"] == {"title": mine["title"], "revision": 1}


async def test_a_matched_list_is_of_its_own_organization(town):
    """Q15: null and the error at the denied node; what is beside it stays."""
    query = """{ viewer { organization { id } }
      organizations(first: 3, kind: COMPANY) { nodes { id matchesForYou { totalCount } } } }"""
    async with town.client() as client:
        await sign_in(client)
        answer = (await ask(client, query)).json()

    nodes = answer["data"]["organizations"]["nodes"]
    assert [node["matchesForYou"] for node in nodes] == [None] * 3
    assert {error["extensions"]["code"] for error in answer["errors"]} == {"NOT_FOUND"}
    assert [error["path"] for error in answer["errors"]] == [
        ["organizations", "nodes", number, "matchesForYou"] for number in range(3)
    ]


async def test_many_lists_of_matches_at_once_are_answered(town):
    """More than a service takes at a time."""
    lists = " ".join(
        f"a{n}: challenges(first: 14) {{ nodes {{ matches(first: 1) {{ totalCount }} }} }}"
        for n in range(8)
    )
    async with town.client() as client:

        async def answered():
            answer = (await ask(client, f"{{ {lists} }}")).json()
            return "errors" not in answer and len(answer["data"]["a7"]["nodes"]) >= 10

        assert await eventually(answered)


def test_a_mark_is_new_each_time_and_good_for_its_session_alone():
    first, second = form_mark(b"secret", "a"), form_mark(b"secret", "a")

    assert first != second
    for mark in (first, second):
        assert is_form_mark(b"secret", "a", mark)
        assert not is_form_mark(b"secret", "b", mark)
        assert not is_form_mark(b"other", "a", mark)
        assert not is_form_mark(b"secret", "a", mark[:-1])
    assert not is_form_mark(b"secret", "a", "")
    assert not is_form_mark(b"secret", "a", "\ud800" * 80)
