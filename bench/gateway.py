"""What the gateway itself costs: ``python -m bench.gateway``. No town, no network: CPU alone.

First, documents and bodies that are refused (``reliability.md`` 3.2 wants at most 50 ms each).
Then a list of 20 challenges with their organizations: reading the request, judging it for the
first time and again, running it on answers as they come from the bus, and writing the answer.
"""

from __future__ import annotations

import asyncio
import gc
import os
import statistics
import time
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

import msgspec

from contracts.challenges import (
    GET_CHALLENGES,
    LIST_CHALLENGES,
    Challenge,
    ChallengePage,
    ChallengeState,
    Direction,
)
from contracts.profiles import GET_ORGANIZATIONS, Organization, OrganizationKind
from contracts.wire import Method
from gateway import documents
from gateway.context import Context, Loaders
from gateway.cursors import Cursors
from gateway.documents import prepare
from gateway.errors import Refused
from gateway.executor import run_theirs
from gateway.graphql import read
from gateway.sessions import Who
from gateway.settings import GatewaySettings

JSON = {"content-type": "application/json"}
ROUNDS = 15
LIST = """{ challenges(first: 20) { totalCount nodes {
  id title state budgetStage answerBy publishedAt organization { id name } } } }"""


def doubling(levels: int) -> str:
    made = [f"fragment f{n} on Query {{ ...f{n + 1} ...f{n + 1} }}" for n in range(levels)]
    return " ".join(["{ ...f0 }", *made, f"fragment f{levels} on Query {{ viewer {{ id }} }}"])


QUERIES = {
    "100 kB of tokens": "{" + "a " * 49_000 + "}",
    "5,000 open braces": "{" * 5_000,
    "300 levels": "{a" * 300 + "}" * 300,
    "16 aliases": "{" + "".join(f"a{n}: viewer {{ id }} " for n in range(16)) + "}",
    "900 of one field": "{ viewer {" + "id " * 900 + "} }",
    "29 lists of one name": "{"
    + "challenge(id: 1) { organization { challenges { nodes { id title } } } } " * 29
    + "x }",
    "60 doubling fragments": doubling(60),
    "400 directives": "query " + "@a " * 400 + "{ viewer { id } }",
    "400 unknown fields": "{" + " ".join(f"challengeX{n}" for n in range(400)) + "}",
    "95 kB of one name": "{" + "a" * 95_000 + "}",
    "95 kB of digits": "{ challenges(first: " + "9" * 95_000 + ") { totalCount } }",
    "48,000 comments": "#\n" * 48_000 + "{ viewer { id } } x",
    "97,000 commas": "," * 97_000 + "{ viewer { x } }",
    "90 kB of escapes": '{ challenge(id: "' + "\\n" * 45_000 + '") { x } }',
    "30,000 lines in a text": '{ challenge(id: """' + "\n a" * 30_000 + '""") { x } }',
    "8 lists of 100": "{"
    + " ".join(
        f"a{n}: challenges(first: 100) {{ nodes {{ id title problem tags state direction }} }}"
        for n in range(8)
    )
    + "}",
    "a list in a list": "{ challenges(first: 100) { nodes { matches(first: 100) {"
    " nodes { score } } } } }",
}
BODIES = {
    "100,000 brackets": b"[" * 99_999,
    "33 objects": b'{"query": "a", "variables": ' + b'{"a":' * 33 + b"1" + b"}" * 34,
    "an endless text": b'{"query": "' + b'\\"' * 49_000,
    "backslashes": b'"' + b'\\\\\\"' * 24_000 + b"\\",
    "100,000 quotes": b'"' * 99_999,
    "90,000 digits": b'{"query": "a", "variables": {"a": ' + b"9" * 90_000 + b"}}",
}


def main() -> None:
    print(f"load {os.getloadavg()}, {os.cpu_count()} cores; milliseconds of CPU, {ROUNDS} rounds")
    prepare("{ viewer { id } }", introspection=False)
    gc.collect()
    gc.freeze()
    for name, query in QUERIES.items():
        _print(name, lambda query=query: _judge(query))
    for name, body in BODIES.items():
        _print(name, lambda body=body: read(JSON, body))
    asyncio.run(_list())


def _judge(query: str) -> None:
    prepare(query, introspection=False).checked_cost(None, {})


def _print(name: str, judge: Callable[[], Any]) -> None:
    milliseconds, code = [], "let through"
    for _ in range(ROUNDS):
        began = time.thread_time()
        try:
            judge()
        except Refused as refused:
            code = refused.code
        milliseconds.append((time.thread_time() - began) * 1_000)
    middle, most = statistics.median(milliseconds), max(milliseconds)
    print(f"  {name:24} median {middle:6.2f}  most {most:6.2f}  {code}")


class Canned:
    """Answers as they come from the bus: bytes that have to be read each time."""

    def __init__(self) -> None:
        ids = [UUID(int=n + 1) for n in range(20)]
        page = ChallengePage(challenges=tuple(map(_challenge, ids)), more=True, total=635)
        organizations = tuple(
            Organization(id=i, kind=OrganizationKind.MUNICIPALITY, name="架空市") for i in ids
        )
        self._bytes = {
            LIST_CHALLENGES.subject: msgspec.json.encode(page),
            GET_CHALLENGES.subject: msgspec.json.encode(page.challenges),
            GET_ORGANIZATIONS.subject: msgspec.json.encode(organizations),
        }

    async def call(self, method: Method[Any, Any], request: Any, _actor: Any = None) -> Any:
        msgspec.json.encode(request)
        await asyncio.sleep(0)
        return msgspec.json.decode(self._bytes[method.subject], type=method.answer)


def _challenge(known: UUID) -> Challenge:
    return Challenge(
        id=known,
        organization_id=known,
        direction=Direction.PUBLIC_NEED,
        state=ChallengeState.OPEN,
        title="空き家を交流拠点にしたい",
        problem="空き家が増え、片付けと借り手さがしが進みません。" * 10,
        created_at=datetime.now(UTC),
        published_at=datetime.now(UTC),
        organization_kind=OrganizationKind.MUNICIPALITY,
        organization_name="架空市",
    )


async def _list() -> None:
    body = msgspec.json.encode({"query": LIST})
    bus: Any = Canned()

    async def once() -> bytes:
        operation = read(JSON, body)
        context = Context(
            bus=bus,
            settings=GatewaySettings(),
            who=Who(),
            cursors=Cursors(b"secret", "visitor"),
            loaders=Loaders(bus, None),
        )
        found = await run_theirs(operation.query, {}, None, context)
        return msgspec.json.encode(found.body())

    documents._kept.cache_clear()  # noqa: SLF001 -- to see what the first time costs
    await _print_run("20 challenges, first time", once, 1)
    await _print_run("20 challenges, again", once, 500)


async def _print_run(name: str, once: Callable[[], Any], times: int) -> None:
    began = time.process_time()
    for _ in range(times):
        answer = await once()
    each = (time.process_time() - began) * 1_000 / times
    print(f"  {name:24}   mean {each:6.2f}  ({len(answer)} bytes)")


if __name__ == "__main__":
    main()
