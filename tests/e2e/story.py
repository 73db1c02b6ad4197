"""The story of issue A, told by a plain HTTP client to any town that holds the sample."""

from __future__ import annotations

import time
from typing import Any
from uuid import uuid4

import httpx

from tests.eventually import eventually
from tests.needs import of_a_need_typed
from tests.platform import DEMO_PASSWORD

CLERK = "clerk@shiomihara.example"
MEMBER = "member@katazuke.example"

MATCHES = """
query ($search: String) {
  challenges(first: 1, search: $search, state: OPEN) {
    totalCount
    nodes {
      id title
      organization { name }
      matches(first: 5) {
        totalCount
        nodes {
          rank score
          challenge { id }
          offer { id title organization { id name } }
          reasons { term contribution challengeText offerText }
        }
      }
    }
  }
}
"""
FROM_THE_OFFER = """
query ($id: ID!) { offer(id: $id) { title matches(first: 20) { nodes { rank challenge { id } } } } }
"""
SIGN_IN = """
mutation ($email: String!, $password: String!) {
  signIn(input: { email: $email, password: $password }) { token viewer { name role } }
}
"""
PUBLISH = """
mutation ($input: PublishChallengeInput!) {
  publishChallenge(input: $input) { challenge { id revision state } }
}
"""
MATCHED = """
query ($id: ID!) {
  challenge(id: $id) {
    matches(first: 5) { nodes { score offer { organization { name } } reasons { term } } }
  }
}
"""
FOR_ME = """
{ viewer {
    organization { name matchesForYou(first: 50) { nodes { rank score challenge { id title } } } }
    notifications(first: 50) { totalCount nodes { challenge { id } } }
} }
"""


class Client:
    """A program that keeps the token it was given."""

    def __init__(self, url: str) -> None:
        self._http = httpx.AsyncClient(base_url=url, timeout=60)
        self._token: str | None = None

    async def ask(self, query: str, **variables: Any) -> Any:
        """``data`` of the answer; fails on any error."""
        headers = {"Authorization": f"Bearer {self._token}"} if self._token else {}
        body = {"query": query, "variables": variables}
        answer = await self._http.post("/graphql", json=body, headers=headers)
        found = answer.json()
        assert "errors" not in found, found
        return found["data"]

    async def sign_in(self, email: str) -> None:
        data = await self.ask(SIGN_IN, email=email, password=DEMO_PASSWORD)
        self._token = data["signIn"]["token"]

    async def close(self) -> None:
        await self._http.aclose()


async def tell(url: str) -> float:
    """The whole story; returns the seconds from publishing to matches."""
    visitor, clerk = Client(url), Client(url)
    try:
        await _browse(visitor)
        await clerk.sign_in(CLERK)
        return await _publish(url, clerk)
    finally:
        await visitor.close()
        await clerk.close()


async def _browse(visitor: Client) -> None:
    """Pick a challenge, see the offers that fit it and why, from both sides."""
    data = await visitor.ask(MATCHES, search="空き家")
    challenge = data["challenges"]["nodes"][0]
    best = challenge["matches"]["nodes"][0]
    assert best["rank"] == 1
    assert 0 < best["score"] <= 1
    assert best["challenge"]["id"] == challenge["id"]
    assert best["reasons"][0]["challengeText"]
    assert best["reasons"][0]["offerText"]
    back = await visitor.ask(FROM_THE_OFFER, id=best["offer"]["id"])
    assert challenge["id"] in [m["challenge"]["id"] for m in back["offer"]["matches"]["nodes"]]


async def _publish(url: str, clerk: Client) -> float:
    """Publish in Japanese; matches within two seconds, one notification, matches for you."""
    challenge_id = str(uuid4())
    made = {
        "id": challenge_id,
        "title": "空き家の家財の片付けと借り手さがしを進めたい(架空)",
        "problem": "空き家に家財が残り、片付けと修繕と借り手さがしが進みません。"
        "家財の片付けから借り手さがしまでを一続きで進める相手をさがしています。",
        "budgetStage": "INFORMATION",
        **of_a_need_typed(),
    }
    began = time.monotonic()
    data = await clerk.ask(PUBLISH, input=made)
    assert data["publishChallenge"]["challenge"] == {
        "id": challenge_id,
        "revision": 1,
        "state": "OPEN",
    }

    async def matches() -> Any:
        found = await clerk.ask(MATCHED, id=challenge_id)
        return found["challenge"]["matches"]["nodes"]

    found = await eventually(matches)
    seconds = time.monotonic() - began
    assert found[0]["reasons"]
    told = await eventually(lambda: _told(url, challenge_id))
    assert told == 1
    again = await clerk.ask(PUBLISH, input=made)  # sent twice, published once
    assert again == data
    return seconds


async def _told(url: str, challenge_id: str) -> int:
    """How often the member of the company that fits was told; it also sees the match."""
    member = Client(url)
    try:
        await member.sign_in(MEMBER)
        viewer = (await member.ask(FOR_ME))["viewer"]
        letters = [n["challenge"] for n in viewer["notifications"]["nodes"] if n["challenge"]]
        told = [challenge["id"] for challenge in letters].count(challenge_id)
        if told:
            mine = viewer["organization"]["matchesForYou"]["nodes"]
            assert challenge_id in [match["challenge"]["id"] for match in mine]
        return told
    finally:
        await member.close()
