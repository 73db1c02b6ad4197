"""Documents that are refused (reliability.md 3.2), and that refusing them is all that happens."""

import asyncio
from uuid import uuid4

import pytest

from tests.needs import of_a_need_typed
from tests.platform import DEMO_PASSWORD

CLERK = "clerk@shiomihara.example"
SIGNING_IN = """
mutation ($e: String!, $p: String!) { signIn(input: { email: $e, password: $p }) { token } }
"""


async def ask(town, query, *, token=None, **variables):
    headers = {"authorization": f"Bearer {token}"} if token else {}
    async with town.client() as client:
        body = {"query": query, "variables": variables}
        return await client.post("/graphql", json=body, headers=headers)


@pytest.fixture
async def clerk(town):
    answer = await ask(
        town,
        SIGNING_IN,
        e=CLERK,
        p=DEMO_PASSWORD,
    )
    return answer.json()["data"]["signIn"]["token"]


def first(answer):
    return answer.json()["errors"][0]


EIGHT = "{ nodes { id title problem evidence affected state revision } }"
SIGN_IN = 'a%s: signIn(input: {email: "a@b.example", password: "x"}) { token } '


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("{" + "a " * 2_000 + "}", "QUERY_TOO_LARGE"),  # Q01
        ("{" * 5_000, "BAD_REQUEST"),  # Q02
        (
            "{ challenges { nodes {"
            + "organization { municipality { " * 4
            + "name"
            + " } }" * 4
            + "} } }",
            "BAD_REQUEST",
        ),
        ("mutation {" + "".join(SIGN_IN % n for n in range(2)) + "}", "BAD_REQUEST"),  # Q03
        ("{" + "".join(f"a{n}: viewer {{ id }} " for n in range(16)) + "}", "BAD_REQUEST"),
        ("{ viewer {" + "id " * 300 + "} }", "QUERY_TOO_LARGE"),  # Q04
        ("{ viewer " + "@include(if: true) " * 60 + "{ id } }", "BAD_REQUEST"),  # Q05
        ("{ viewer @nothing { id } }", "BAD_REQUEST"),
        ("{ ...A } fragment A on Query { ...B } fragment B on Query { ...A }", "BAD_REQUEST"),
        ("{ ...A }", "BAD_REQUEST"),  # Q06
        ("{ viewer { id } } fragment A on Query { viewer { id } }", "BAD_REQUEST"),
        ("{ __schema { types { name } } }", "BAD_REQUEST"),  # Q08
        ('{ __type(name: "Query") { name } }', "BAD_REQUEST"),
        ("{ challengez { nodes { id } } }", "BAD_REQUEST"),  # Q09
        ("{ challenges { nodes { titel } } }", "BAD_REQUEST"),
        (
            "{" + "".join(f"a{n}: challenges(first: 100) {EIGHT} " for n in range(8)) + "}",
            "COST",
        ),  # Q24
        ("", "BAD_REQUEST"),
        ("subscription { viewer { id } }", "BAD_REQUEST"),
        ("{ challenge(id: 1.5) { title } }", "BAD_REQUEST"),
        ("query ($id: ID!) { challenge(id: $id) { title } }", "BAD_REQUEST"),  # Q17
        ("query A { viewer { id } } query B { viewer { id } }", "BAD_REQUEST"),
    ],
)
async def test_a_document_that_cannot_stand_is_refused(town, query, expected):
    answer = await ask(town, query)

    assert first(answer)["extensions"]["code"] == expected
    assert "Did you mean" not in answer.text
    assert answer.json().get("data") is None


@pytest.mark.parametrize("number", [0, -1, 101, 2_000_000_000])
async def test_a_page_has_1_to_100_rows(town, number):
    answer = await ask(town, "query ($n: Int!) { challenges(first: $n) { totalCount } }", n=number)

    assert first(answer)["extensions"]["code"] in {"VALIDATION", "COST"}


