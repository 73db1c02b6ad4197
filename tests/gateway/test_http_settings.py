"""A gateway of a test's own, over services that run or do not: limits, addresses, readiness."""

import asyncio
import socket
from contextlib import asynccontextmanager

import httpx
import msgspec
import pytest

from chassis.calls import Bus
from chassis.ports import PortTaken
from chassis.settings import Settings
from contracts.accounts import SIGN_IN as SIGN_IN_METHOD
from contracts.rights import SERVICES
from deploy.town import services
from gateway.limits import Buckets, network
from gateway.server import serve
from gateway.settings import GatewaySettings
from tests.conftest import free_port
from tests.eventually import eventually
from tests.outside import rows
from tests.patience import no_time_passes

ASK = {"query": "{ viewer { id } }"}
SIGN_IN = {
    "query": """mutation { signIn(input: { email: "nobody@enishi.example", password: "x" }) {
      token } }"""
}
DEAR = {"query": "{ challenges(first: 100) { nodes { matches(first: 4) { nodes { score } } } } }"}


@pytest.fixture(autouse=True)
def limits(monkeypatch):
    no_time_passes(monkeypatch)


@asynccontextmanager
async def gateway(settings: Settings, **more):
    """Yields a client of a gateway with these settings."""
    patient = {"port": free_port(), "operation_seconds": 60}
    known = GatewaySettings(**msgspec.structs.asdict(settings) | patient | more)
    ready = asyncio.Event()
    serving = asyncio.create_task(serve(known, ready))
    try:
        async with asyncio.timeout(60):
            await ready.wait()
        async with httpx.AsyncClient(
            base_url=f"http://127.0.0.1:{known.port}", timeout=60
        ) as client:
            yield client
    finally:
        serving.cancel()
        await asyncio.gather(serving, return_exceptions=True)


def code(answer):
    return answer.json()["errors"][0]["extensions"]["code"]


async def test_who_asks_too_often_is_told_when_to_ask_again(settings):
    async with gateway(settings, requests_per_minute=5) as client:
        answers = [
            await client.post("/graphql", json=ASK, headers={"x-forwarded-for": f"1.2.3.{n}"})
            for n in range(7)
        ]

    assert [answer.status_code for answer in answers] == [200] * 5 + [429] * 2
    assert code(answers[-1]) == "LIMIT"
    assert int(answers[-1].headers["retry-after"]) >= 1


async def test_what_is_dear_counts_as_several(platform):
    async with gateway(platform.settings, requests_per_minute=60) as client:
        first = await client.post("/graphql", json=DEAR)
        others = [await client.post("/graphql", json=DEAR) for _ in range(5)]

    assert first.json()["data"] == {"challenges": {"nodes": []}}
    assert {answer.status_code for answer in others} == {200, 429}


async def test_who_is_refused_again_and_again_is_not_judged_any_more(settings):
    bad = {"query": "{" + "a " * 40_000 + "}"}
    async with gateway(settings, requests_per_minute=5) as client:
        answers = [(await client.post("/graphql", json=bad)).status_code for _ in range(6)]

    assert answers[0] == 400
    assert answers[-1] == 429


async def test_guessing_passwords_is_slow(platform):
    async with gateway(platform.settings, sign_ins_per_minute=3) as client:
        answers = [await client.post("/graphql", json=SIGN_IN) for _ in range(5)]
        assert (await client.post("/graphql", json=ASK)).status_code == 200

    assert [code(answer) for answer in answers] == ["UNAUTHENTICATED"] * 3 + ["LIMIT"] * 2


def test_what_was_used_comes_back_with_time_and_debts_are_paid_first():
    now = 0.0
    buckets = Buckets(60, clock=lambda: now)

    buckets.take("a", 120)
    with pytest.raises(Exception, match="too many") as refused:
        buckets.take("a")
    assert refused.value.retry_after == pytest.approx(61)
    buckets.take("b")
    now = 60.5
    with pytest.raises(Exception, match="too many"):
        buckets.take("a")
    now = 61.5
    buckets.take("a")


