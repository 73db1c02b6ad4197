"""Runs that can be repeated, asked for through GraphQL."""

from uuid import uuid4

import pytest

from tests.gateway.test_graphql_bad_input import SIGNING_IN, ask, first
from tests.platform import DEMO_PASSWORD

RUN = """mutation ($input: RunMatchesInput!) { runMatches(input: $input) { run {
  id length seed engine inputs inputsHash role } } }"""
SEEN = """query ($id: ID!) { matchRun(id: $id) { inputsHash lists(first: 2) { totalCount
  nodes { challengeId challenge { title } ranked { rank score offer { title } } }
  pageInfo { endCursor hasNextPage } } } }"""
DIFF = """query ($a: ID!, $b: ID!) { matchRunDiff(a: $a, b: $b) {
  sameEngine changedInputs differing { challengeId challenge { title }
  entered { offer { title } } } } }"""
AGAIN = """query ($id: ID!) { matchRunRecomputed(id: $id) {
  identical sameEngine changedInputs changed { id } } }"""


FOR_EVENT = """query ($event: ID) { challenges(first: 1) { nodes {
  matches(first: 3, eventId: $event) { nodes { rank } } } } }"""


async def signed_in_as(town, email):
    answer = await ask(town, SIGNING_IN, e=email, p=DEMO_PASSWORD)
    return answer.json()["data"]["signIn"]["token"]


async def test_an_auditor_makes_a_run_looks_at_it_and_makes_it_again(town):
    token, key = await signed_in_as(town, "auditor@enishi.example"), str(uuid4())

    made = (await ask(town, RUN, token=token, input={"id": key, "length": 3})).json()
    run = made["data"]["runMatches"]["run"]
    assert (run["id"], run["length"], run["seed"], run["role"]) == (key, 3, 0, "AUDITOR")
    seen = (await ask(town, SEEN, token=token, id=key)).json()["data"]["matchRun"]
    assert seen["inputsHash"] == run["inputsHash"]
    assert seen["lists"]["pageInfo"]["hasNextPage"] == (seen["lists"]["totalCount"] > 2)
    ranks = [offer["rank"] for offer in seen["lists"]["nodes"][0]["ranked"]]
    assert ranks == list(range(1, len(ranks) + 1))
    again = (await ask(town, AGAIN, token=token, id=key)).json()["data"]["matchRunRecomputed"]
    assert again["sameEngine"]
    assert again["identical"] or again["changedInputs"]  # others publish in this town meanwhile
    diff = (await ask(town, DIFF, token=token, a=key, b=key)).json()["data"]["matchRunDiff"]
    assert diff == {"sameEngine": True, "changedInputs": 0, "differing": []}


async def test_a_clerk_and_a_visitor_make_and_see_no_run(town):
    clerk = await signed_in_as(town, "clerk@shiomihara.example")
    for token, code in ((clerk, "FORBIDDEN"), (None, "UNAUTHENTICATED")):
        for query, variables in (
            (RUN, {"input": {"id": str(uuid4())}}),
            (SEEN, {"id": str(uuid4())}),
            (AGAIN, {"id": str(uuid4())}),
            (DIFF, {"a": str(uuid4()), "b": str(uuid4())}),
        ):
            answer = await ask(town, query, token=token, **variables)
            assert first(answer)["extensions"]["code"] == code


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ({"id": "x"}, "VALIDATION"),
        ({"length": 0}, "VALIDATION"),
        ({"length": 51}, "VALIDATION"),
        ({"challengeId": "x"}, "VALIDATION"),
        ({"challengeId": str(uuid4())}, "NOT_FOUND"),
    ],
)
async def test_a_run_that_cannot_be_is_refused(town, given, code):
    token = await signed_in_as(town, "coordinator@tsutsumi.example")

    answer = await ask(town, RUN, token=token, input={"id": str(uuid4()), **given})

    assert first(answer)["extensions"]["code"] == code


@pytest.mark.parametrize("key", ["x", "6d0c6a54-0b0f-4d5f-9d1f-0f5a53f2f0a1"])
async def test_a_run_that_is_not_there_is_not_found(town, key):
    token = await signed_in_as(town, "auditor@enishi.example")

    for query, variables in (
        (SEEN, {"id": key}),
        (AGAIN, {"id": key}),
        (DIFF, {"a": key, "b": key}),
    ):
        answer = await ask(town, query, token=token, **variables)
        assert first(answer)["extensions"]["code"] == "NOT_FOUND"


async def test_lists_are_ranked_as_an_event_weighs_and_no_event_is_not_found(town):
    plain = (await ask(town, FOR_EVENT)).json()
    assert "errors" not in plain
    for key in ("x", "6d0c6a54-0b0f-4d5f-9d1f-0f5a53f2f0a1"):
        assert first(await ask(town, FOR_EVENT, event=key))["extensions"]["code"] == "NOT_FOUND"
