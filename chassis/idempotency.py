"""A change asked for twice under one key is made once, and answered alike.

The answer is kept in the transaction of the change, so there is no moment in which one
is there without the other. Keys are of one account; kept three days (``outbox.PRUNE``).
"""

from __future__ import annotations

import hashlib
from collections.abc import Awaitable, Callable
from typing import Any, TypeVar

import msgspec

from chassis.calls import Asked
from chassis.postgres import Database, Runner
from contracts.faults import FieldProblem, Invalid
from contracts.wire import Method

A = TypeVar("A")

SEEN = "SELECT subject, request_hash, answer FROM answered WHERE account = $1 AND key = $2"
CLAIM = "SELECT pg_advisory_xact_lock(hashtext($1 || $2))"
KEEP = """
INSERT INTO answered (account, key, subject, request_hash, answer) VALUES ($1, $2, $3, $4, $5)
"""


async def once(
    database: Database,
    method: Method[Any, A],
    asked: Asked[Any],
    change: Callable[[Runner], Awaitable[A]],
) -> A:
    """Make ``change`` in one transaction, once per ``request.idempotency_key`` of an account.

    Raises ``Invalid`` when the key was used for another request. A change that fails keeps
    nothing, so that it may be tried again under its key.
    """
    key = asked.request.idempotency_key
    async with database.transaction() as transaction:
        if key is None or asked.actor is None:
            return await change(transaction)
        account, mark = (
            asked.actor.account,
            hashlib.sha256(msgspec.json.encode(asked.request)).digest(),
        )
        await transaction.execute(CLAIM, str(account), key)
        for row in await transaction.fetch(SEEN, account, key):
            if (row["subject"], row["request_hash"]) != (method.subject, mark):
                problem = FieldProblem("idempotency_key", "used_otherwise")
                raise Invalid("this key was used for another request", fields=(problem,))
            return msgspec.convert(row["answer"], method.answer)
        answer = await change(transaction)
        kept = (account, key, method.subject, mark, msgspec.to_builtins(answer))
        await transaction.execute(KEEP, *kept)
        return answer