async def test_a_cursor_is_good_for_the_list_it_was_given_for(town, clerk):
    query = """query ($after: String, $search: String) {
      challenges(first: 1, after: $after, search: $search) {
        pageInfo { endCursor hasNextPage } } }"""
    answer = await ask(town, query)
    cursor = answer.json()["data"]["challenges"]["pageInfo"]["endCursor"]

    assert "errors" not in (await ask(town, query, after=cursor)).json()
    for answer in (
        await ask(town, query, after=cursor, search="別の一覧"),
        await ask(town, query, after=cursor, token=clerk),
        await ask(town, "query ($a: String) { offers(after: $a) { totalCount } }", a=cursor),
        await ask(town, query, after=cursor[:-2] + "AA"),
        await ask(town, query, after="' or 1=1 --"),
        await ask(town, query, after=""),
    ):
        assert first(answer)["extensions"]["fields"] == [
            {"field": "after", "problem": "unknown_cursor", "limit": None}
        ]


async def test_a_visitor_may_look_and_not_do(town):
    for query in (
        'mutation { withdrawOffer(input: {id: "x", revision: 1}) { offer { id } } }',
        "mutation { markNotificationsRead(input: {}) { unreadNotifications } }",
    ):
        assert first(await ask(town, query))["extensions"]["code"] == "UNAUTHENTICATED"
    answer = await ask(town, "{ viewer { email } }", token="x" * 43)
    assert answer.json() == {"data": {"viewer": None}}


PUBLISH = """mutation ($input: PublishChallengeInput!) {
  publishChallenge(input: $input) { challenge { id revision title } } }"""
AMEND = """mutation ($input: AmendChallengeInput!) {
  amendChallenge(input: $input) { challenge { id revision title } } }"""


def made(**more):
    return {
        "id": str(uuid4()),
        "title": "公園の草刈りの担い手がいない(架空)",
        "problem": "公園の草刈りを続けてきた人たちが高齢になり、夏の草刈りが間に合いません。",
        "budgetStage": "INFORMATION",
        **of_a_need_typed(),
        **more,
    }


@pytest.mark.parametrize(
    ("given", "field", "problem"),
    [
        ({"title": "あ" * 121}, "title", "too_long"),  # B14
        ({"title": ""}, "title", "required"),
        ({"title": "みじか"}, "title", "too_short"),
        ({"problem": "a\u0000" * 20}, "problem", "control_characters"),  # B04
        ({"problem": "名前\u202e" * 20}, "problem", "control_characters"),  # B11
        ({"title": "名前を\u00ad変える"}, "title", "control_characters"),
        ({"title": "名前を\u061c変える"}, "title", "control_characters"),
        ({"title": "名前を\u3164変える"}, "title", "control_characters"),
        ({"title": "a" + "\u0301" * 50}, "title", "stacked_marks"),  # B13
        ({"triedBefore": "あ" * 4_001}, "triedBefore", "too_long"),
        ({"answerBy": "2020-01-01"}, "answerBy", "too_soon"),
        ({"id": "not-an-id"}, "id", "wrong_form"),
        ({"tags": ["x"] * 21}, "tags", "too_long"),
        ({"idempotencyKey": "k" * 256}, "idempotencyKey", "too_long"),  # Q23
        ({"idempotencyKey": ""}, "idempotencyKey", "required"),
        ({"idempotencyKey": "\u0000"}, "idempotencyKey", "control_characters"),
        ({"direction": "PRIVATE_CALL"}, "direction", "wrong_side"),
    ],
)
async def test_the_field_that_cannot_stand_is_named(town, clerk, given, field, problem):
    answer = await ask(town, PUBLISH, token=clerk, input=made(**given))

    found = first(answer)["extensions"]
    assert found["code"] == "VALIDATION"
    assert found["messageJa"]
    assert [(each["field"], each["problem"]) for each in found["fields"]] == [(field, problem)]


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"title": 5}, "title"),  # B09
        ({"tags": [1]}, "tags"),
        ({"budgetStage": "SOON"}, "budgetStage"),
        ({"answerBy": "2026-02-30"}, "answerBy"),  # B10
        ({"answerBy": "0000-00-00"}, "answerBy"),
        ({"answerBy": "10000-01-01"}, "answerBy"),
        ({"revision": 2**31}, "revision"),
        ({"revision": 2**63}, "revision"),
        ({"revision": True}, "revision"),
        ({"revision": "1"}, "revision"),
        ({"title": None}, "title"),
    ],
)
async def test_a_value_of_another_kind_is_refused_by_its_field(town, clerk, given, field):
    answer = await ask(town, PUBLISH, token=clerk, input=made(**given))

    found = first(answer)["extensions"]
    assert answer.status_code == 400
    assert found["code"] == "VALIDATION"
    assert [(each["field"], each["problem"]) for each in found["fields"]] == [(field, "wrong_form")]
    assert answer.json().get("data") is None


