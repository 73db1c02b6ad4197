"""What somebody may not see answers exactly as what is not there: every door, byte for byte."""

from __future__ import annotations

import asyncio
import re
import time
from collections.abc import Awaitable, Callable, Iterator
from itertools import takewhile
from typing import Any
from uuid import uuid4

import msgspec
import nats.errors
import pytest
from litestar import Litestar
from litestar.di import Provide

from chassis.calls import ACTOR, DEADLINE, ERROR_CODE
from contracts.recording import NOT_RECORDED, RECORDED
from contracts.rights import METHODS, OPERATOR, SERVICES
from contracts.wire import Method
from deploy import parts
from gateway import pages
from gateway.context import open_context
from tests.contract.promised import promised
from tests.matrix.askers import ENDED, OTHER_COMPANY, OTHER_TOWN, VISITOR, Asker, Everybody
from tests.matrix.filling import document, variables
from tests.matrix.hidden import made
from tests.matrix.ids import MARK, filled, fitting, named, skipped
from tests.matrix.requests import request
from tests.matrix.tally import TALLY
from tests.matrix.test_roles import LAST, NOBODY, fields

OUTSIDERS = (OTHER_COMPANY, OTHER_TOWN, ENDED, VISITOR)
UUID = "[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}"
CHANGES = re.compile(
    r'"(?:requestId|endCursor|startCursor|cursor)":\s*"[^"]*"'
    r"|\d{4}-\d\d-\d\dT[\d:.]+(?:Z|\+00:00)?|\d\d:\d\d(?::\d\d)?"
    rf"|{UUID}|[\w-]{{32,}}"
)
"""What is new in every answer: marks of forms, ids of requests, times, sealed places of lists."""
Door = Callable[[str], Awaitable[str]]
"""Answers for the id that it is given."""
Row = tuple[str, str, str, Door]
"""(kind, row, name of the id, door)"""


def routes() -> Iterator[tuple[str, str]]:
    """(path with {} for one id, its name) of pages; other ids in it are of nothing."""
    app = Litestar(
        pages.HANDLERS,
        dependencies={"context": Provide(open_context)},
        openapi_config=None,
    )
    for route in app.routes:
        if "GET" not in getattr(route, "methods", ()) or route.path.startswith("/static"):
            continue
        for slot in re.finditer(r"\{(\w+)(?::\w+)?\}", route.path):
            before, after = route.path[: slot.start()], route.path[slot.end() :]
            rest = [re.sub(r"\{[^}]*\}", NOBODY, part) for part in (before, after)]
            yield "{}".join(rest), slot[1]


def methods() -> Iterator[Method[Any, Any]]:
    """Those that people ask."""
    for service in SERVICES:
        for one in promised(service):
            if one.subject in METHODS and METHODS[one.subject] != OPERATOR:
                yield one


def doors(all_: Everybody, asker: Asker) -> Iterator[Row]:
    """All that this asker is let into with an id."""
    for parent, name, roles in fields():
        if name in LAST or not (roles is None or asker.role in roles):
            continue
        for known in named(variables(parent, name, MARK)):
            yield "graphql", f"{parent}.{name}", known, _field(asker, parent, name, known)
    for path, known in sorted(set(routes())):
        yield "page", path, known, _page(asker, path)
    for method in methods():
        roles = METHODS[method.subject]
        if roles is None or asker.role in roles:
            for known in named(request(method.request, MARK)):
                yield "rpc", method.subject, known, _method(all_, asker, method, known)


def _field(asker: Asker, parent: str, name: str, known: str) -> Door:
    async def ask(value: str) -> str:
        given = filled(variables(parent, name, MARK), known, value)
        body = {"query": document(parent, name), "variables": given}
        answer = await asker.http.post("/graphql", json=body)
        return f"{answer.status_code} {answer.text}"

    return ask


def _page(asker: Asker, path: str) -> Door:
    async def ask(value: str) -> str:
        answer = await asker.http.get(path.format(value), headers={"Accept": "text/html"})
        return f"{answer.status_code} {answer.headers.get('location')} {answer.text}"

    return ask


def _method(all_: Everybody, asker: Asker, method: Method[Any, Any], known: str) -> Door:
    async def ask(value: str) -> str:
        headers = {DEADLINE: f"{time.time() + 60:.3f}"}
        if asker.actor is not None:
            signed = all_.speakers[parts.GATEWAY].sign(asker.actor, method.subject)
            headers[ACTOR] = signed
        data = msgspec.json.encode(filled(request(method.request, MARK), known, value))
        nc = all_.connections[parts.GATEWAY]
        try:
            reply = await nc.request(method.subject, data, 60, headers=headers)
        except nats.errors.NoRespondersError:
            return "nobody answers"
        return f"{(reply.headers or {}).get(ERROR_CODE)} {reply.data.decode()}"

    return ask


def bare(answer: str) -> str:
    return CHANGES.sub("", answer)


def difference(one: str, other: str) -> str:
    """Where they part; nothing, when they are alike."""
    found, wanted = bare(one), bare(other)
    if found == wanted:
        return ""
    alike = takewhile(lambda pair: pair[0] == pair[1], zip(found, wanted, strict=False))
    at = max(0, len(list(alike)) - 60)
    return f"{found[at : at + 200]!r}, not {wanted[at : at + 200]!r}"


def makes(kind: str, row: str, name: str, answer: str) -> bool:
    """Whether a change was done although the id is of nothing: the asker chose it."""
    if name != "id":
        return False
    if kind == "rpc":
        return row in {*RECORDED, *NOT_RECORDED} and answer.startswith("None ")
    return row.startswith("Mutation.") and '"errors"' not in answer


@pytest.fixture(scope="module")
async def hidden(everybody: Everybody) -> dict[str, str]:
    return {kind: str(known) for kind, known in (await made(everybody)).items()}


@pytest.mark.parametrize("who", OUTSIDERS)
async def test_what_is_anothers_answers_as_if_it_were_not_there(everybody, hidden, who):
    before, few = len(TALLY.unexpected), asyncio.Semaphore(6)

    async def compare(kind: str, row: str, name: str, door: Door) -> None:
        reason = skipped(row, name)
        if reason:
            TALLY.skip(kind, row, name, reason)
            return
        async with few:
            nothing = await door(str(uuid4()))
            if makes(kind, row, name, nothing):
                return
            for what in fitting(row, name, hidden):
                differs = difference(await door(hidden[what]), nothing)
                if differs:  # unless the machine was too slow for one of them
                    differs = difference(await door(hidden[what]), await door(str(uuid4())))
                problem = f"{who}, {name} of {what}: {differs}" if differs else ""
                TALLY.note(kind, row, problem)

    asker = everybody.askers[who]
    await asyncio.gather(*(compare(*door) for door in doors(everybody, asker)))
    assert TALLY.unexpected[before:] == []