@pytest.mark.parametrize(
    ("host", "expected"),
    [
        ("192.0.2.1", "192.0.2.1"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("2001:db8:1:2::", "2001:db8:1:2::/64"),
        ("::ffff:192.0.2.1", "192.0.2.1"),
        ("fe80::1%eth0", "fe80::/64"),
        ("testclient", "testclient"),
    ],
)
def test_an_address_stands_for_its_network(host, expected):
    assert network(host) == expected


async def test_a_gateway_says_which_services_do_not_answer(settings):
    async with gateway(settings) as client:
        alone = await client.get("/readyz")
        assert (await client.get("/livez")).status_code == 200
        assert alone.status_code == 503
        assert alone.headers["retry-after"] == "1"
        assert alone.json() == {"ready": False, "missing": list(SERVICES)}
        async with services(settings, ("accounts", "notify")):
            some = await client.get("/readyz")
    assert some.json()["missing"] == [n for n in SERVICES if n not in {"accounts", "notify"}]


async def test_without_services_questions_are_answered_as_busy(settings):
    async with gateway(settings) as client:
        answer = await client.post("/graphql", json={"query": "{ challenges { totalCount } }"})
        signed = await client.post(
            "/graphql", json=ASK, headers={"authorization": "Bearer " + "a" * 43}
        )

    assert answer.json()["data"] == {"challenges": None}
    assert code(answer) == "BUSY"
    assert (signed.status_code, code(signed)) == (503, "BUSY")  # never taken for a visitor


async def test_a_site_with_a_name_answers_to_it_alone(platform):
    site = {"host": "enishi.example", "origin": "https://enishi.example"}
    async with gateway(platform.settings, base_url="https://enishi.example") as client:
        answer = await client.post("/graphql", json=ASK, headers=site)
        assert answer.status_code == 200
        assert answer.headers["strict-transport-security"].startswith("max-age=")
        assert (await client.post("/graphql", json=ASK)).status_code == 421
        for origin in (
            "http://enishi.example",
            "https://enishi.example.evil.example",
            "https://enishi_example",
            "https://evil.example",
            str(client.base_url).rstrip("/"),
            "null",
            "",
        ):
            foreign = await client.post("/graphql", json=ASK, headers=site | {"origin": origin})
            assert (foreign.status_code, code(foreign)) == (403, "FORBIDDEN"), origin
        out = {"query": "mutation { signOut { done } }"}
        cookie = (await client.post("/graphql", json=out, headers=site)).headers["set-cookie"]
        assert cookie.startswith("__Host-sid=")
        for part in ("Secure", "HttpOnly", "Path=/", "SameSite=lax"):
            assert part in cookie
        assert "Domain" not in cookie


async def test_the_schema_is_told_where_the_settings_say_so(settings):
    query = {"query": "{ __schema { queryType { name } } }"}
    async with gateway(settings, introspection=True) as client:
        answer = await client.post("/graphql", json=query)
    assert answer.json() == {"data": {"__schema": {"queryType": {"name": "Query"}}}}
    async with gateway(settings) as client:
        assert (await client.post("/graphql", json=query)).status_code == 400


async def test_a_port_that_is_taken_is_said_so(settings):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        known = GatewaySettings(**msgspec.structs.asdict(settings) | {"port": port})
        with pytest.raises(PortTaken, match=f"port {port} .*ENISHI_PORT"):
            await serve(known)


async def test_of_two_that_begin_at_one_port_only_the_one_that_has_it_is_ready(settings):
    known = GatewaySettings(**msgspec.structs.asdict(settings) | {"port": free_port()})
    ready = asyncio.Event(), asyncio.Event()
    both = [asyncio.create_task(serve(known, one)) for one in ready]
    with pytest.raises(PortTaken, match=f"port {known.port} .*ENISHI_PORT"):
        await next(asyncio.as_completed(both))
    left = next(one for one in both if not one.done())
    await ready[both.index(left)].wait()
    assert [one.is_set() for one in ready].count(True) == 1
    left.cancel()
    await asyncio.gather(left, return_exceptions=True)


async def test_what_was_taken_is_answered_when_the_gateway_stops(platform, monkeypatch):
    taken, goes_on, call = [], asyncio.Event(), Bus.call

    async def held(self, method, *more, **named):
        if method.subject == SIGN_IN_METHOD.subject:
            taken.append(method)
            await goes_on.wait()
        return await call(self, method, *more, **named)

    monkeypatch.setattr(Bus, "call", held)
    async with httpx.AsyncClient(timeout=60) as client:
        async with gateway(platform.settings) as other:
            url = f"{other.base_url}/graphql"
            await client.post(url, json=ASK)
            asked = [asyncio.create_task(client.post(url, json=SIGN_IN)) for _ in range(5)]
            await eventually(lambda: len(taken) == len(asked))
            asyncio.get_running_loop().call_later(0.3, goes_on.set)  # while the gateway stops
        answers = await asyncio.gather(*asked)
        with pytest.raises(httpx.ConnectError):
            await client.post(url, json=ASK)

    assert {code(answer) for answer in answers} == {"UNAUTHENTICATED"}


async def test_s17_behind_a_proxy_each_client_has_limits_of_its_own_and_nobody_makes_up_more(
    platform,
):
    """Also B20: ten thousand made-up addresses are one client."""

    async def ask(client, forwarded):
        return await client.post("/graphql", json=SIGN_IN, headers={"X-Forwarded-For": forwarded})

    async with gateway(
        platform.settings, sign_ins_per_minute=3, trusted_proxies="127.0.0.1"
    ) as client:
        for _ in range(3):
            assert code(await ask(client, "203.0.113.1")) == "UNAUTHENTICATED"
        assert code(await ask(client, "203.0.113.1")) == "LIMIT"
        assert code(await ask(client, "198.51.100.9, 203.0.113.1")) == "LIMIT"  # by its own hand
        assert code(await ask(client, "203.0.113.2")) == "UNAUTHENTICATED"
    async with gateway(platform.settings, sign_ins_per_minute=3) as client:
        codes = [code(await ask(client, f"203.0.113.{number}")) for number in range(4)]
        assert codes[-1] == "LIMIT"  # a header of nobody whom we trust


async def test_s17_the_record_names_who_asked_and_not_the_proxy(platform):
    async with gateway(platform.settings, trusted_proxies="127.0.0.1") as client:
        await client.post("/graphql", json=SIGN_IN, headers={"X-Forwarded-For": "203.0.113.77"})
    told = await rows(platform.settings, "SELECT payload->>'address' FROM accounts.outbox")
    assert ("203.0.113.77",) in told