async def test_a_field_that_is_not_there_is_refused(town, clerk):
    """B08; and what came with it is not repeated."""
    answer = await ask(town, PUBLISH, token=clerk, input=made(isAdmin=True, note="ないしょ"))

    assert (answer.status_code, first(answer)["extensions"]["code"]) == (400, "BAD_REQUEST")
    assert "ないしょ" not in answer.text


async def test_a_limit_is_reached_and_not_passed(town, clerk):
    answer = await ask(town, PUBLISH, token=clerk, input=made(title="あ" * 120))

    assert answer.json()["data"]["publishChallenge"]["challenge"]["title"] == "あ" * 120


async def test_one_key_is_one_change(town, clerk):
    """Q21, Q22."""
    new = (await ask(town, PUBLISH, token=clerk, input=made())).json()["data"]
    change = made(
        id=new["publishChallenge"]["challenge"]["id"],
        revision=1,
        title="題名を変えました(架空)",
        idempotencyKey=str(uuid4()),
    )

    answers = await asyncio.gather(
        *(ask(town, AMEND, token=clerk, input=change) for _ in range(20))
    )

    bodies = [answer.json() for answer in answers]
    assert all(body == bodies[0] for body in bodies)
    assert bodies[0]["data"]["amendChallenge"]["challenge"]["revision"] == 2
    other = await ask(town, AMEND, token=clerk, input={**change, "title": "別の題名です(架空)"})
    assert first(other)["extensions"]["fields"][0]["problem"] == "used_otherwise"


async def test_a_stale_change_is_answered_with_the_newest(town, clerk):
    new = (await ask(town, PUBLISH, token=clerk, input=made())).json()["data"]
    challenge_id = new["publishChallenge"]["challenge"]["id"]
    change = made(id=challenge_id, revision=1, title="先に変えた題名(架空)")
    await ask(town, AMEND, token=clerk, input=change)

    answer = await ask(town, AMEND, token=clerk, input={**change, "title": "後から来た題名(架空)"})

    found = first(answer)["extensions"]
    assert found["code"] == "CONFLICT"
    assert (found["newest"]["title"], found["newest"]["revision"]) == ("先に変えた題名(架空)", 2)


async def test_two_changes_in_a_document_stand_or_fall_alone(town, clerk):
    """Q20."""
    query = """mutation ($a: PublishChallengeInput!, $b: PublishChallengeInput!) {
      a: publishChallenge(input: $a) { challenge { id } }
      b: publishChallenge(input: $b) { challenge { id } } }"""
    good, bad = made(), made(title="")

    await ask(town, query, token=clerk, a=good, b=bad)

    found = await ask(town, "query ($id: ID!) { challenge(id: $id) { revision } }", id=good["id"])
    assert found.json()["data"]["challenge"] == {"revision": 1}


