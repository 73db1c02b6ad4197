"""Running documents: what strangers send, judged and limited; and our own pages' documents.

graphql-core executes Strawberry's schema directly: Strawberry's own way would validate each
time, open a thread, and show the texts of exceptions.
"""

from __future__ import annotations

import asyncio
import inspect
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from graphql import DocumentNode, ExecutionResult, execute

from gateway import refusals
from gateway.context import Context
from gateway.documents import prepare, prepare_own
from gateway.errors import Refused, shown
from gateway.permission import protect
from gateway.schema.root import CORE

protect(CORE)

COST_OF_A_REQUEST = 100
"""How much one request may cost before it counts as several."""
AGAIN_AFTER = 5.0
"""Seconds after which to ask anew what was not done in time."""
MILLISECONDS = 1_000
"""What is refused counts as a request for each millisecond that it took to judge."""


@dataclass(frozen=True, slots=True)
class Result:
    """``data`` with camelCase names; ``errors`` as they are answered."""

    data: dict[str, Any] | None
    errors: list[dict[str, Any]] = field(default_factory=list)

    @property
    def status(self) -> int:
        """400 when nothing was run, as for variables that do not fit."""
        nothing = self.data is None and not any("path" in error for error in self.errors)
        return 400 if nothing and self.errors else 200

    def body(self) -> dict[str, Any]:
        return {"data": self.data} | ({"errors": self.errors} if self.errors else {})


async def run_theirs(
    query: str, variables: Mapping[str, Any], operation_name: str | None, context: Context
) -> Result:
    """A document of somebody else. Raises ``Refused`` before anything is asked."""
    began = time.thread_time()
    try:
        prepared = prepare(query, introspection=context.settings.introspection)
        cost = prepared.checked_cost(operation_name, variables)
    except Refused:
        context.charge((time.thread_time() - began) * MILLISECONDS)
        raise
    if cost > COST_OF_A_REQUEST:
        context.charge(cost / COST_OF_A_REQUEST)
    return await _run(prepared.document, variables, operation_name, context)


async def run(document: str, variables: Mapping[str, Any], context: Context) -> Result:
    """A document of ours: the same schema and rights, no limits."""
    return await _run(prepare_own(document), variables, None, context)


async def _run(
    document: DocumentNode,
    variables: Mapping[str, Any],
    operation_name: str | None,
    context: Context,
) -> Result:
    try:
        async with asyncio.timeout(context.settings.operation_seconds) as limit:
            context.limit = limit
            found = execute(
                CORE,
                document,
                context_value=context,
                variable_values=dict(variables),
                operation_name=operation_name,
            )
            if inspect.isawaitable(found):
                found = await found
    except TimeoutError:
        raise Refused(504, "TIMEOUT", "the operation took too long", AGAIN_AFTER) from None
    await refusals.note(context)
    if not isinstance(found, ExecutionResult):
        raise TypeError("incremental delivery is not part of this schema")
    return Result(found.data, [shown(error) for error in found.errors or ()])
