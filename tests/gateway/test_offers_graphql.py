"""Offers through GraphQL, from publishing to taking them back."""

from uuid import uuid4

from tests.gateway.test_graphql_bad_input import SIGNING_IN, ask, first
from tests.platform import DEMO_PASSWORD

PUBLISH = """mutation ($input: PublishOfferInput!) {
  publishOffer(input: $input) { offer { id costYen reach revision state } } }"""
AMEND = """mutation ($input: AmendOfferInput!) {
  amendOffer(input: $input) { offer { revision costYen } } }"""
WITHDRAW = """mutation ($input: WithdrawOfferInput!) {
  withdrawOffer(input: $input) { offer { state } } }"""
SEEN = "query ($id: ID!) { offer(id: $id) { title } }"


async def member(town):
    answer = await ask(town, SIGNING_IN, e="member@katazuke.example", p=DEMO_PASSWORD)
    return answer.json()["data"]["signIn"]["token"]


def made(**more):
    return {
        "id": str(uuid4()),
        "title": "草刈りの機械を貸し出します(架空)",
        "text": "斜面でも使える草刈りの機械を、使い方の講習と一緒に自治体へ貸し出します。",
        "reach": ["福岡県"],
        "costYen": 3_000_000_000,
        **more,
    }


async def test_an_offer_lives_from_publishing_to_taking_back(town):
    token, given = await member(town), made()

    new = (await ask(town, PUBLISH, token=token, input=given)).json()["data"]
    assert new["publishOffer"]["offer"] == {
        "id": given["id"],
        "costYen": 3_000_000_000,
        "reach": ["福岡県"],
        "revision": 1,
        "state": "PUBLISHED",
    }
    change = made(id=given["id"], revision=1, costYen=0)
    changed = (await ask(town, AMEND, token=token, input=change)).json()["data"]
    assert changed["amendOffer"]["offer"] == {"revision": 2, "costYen": 0}
    gone = await ask(town, WITHDRAW, token=token, input={"id": given["id"], "revision": 2})
    assert gone.json()["data"]["withdrawOffer"]["offer"]["state"] == "WITHDRAWN"
    assert first(await ask(town, SEEN, id=given["id"]))["extensions"]["code"] == "NOT_FOUND"
    assert "errors" not in (await ask(town, SEEN, id=given["id"], token=token)).json()


async def test_a_price_is_a_whole_number_that_is_not_negative(town):
    token = await member(town)

    for wrong in (1.5, "1", True, -1):
        answer = await ask(town, PUBLISH, token=token, input=made(costYen=wrong))
        assert first(answer)["extensions"]["code"] == "VALIDATION"
        assert first(answer)["extensions"]["fields"][0]["field"] == "costYen"