async def test_a_draft_of_another_is_answered_like_what_is_not_there(town, clerk):
    draft = str(uuid4())
    saved = await ask(
        town,
        "mutation ($i: SaveChallengeDraftInput!) {"
        " saveChallengeDraft(input: $i) { challenge { id } } }",
        token=clerk,
        i={"id": draft, "title": "ひみつの下書き"},
    )
    assert "errors" not in saved.json()
    query = "query ($id: ID!) { challenge(id: $id) { title } }"

    theirs, nothing = await ask(town, query, id=draft), await ask(town, query, id=str(uuid4()))

    def same(answer):
        body = answer.json()
        body["errors"][0]["extensions"].pop("requestId")
        return answer.status_code, body

    assert same(theirs) == same(nothing)
    mine = await ask(town, query, id=draft, token=clerk)
    assert mine.json()["data"]["challenge"]["title"] == "ひみつの下書き"


async def test_what_an_organization_is_matched_with_is_its_own_business(town, clerk):
    """Q15: null and the error at the denied node only."""
    query = """{ organizations(first: 1, kind: COMPANY) { nodes {
      name matchesForYou { totalCount } } } }"""

    answer = await ask(town, query, token=clerk)

    assert first(answer)["extensions"]["code"] == "NOT_FOUND"
    assert first(answer)["path"][-1] == "matchesForYou"


async def test_a_session_ends_when_it_is_ended(town, clerk):
    assert (await ask(town, "{ viewer { email } }", token=clerk)).json()["data"]["viewer"]

    await ask(town, "mutation { signOut { done } }", token=clerk)

    assert (await ask(town, "{ viewer { email } }", token=clerk)).json()["data"]["viewer"] is None


async def test_another_site_cannot_act_with_a_cookie(town):
    """Q11, Q12, S18."""
    query = (
        "mutation ($e: String!, $p: String!) { signIn(input: {email: $e, password: $p}) { token } }"
    )
    async with town.client() as client:
        await client.post(
            "/graphql", json={"query": query, "variables": {"e": CLERK, "p": DEMO_PASSWORD}}
        )
        assert client.cookies
        mine = {"query": "{ viewer { email } }"}
        seen = await client.post("/graphql", json=mine)
        assert seen.json()["data"]["viewer"]["email"] == CLERK
        for origin in ("null", "https://evil.example", f"{town.url}.evil.example"):
            answer = await client.post("/graphql", json=mine, headers={"origin": origin})
            assert answer.status_code == 403
        del client.headers["origin"]
        assert (await client.post("/graphql", json=mine)).status_code == 403


async def test_wrong_and_unknown_are_answered_alike(town):
    query = (
        "mutation ($e: String!, $p: String!) { signIn(input: {email: $e, password: $p}) { token } }"
    )
    wrong = first(await ask(town, query, e="admin@enishi.example", p="wrong " * 4))
    unknown = first(await ask(town, query, e="nobody@enishi.example", p="wrong " * 4))

    for found in (wrong, unknown):
        found["extensions"].pop("requestId")
    assert wrong == unknown
    assert wrong["extensions"]["code"] == "UNAUTHENTICATED"


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("{ challenges(first: %s) { totalCount } }", "Expected value of type 'Int'"),
        ("query ($n: Int = %s) { challenges(first: $n) { totalCount } }", "Expected value of type"),
        ("{ challenges(first: -%s) { totalCount } }", "Expected value of type 'Int'"),
        (
            'mutation { publishOffer(input: { id: "x", costYen: %s }) { offer { id } } }',
            "Expected value of type 'PublishOfferInput' to include required field 'title'",
        ),
    ],
)
async def test_a_number_without_end_is_refused_in_plain_words(town, query, said):
    answer = await ask(town, query % ("9" * 90_000))

    assert answer.status_code == 400
    error = first(answer)
    assert error["message"].startswith(said)
    assert error["extensions"]["code"] == "BAD_REQUEST"
    for aside in ("digits", "sys.", "ound:", "9999", "encountered"):
        assert aside not in answer.text
