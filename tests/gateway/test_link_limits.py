"""Links of letters are not found by guessing, by whatever door they are tried."""

import secrets
from collections import Counter

import pytest

from tests.gateway.test_http_settings import gateway
from tests.patience import no_time_passes

LOOK = "query ($token: String!) { found: %s(token: $token) { __typename } }"
ACCEPT = """mutation ($token: String!) { acceptInvitation(
  input: { token: $token, email: "x@shi.example", name: "x", password: "amagumo no shita de" })
  { token } }"""
CONFIRM = """mutation ($token: String!) { confirmRegistration(input: { token: $token })
  { registration { name } } }"""
DOORS = (LOOK % "invitation", LOOK % "registration", ACCEPT, CONFIRM)


@pytest.fixture(autouse=True)
def limits(monkeypatch):
    no_time_passes(monkeypatch)


async def test_ten_thousand_guesses_through_four_doors_find_nothing_and_are_stopped(platform):
    said = Counter()
    most = {"requests_per_minute": 1_000_000, "sign_ins_per_minute": 60}
    async with gateway(platform.settings, **most) as client:
        for number in range(10_000):
            variables = {"token": secrets.token_urlsafe(32)}
            query = {"query": DOORS[number % len(DOORS)], "variables": variables}
            answer = (await client.post("/graphql", json=query)).json()
            said[answer["errors"][0]["extensions"]["code"]] += 1

    assert set(said) == {"NOT_FOUND", "LIMIT"}
    assert said["NOT_FOUND"] == 60, said  # at once; and one more each second, were there time
