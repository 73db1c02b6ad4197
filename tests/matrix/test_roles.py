"""Each role at each method and field: what the table allows is let in, the rest is refused."""

from __future__ import annotations

import asyncio
import time
from typing import Any

import msgspec
import pytest
from graphql import GraphQLObjectType

from chassis.calls import ACTOR, DEADLINE, ERROR_CODE
from contracts.rights import METHODS, OPERATOR, STEP_UP, Roles
from contracts.wire import Role
from deploy import parts
from gateway.permission import right_of
from gateway.schema.root import CORE
from tests.matrix.askers import ENDED, MINOR, SUSPENDED, VISITOR, Asker, Everybody
from tests.matrix.filling import document, variables, ways
from tests.matrix.tally import TALLY

NOTHING = b'{"no_such_field": 1}'
"""Refused by everything that has let somebody in: nothing is ever done."""
REFUSED = "your role may not do this"
NOBODY = "00000000-0000-4000-8000-000000000000"
LAST = ("changePassword", "revokeOtherSessions", "eraseAccount", "signOutEverywhere", "signOut")
"""These end what they are asked with, so they are asked at the end."""

WHO = (VISITOR, *(one for one in Role if one is not Role.OPERATOR), ENDED, SUSPENDED, MINOR)


def expected(roles: Roles | None, role: Role | None) -> int:
    if roles is None or role in roles:
        return 422
    return 401 if role is None else 403


async def said(all_: Everybody, subject: str, asker: Asker | None, role: Role | None) -> int:
    """The status that a service answers with."""
    by = parts.OPERATOR if METHODS[subject] == OPERATOR else parts.GATEWAY
    if role is Role.OPERATOR:
        by = parts.OPERATOR
    actor = asker.actor if asker else None
    if role is not None and actor is None:
        actor = msgspec.structs.replace(all_.askers[Role.STAFF].actor, role=role)
    headers = {DEADLINE: f"{time.time() + 60:.3f}"}
    if actor is not None:
        headers[ACTOR] = all_.speakers[by].sign(actor, subject)
    reply = await all_.connections[by].request(subject, NOTHING, 60, headers=headers)
    return int((reply.headers or {}).get(ERROR_CODE, "200"))


async def test_every_method_lets_in_whom_the_table_names_and_nobody_else(everybody):
    before = len(TALLY.unexpected)
    for subject, roles in sorted(METHODS.items()):
        for role in (None, *Role):
            asker = everybody.askers.get(role) if role else None
            found, wanted = await said(everybody, subject, asker, role), expected(roles, role)
            problem = f"{role}: {found}, not {wanted}" if found != wanted else ""
            TALLY.note("rpc", subject, problem)
    assert TALLY.unexpected[before:] == []


async def test_what_is_dangerous_wants_who_asks_to_have_shown_who_they_are(everybody):
    before = len(TALLY.unexpected)
    for subject in sorted(STEP_UP):
        for role in METHODS[subject] - OPERATOR:
            actor = msgspec.structs.replace(everybody.askers[role].actor, is_confirmed=False)
            asker = Asker("unconfirmed", role, everybody.askers[role].http, actor)
            found = await said(everybody, subject, asker, role)
            TALLY.note("rpc", subject, f"unconfirmed: {found}" if found != 403 else "")
    assert TALLY.unexpected[before:] == []


def fields() -> list[tuple[str, str, Roles | None]]:
    """(type, field, roles) of all that is asked by itself or is only for some."""
    found = []
    for parent in ways():
        kind = CORE.type_map[parent]
        assert isinstance(kind, GraphQLObjectType)
        for name in kind.fields:
            roles = right_of(parent, name)
            if parent in {"Query", "Mutation"} or roles is not None:
                found.append((parent, name, roles))
    return sorted(found, key=lambda one: LAST.index(one[1]) if one[1] in LAST else -1)


def problem_of(asker: Asker, roles: Roles | None, answer: Any) -> str:
    body = answer.json()
    errors = body.get("errors") or []
    codes = {one["extensions"]["code"] for one in errors}
    if "INTERNAL" in codes or answer.status_code != 200:
        return f"{asker.name}: {answer.status_code} {answer.text[:300]}"
    refused = any(one["message"] == REFUSED for one in errors)
    if roles is None or asker.role in roles:
        return f"{asker.name}: refused" if refused else ""
    if asker.role is not None:
        return "" if refused else f"{asker.name}: let in, {answer.text[:200]}"
    if "UNAUTHENTICATED" in codes or is_bare(body["data"]):
        return ""
    return f"{asker.name}: let in, {answer.text[:200]}"


def is_bare(data: Any) -> bool:
    """Whether nothing was said at all."""
    return all(is_bare(one) for one in data.values()) if isinstance(data, dict) else data is None


@pytest.mark.parametrize("who", WHO)
async def test_every_field_lets_in_whom_the_table_names_and_nobody_else(everybody, who):
    before = len(TALLY.unexpected)
    asker, few = everybody.askers[who], asyncio.Semaphore(6)

    async def ask(parent: str, name: str, roles: Roles | None) -> None:
        body = {"query": document(parent, name), "variables": variables(parent, name, NOBODY)}
        async with few:
            answer = await asker.http.post("/graphql", json=body)
        TALLY.note("graphql", f"{parent}.{name}", problem_of(asker, roles, answer))

    await asyncio.gather(*(ask(*one) for one in fields() if one[1] not in LAST))
    for one in fields():
        if one[1] in LAST:
            await ask(*one)
    assert TALLY.unexpected[before:] == []
