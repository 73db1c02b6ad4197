"""What a service holds of one person: given to them alone, and forgotten when they ask for it.

A service names its parts (``Own``); this runs them. Which columns are personal the service knows.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from chassis.calls import Asked, Endpoint
from chassis.events import Reading, Told
from chassis.postgres import Database, Runner
from contracts.faults import Unauthenticated
from contracts.own_data import ACCOUNT_ERASED, Erasure, GetOwnData, OwnData, OwnPart, own_data

ROWS = 500
"""Of each part in one answer."""

FORGET_ANSWERED = "DELETE FROM answered WHERE account = $1"


@dataclass(frozen=True, slots=True)
class Part:
    """A kind of rows, and the statement that finds those of one person.

    ``$1`` is the id of the person, or of the account; ``$2`` how many rows to skip, ``$3`` how
    many to give.
    """

    name: str
    statement: str
    by_account: bool = False


@dataclass(frozen=True, slots=True)
class Forgetting:
    """A statement that takes away what says who a person is: ``$1`` as in ``Part``."""

    statement: str
    by_account: bool = False


@dataclass(frozen=True, slots=True)
class Own:
    """Everything that one service holds of a person.

    An id stays where it is: once names and addresses are gone, it is a pseudonym.
    """

    parts: tuple[Part, ...] = ()
    forgetting: tuple[Forgetting, ...] = ()
    staying: tuple[str, ...] = ()
    """Columns (``table.column``) that keep an id on purpose; said for who reads it."""
    apart: Mapping[str, str] = field(default_factory=dict)
    """Columns (``table.column``) with the id of a person that no part gives, and why."""


NOTHING = Own()


async def rows_of(runner: Runner, own: Own, person: UUID, account: UUID, skip: int = 0) -> OwnData:
    """What there is of them, each part from its row ``skip`` on."""
    found, more = [], False
    for part in own.parts:
        who = account if part.by_account else person
        rows = await runner.fetch(part.statement, who, skip, ROWS + 1)
        more = more or len(rows) > ROWS
        found.append(OwnPart(name=part.name, rows=tuple(dict(row) for row in rows[:ROWS])))
    return OwnData(parts=tuple(found), more=more)


async def forget(transaction: Runner, own: Own, person: UUID, account: UUID) -> None:
    """Run what takes away who they are; again, nothing is left to be taken away."""
    for what in own.forgetting:
        await transaction.execute(what.statement, account if what.by_account else person)
    await transaction.execute(FORGET_ANSWERED, account)


def giving(service: str, own: Own, database: Database) -> Endpoint[Any]:
    """The endpoint of a service that needs to know no more than who speaks."""

    async def give(_: Any, asked: Asked[GetOwnData]) -> OwnData:
        if asked.actor is None:
            raise Unauthenticated("sign in first")
        actor, skip = asked.actor, asked.request.skip
        return await rows_of(database, own, actor.person, actor.account, skip)

    return Endpoint(own_data(service), give)


def erasing(
    service: str, own: Own, then: Callable[[Runner, Erasure], Awaitable[None]] | None = None
) -> Reading[Any]:
    """The reader of who is to be forgotten; ``then``: what else there is to do."""

    async def erase(_: Any, told: Told[Erasure]) -> None:
        who = told.payload
        await forget(told.transaction, own, who.person_id, who.account_id)
        if then is not None:
            await then(told.transaction, who)

    return Reading(ACCOUNT_ERASED, f"{service}-erase-person", erase)
