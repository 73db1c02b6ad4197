"""Every route there is, found by itself: a new one that forgets its guard fails here."""

import re

import pytest
from litestar import Litestar
from litestar.di import Provide

from gateway import pages
from gateway.app import LARGEST
from gateway.context import open_context
from gateway.graphql import graphql
from gateway.health import livez, readyz
from gateway.pages.challenge_work.files import LARGEST_FORM
from tests.platform import DEMO_PASSWORD

SIGN_IN = """mutation ($email: String!, $password: String!) {
  signIn(input: { email: $email, password: $password }) { token } }"""
NOBODY = "00000000-0000-4000-8000-000000000000"
FOR_EVERYBODY = ("/static", "/challenges.atom")
"""The same whoever asks, so others may keep it."""
UNSAFE = {"POST", "PUT", "PATCH", "DELETE"}


def routes():
    app = Litestar(
        [graphql, livez, readyz, *pages.HANDLERS],
        dependencies={"context": Provide(open_context)},
        openapi_config=None,
    )
    for route in app.routes:
        for method in sorted(getattr(route, "methods", ())):
            yield method, re.sub(r"\{[^}]*\}", NOBODY, route.path)


ROUTES = sorted(set(routes()))
CHANGING = [path for method, path in ROUTES if method in UNSAFE]
SEEN = [path for method, path in ROUTES if method == "GET"]


async def signed_in(client):
    body = {
        "query": SIGN_IN,
        "variables": {"email": "clerk@shiomihara.example", "password": DEMO_PASSWORD},
    }
    answer = await client.post("/graphql", json=body)
    assert answer.json()["data"]["signIn"]["token"]


def test_what_changes_is_posted():
    assert {method for method, _ in ROUTES} <= {"GET", "HEAD", "OPTIONS", "POST"}
    assert "/graphql" in CHANGING
    assert len(CHANGING) > 5


@pytest.mark.parametrize("path", CHANGING)
async def test_nothing_is_changed_for_another_site(town, path):
    """A form on another page, sent with somebody's cookie, in every way a browser would."""
    async with town.client() as client:
        await signed_in(client)
        for headers in (
            {"origin": "https://evil.example"},
            {"origin": "null"},
            {"origin": f"{town.url}.evil.example"},
        ):
            answer = await client.post(path, data={"title": "x"}, headers=headers)
            assert answer.status_code == 403, headers
        del client.headers["origin"]
        for headers in ({"sec-fetch-site": "cross-site"}, {"sec-fetch-site": "same-site"}, {}):
            answer = await client.post(path, data={"title": "x"}, headers=headers)
            assert answer.status_code == 403, headers


@pytest.mark.parametrize("path", [path for path in CHANGING if path != "/graphql"])
async def test_a_form_that_is_not_ours_changes_nothing(town, path):
    """From here, but without the mark of the session, or with that of another."""
    async with town.client() as client:
        await signed_in(client)
        for data in ({}, {"csrf": ""}, {"csrf": "a" * 80}, {"csrf": "é\u0000"}):
            answer = await client.post(path, data=data)
            assert 400 <= answer.status_code < 500, data


@pytest.mark.parametrize("path", CHANGING)
@pytest.mark.parametrize(
    ("body", "media"),
    [
        (b"\xff\xfe\x00", "application/x-www-form-urlencoded"),
        (b"a=%ff%00&a=%ud800&csrf=%", "application/x-www-form-urlencoded"),
        (b"--x\r\nContent-Disposition: form-data; name=\xff\r\n\r\n\xff", "multipart/form-data"),
        (b"--x\r\n", "multipart/form-data; boundary=x"),
        (b"{", "application/json"),
        (b"&".join(b"f%d=1" % n for n in range(5_000)), "application/x-www-form-urlencoded"),
    ],
    ids=["bytes", "escapes", "no boundary", "no end", "json", "fields"],
)
async def test_bytes_that_are_no_form_are_no_fault_of_ours(town, path, body, media):
    async with town.client() as client:
        answer = await client.post(path, content=body, headers={"content-type": media})

    assert 400 <= answer.status_code < 500 or answer.status_code == 303


@pytest.mark.parametrize("path", CHANGING)
async def test_a_form_is_not_larger_than_it_may_be(town, path):
    async with town.client() as client:
        more = LARGEST_FORM if path.endswith(("/attachments", "/import", "/confirm")) else LARGEST
        large = b"csrf=" + b"a" * more
        headers = {"content-type": "application/x-www-form-urlencoded"}
        answer = await client.post(path, content=large, headers=headers)

    # Who has to sign in is told so before anything of it is read.
    assert answer.status_code in {400, 401, 413, 415}


@pytest.mark.parametrize("path", SEEN)
@pytest.mark.parametrize("who", ["a visitor", "a clerk"])
async def test_every_page_answers_and_is_stored_by_nobody_else(town, path, who):
    async with town.client() as client:
        client.headers["accept"] = "text/html"
        if who == "a clerk":
            await signed_in(client)
        for query in ("", "?after=%ff&search=%00&first=x&lang=%e3%81", "?" + "a=1&" * 500):
            answer = await client.get(path + query)
            assert answer.status_code < 500, query
            assert "frame-ancestors 'none'" in answer.headers["content-security-policy"]
            stored = answer.headers["cache-control"]
            same = path.startswith(FOR_EVERYBODY)
            assert "no-store" in stored or "private" in stored or same
