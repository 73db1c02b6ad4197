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
TEN = range(10)
GIVEN = ", ".join(f"$t{one}: String!" for one in TEN)
FIELDS = " ".join(
    f"a{one}: {('invitation', 'registration')[one % 2]}(token: $t{one}) {{ __typename }}"
    for one in TEN
)
LOOKS = f"query ({GIVEN}) {{ {FIELDS} }}"
"""Ten guesses in one request."""


@pytest.fixture(autouse=True)
def limits(monkeypatch):
    no_time_passes(monkeypatch)


def guess():
    return secrets.token_urlsafe(32)


async def test_ten_thousand_guesses_through_four_doors_find_nothing_and_are_stopped(platform):
    said = Counter()
    most = {"requests_per_minute": 1_000_000, "sign_ins_per_minute": 60}
    async with gateway(platform.settings, **most) as client:

        async def ask(query, **variables):
            asked = {"query": query, "variables": variables}
            answer = (await client.post("/graphql", json=asked)).json()
            said.update(error["extensions"]["code"] for error in answer["errors"])

        for door in DOORS * 5:
            await ask(door, token=guess())
        for _ in range(900):
            await ask(LOOKS, **{f"t{one}": guess() for one in TEN})
        for door in DOORS * 245:
            await ask(door, token=guess())

    assert set(said) == {"NOT_FOUND", "LIMIT"}
    assert said.total() == 10_000
    assert said["NOT_FOUND"] == 60, said  # at once; and one more each second, were there time
