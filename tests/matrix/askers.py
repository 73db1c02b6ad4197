"""Who asks: each role, a visitor, and people whose time is over or who were suspended."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from typing import Any
from uuid import UUID, uuid4

import httpx
import msgspec

from chassis.actors import Speaker
from chassis.calls import Bus
from chassis.connection import Connection, connect
from chassis.keys import Keyring
from contracts.members import END_MEMBERSHIP, EndMembership
from contracts.profiles import (
    KEEP_ORGANIZATIONS,
    KeepOrganization,
    KeepOrganizations,
    OrganizationKind,
)
from contracts.rights import PRIVATE_SIDE
from contracts.standing import SUSPEND_ACCOUNT, SuspendAccount
from contracts.wire import Actor, Role
from deploy import parts
from tests.arriving import arrive
from tests.eventually import eventually
from tests.platform import DEMO_PASSWORD, OPERATOR, Town

VISITOR = "visitor"
ENDED, SUSPENDED, MINOR = "membership ended", "suspended", "minor"
OTHER_TOWN, OTHER_COMPANY = "another town", "another company"
SIGN_IN = "mutation($i: SignInInput!) { signIn(input: $i) { token } }"
ROLE = "{ viewer { role } }"


@dataclass(frozen=True)
class Asker:
    name: str
    role: Role | None
    """None: acts in no role."""
    http: httpx.AsyncClient
    actor: Actor | None = None
    membership: UUID | None = None


@dataclass
class Everybody:
    town: Town
    buses: dict[str, Bus]
    connections: dict[str, Connection]
    speakers: dict[str, Speaker]
    askers: dict[str, Asker]
    public: UUID
    company: UUID
    other_public: UUID
    other_company: UUID


@asynccontextmanager
async def open_everybody(town: Town) -> AsyncIterator[Everybody]:
    async with AsyncExitStack() as stack:
        found = await _connected(town, stack)
        for number, role in enumerate(role for role in Role if role is not Role.OPERATOR):
            found.askers[role] = await _member(found, stack, role, role, number + 2)
        found.askers[VISITOR] = Asker(VISITOR, None, await _client(town, stack, 40))
        minor = await _member(found, stack, MINOR, Role.COMPANY_MEMBER, 41)
        ended = await _member(found, stack, ENDED, Role.STAFF, 42)
        suspended = await _member(found, stack, SUSPENDED, Role.STAFF, 43)
        await _end(found, ended)
        await _suspend(found, suspended)
        for name, role, where, number in (
            (OTHER_TOWN, Role.LIAISON, found.other_public, 44),
            (OTHER_COMPANY, Role.COMPANY_ADMIN, found.other_company, 45),
        ):
            found.askers[name] = await _member(found, stack, name, role, number, where)
        for one in (ended, suspended):
            found.askers[one.name] = Asker(one.name, None, one.http)
        found.askers[MINOR] = minor
        yield found


async def _connected(town: Town, stack: AsyncExitStack) -> Everybody:
    noted = msgspec.json.decode((town.home / "run.json").read_bytes())
    keys = Keyring(town.settings.keys_path)
    buses, connections, speakers = {}, {}, {}
    for name in parts.SPEAKERS:
        nc = connections[name] = await connect(noted["nats_url"], name, keys.nats_seed(name))
        stack.push_async_callback(nc.close)
        speakers[name] = Speaker(name, keys.signing_key(name))
        buses[name] = Bus(nc, speakers[name], town.settings.patience)
    rows = tuple(
        KeepOrganization(id=uuid4(), kind=kind, name=f"表の{kind.value}", prefecture=where)
        for kind, where in (
            (OrganizationKind.MUNICIPALITY, "福岡県"),
            (OrganizationKind.COMPANY, None),
            (OrganizationKind.MUNICIPALITY, "佐賀県"),
            (OrganizationKind.COMPANY, None),
        )
    )
    await buses[parts.OPERATOR].call(KEEP_ORGANIZATIONS, KeepOrganizations(rows=rows), OPERATOR)
    return Everybody(town, buses, connections, speakers, {}, *(row.id for row in rows))


async def _client(town: Town, stack: AsyncExitStack, number: int) -> httpx.AsyncClient:
    """From an address of its own, so that no limit of others is used up."""
    transport = httpx.AsyncHTTPTransport(local_address=f"127.77.{number}.1")
    return await stack.enter_async_context(town.client(transport=transport))


async def _member(
    all_: Everybody,
    stack: AsyncExitStack,
    name: str,
    role: Role,
    number: int,
    where: UUID | None = None,
) -> Asker:
    own = where or (all_.company if role in PRIVATE_SIDE else all_.public)

    async def ask(method: Any, request: Any) -> Any:
        return await all_.buses[parts.OPERATOR].call(method, request, OPERATOR)

    found = await arrive(ask, own, role, f"表 {name}", is_minor=name == MINOR)
    http = await _client(all_.town, stack, number)
    given = {"email": found.email, "password": DEMO_PASSWORD}
    answer = await http.post("/graphql", json={"query": SIGN_IN, "variables": {"i": given}})
    assert answer.json()["data"]["signIn"]["token"], answer.text
    await eventually(lambda: _acts(http, role))
    actor = Actor(
        account=found.account, person=found.person, role=role, organization=own, is_confirmed=True
    )
    return Asker(name, role, http, actor, found.membership)


async def _acts(http: httpx.AsyncClient, role: Role | None) -> bool:
    viewer = (await http.post("/graphql", json={"query": ROLE})).json()["data"]["viewer"]
    return bool((viewer or {}).get("role") == (role.name if role else None))


async def _end(all_: Everybody, who: Asker) -> None:
    assert who.membership is not None
    by = all_.askers[Role.PLATFORM_ADMIN].actor
    asked = EndMembership(id=who.membership, revision=1)
    await all_.buses[parts.GATEWAY].call(END_MEMBERSHIP, asked, by)
    await eventually(lambda: _acts(who.http, None))


async def _suspend(all_: Everybody, who: Asker) -> None:
    assert who.actor is not None
    by = all_.askers[Role.PLATFORM_ADMIN].actor
    asked = SuspendAccount(person_id=who.actor.person, is_suspended=True, reason="表のために")
    await all_.buses[parts.GATEWAY].call(SUSPEND_ACCOUNT, asked, by)
    await eventually(lambda: _acts(who.http, None))
