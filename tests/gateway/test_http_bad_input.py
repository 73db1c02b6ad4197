"""Bytes, encodings and JSON that cannot stand (reliability.md 3.1), and doors that stay shut."""

import json
from uuid import uuid4

import pytest

JSON = {"content-type": "application/json"}
ASK = {"query": "{ viewer { id } }"}


async def post(town, body, **headers):
    async with town.client() as client:
        return await client.post("/graphql", content=body, headers={**JSON, **headers})


def code(answer):
    return answer.json()["errors"][0]["extensions"]["code"]


@pytest.mark.parametrize(
    "body",
    [
        b"\xff\xfe",  # B01
        '{"query": "{ viewer { id } }"}'.encode("utf-16"),
        b'"x"',  # B02
        b"[]",
        b"",
        b"null",
        b'[{"query": "{ viewer { id } }"}]',  # Q07
        b"[" * 100_000,  # B03, and within the size
        b'{"query":' + b"[" * 40 + b"]" * 40 + b"}",
        b'{"query": "\\ud800"}',  # B05
        b'\xef\xbb\xbf{"query": "{ viewer { id } }"}',  # B06
        b'{"query": "{ viewer { id } }"} x',
        b'{"query": "{ viewer { id } }", "variables": {"a": NaN}}',
        b'{"query": "{ viewer { id } }", "variables": [1]}',  # Q17
        b'{"query": 1}',
        b'{"query": "{ viewer { id } }", "is_admin": true}',  # B08
        b'{"variables": {}}',
        b'{"query": "{ viewer { id } }", "query": "{ viewer { role } }"}',  # B07
    ],
)
async def test_a_body_that_is_no_operation_is_refused(town, body):
    answer = await post(town, body)

    assert answer.status_code in {400, 413}
    assert code(answer) in {"BAD_REQUEST", "TOO_LARGE"}


async def test_the_last_of_two_keys_counts_nowhere(town):
    signing = "mutation($i: SignInInput!) { signIn(input: $i) { token } }"
    given = b'{"email": "a@city.example", "email": "b@city.example", "password": "x"}'
    body = b'{"query": "%s", "variables": {"i": %s}}' % (signing.encode(), given)

    answer = await post(town, body)

    assert (answer.status_code, code(answer)) == (400, "BAD_REQUEST")


async def test_a_body_that_is_too_large_is_refused(town):
    answer = await post(town, json.dumps({"query": "{" + "a " * 60_000 + "}"}).encode())

    assert (answer.status_code, code(answer)) == (413, "TOO_LARGE")


@pytest.mark.parametrize(
    "media",
    [
        "application/json; charset=shift_jis",
        "text/plain",
        "application/x-www-form-urlencoded",
        "multipart/form-data; boundary=x",
        "",
    ],
)
async def test_only_json_in_utf8_is_taken(town, media):
    answer = await post(town, json.dumps(ASK).encode(), **{"content-type": media})

    assert (answer.status_code, code(answer)) == (415, "UNSUPPORTED_MEDIA_TYPE")


async def test_a_packed_body_is_refused(town):
    answer = await post(town, b"\x1f\x8b", **{"content-encoding": "gzip"})

    assert answer.status_code == 415


@pytest.mark.parametrize("method", ["GET", "PUT", "DELETE", "PATCH"])
async def test_graphql_is_asked_by_post_alone(town, method):
    async with town.client() as client:
        answer = await client.request(method, "/graphql?query={viewer{id}}")

    assert answer.status_code == 405


@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1.evil.example", ""])
async def test_another_host_is_not_served(town, host):
    async with town.client() as client:
        answer = await client.get(
            "/readyz", headers={"host": host, "x-forwarded-host": town.url[7:]}
        )

    assert answer.status_code in {400, 421}


@pytest.mark.parametrize(
    "path", ["/..%2f..%2fetc/passwd", "/static/..%2f..%2fapp.py", "/static/%00", "/nothing"]
)
async def test_no_path_leads_out(town, path):
    async with town.client() as client:
        answer = await client.get(path)

    assert answer.status_code in {400, 404}
    assert "root:" not in answer.text


async def test_every_answer_carries_what_keeps_people_safe(town):
    async with town.client() as client:
        for answer in (
            await client.get("/readyz"),
            await client.get("/nothing"),
            await client.post("/graphql", json=ASK),
        ):
            assert "script-src 'self'" in answer.headers["content-security-policy"]
            assert answer.headers["x-content-type-options"] == "nosniff"
            assert answer.headers["cache-control"] == "no-store"
            assert "server" not in answer.headers


async def test_many_ways_to_claim_an_address_do_not_help(town):
    """B20: the limit counts the peer; here it only has to be answered alike."""
    async with town.client() as client:
        answers = [
            await client.post("/graphql", json=ASK, headers={"x-forwarded-for": f"1.2.3.{n}"})
            for n in range(5)
        ]

    assert {answer.status_code for answer in answers} == {200}


async def test_an_unknown_id_of_a_request_is_never_an_error_of_ours(town):
    async with town.client() as client:
        for given in (str(uuid4()), "1", "' or 1=1", "Q2hhbGxlbmdlOjE=", "\u0000"):
            query = "query ($id: ID!) { challenge(id: $id) { title } }"
            answer = await client.post(
                "/graphql", json={"query": query, "variables": {"id": given}}
            )
            assert answer.status_code == 200
            assert answer.json()["data"] == {"challenge": None}
            assert code(answer) == "NOT_FOUND"
