"""Everything about whoever asks, from every service; and being forgotten by all of them."""

from __future__ import annotations

import asyncio
from typing import Any

import strawberry
from strawberry.scalars import JSON

from chassis.calls import Bus
from contracts import own_data
from contracts.faults import Unauthenticated
from contracts.rights import SERVICES
from contracts.wire import Actor, Role
from gateway.context import Context
from gateway.schema.connections import Info
from gateway.schema.sign_in.securing import DonePayload, own_token
from gateway.sessions import session_cookie

DEAR = 20.0
"""Requests that it counts as."""
FIRST = "accounts"
"""It alone knows whether whoever asks has just shown who they are."""


@strawberry.type(description="Rows of one kind that one service holds of whoever asks.")
class OwnDataPart:
    service: str
    name: str
    rows: JSON


@strawberry.type
class OwnDataQuestions:
    @strawberry.field(
        description="Everything about whoever asks. Needs a confirmed session; recorded."
    )
    async def own_data(self, info: Info) -> list[OwnDataPart]:
        info.context.charge(DEAR)
        found = [await _parts(info.context, FIRST)]
        others = [name for name in SERVICES if name != FIRST]
        found += await asyncio.gather(*(_parts(info.context, name) for name in others))
        return [part for parts in found for part in parts]


@strawberry.type
class Erasing:
    @strawberry.mutation(
        description="Be forgotten: the account goes, what one did stays without a name."
    )
    async def erase_account(self, info: Info) -> DonePayload:
        asked = own_data.EraseAccount(token=own_token(info.context))
        await info.context.ask(own_data.ERASE_ACCOUNT, asked)
        info.context.cookies.append(session_cookie(info.context.settings, ""))
        return DonePayload(done=True)


async def _parts(context: Context, service: str) -> list[OwnDataPart]:
    method, token = own_data.own_data(service), own_token(context)
    rows: dict[str, list[dict[str, Any]]] = {}
    skip, more = 0, True
    while more:
        asked = own_data.GetOwnData(skip=skip, token=token if service == FIRST else "")
        answer = await _ask(context.bus, method, asked, context)
        for part in answer.parts:
            rows.setdefault(part.name, []).extend(part.rows)
        skip, more = skip + max((len(part.rows) for part in answer.parts), default=0), answer.more
    return [
        OwnDataPart(service=service, name=name, rows=JSON(given)) for name, given in rows.items()
    ]


async def _ask(
    bus: Bus, method: Any, asked: own_data.GetOwnData, context: Context
) -> own_data.OwnData:
    found: own_data.OwnData = await bus.call(method, asked, _actor(context), context.origin)
    return found


def _actor(context: Context) -> Actor:
    """Whoever is signed in. Somebody without a role any more still has what is theirs: they ask
    as one who sees nothing else. Raises ``Unauthenticated``."""
    session = context.who.session
    if session is None:
        raise Unauthenticated("sign in first")
    return context.actor or Actor(
        account=session.account_id, person=session.person_id, role=Role.OBSERVER
    )
