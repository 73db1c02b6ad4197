"""Sending rows to a service: in batches that fit the bus, a few at once, patiently.

A batch that a service refuses is halved until the row is found that cannot stand, so the others
go in. Sending a row again changes nothing, so what got no answer is simply sent again.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

import msgspec

from contracts.faults import Conflict, Fault, Internal, Invalid, NotFound
from contracts.profiles import Kept
from contracts.wire import Method
from deploy.asking import Asking
from deploy.importing.owners import Item
from deploy.importing.progress import Progress
from deploy.importing.report import Report, reason_of

T = TypeVar("T", bound=msgspec.Struct)
Q = TypeVar("Q", bound=msgspec.Struct)
A = TypeVar("A")

ROWS = 50
BYTES = 200_000  # a request: far below what NATS carries, and short to do again
AT_ONCE = 8
REFUSED = (Invalid, Conflict, NotFound, Internal)
"""What another row need not share."""


@dataclass(frozen=True, slots=True)
class Sender:
    asking: Asking
    report: Report
    progress: Progress

    async def send(
        self,
        what: str,
        items: Sequence[Item[T]],
        method: Method[Q, Kept],
        frame: Callable[[tuple[T, ...]], Q],
    ) -> list[Item[T]]:
        """Those that are in the town afterwards; what became of all goes into the report."""
        self.progress.begin(what, len(items))
        places = asyncio.Semaphore(AT_ONCE)

        async def one(batch: list[Item[T]]) -> list[Item[T]]:
            async with places:
                taken = await self._batch(what, batch, method, frame)
            self.progress.advance(len(batch))
            return taken

        taken = await _side_by_side(one(batch) for batch in batches(items))
        self.progress.end()
        return taken

    async def send_each(
        self, what: str, items: Sequence[Item[T]], method: Method[T, A]
    ) -> list[Item[T]]:
        """As ``send``, for a method that takes one row."""
        self.progress.begin(what, len(items))
        places = asyncio.Semaphore(AT_ONCE)

        async def one(item: Item[T]) -> list[Item[T]]:
            async with places:
                taken = await self._one(item, method)
            self.progress.advance(1)
            return taken

        taken = await _side_by_side(one(item) for item in items)
        self.progress.end()
        self.report.sent[what] += len(taken)
        return taken

    async def _one(self, item: Item[T], method: Method[T, A]) -> list[Item[T]]:
        try:
            await self.asking.insist(method, item.request)
        except REFUSED as fault:
            self.report.refuse(item.place, reason(fault))
            return []
        return [item]

    async def _batch(
        self,
        what: str,
        batch: list[Item[T]],
        method: Method[Q, Kept],
        frame: Callable[[tuple[T, ...]], Q],
    ) -> list[Item[T]]:
        request = frame(tuple(item.request for item in batch))
        try:
            self.report.add(what, await self.asking.insist(method, request))
        except REFUSED as fault:
            if len(batch) == 1:
                self.report.refuse(batch[0].place, reason(fault))
                return []
            half = len(batch) // 2
            first = await self._batch(what, batch[:half], method, frame)
            return first + await self._batch(what, batch[half:], method, frame)
        return batch


async def _side_by_side(jobs: Iterable[Coroutine[Any, Any, list[Item[T]]]]) -> list[Item[T]]:
    """All their results in order. What ends one of them ends the others, and is raised bare."""
    try:
        async with asyncio.TaskGroup() as group:
            tasks = [group.create_task(job) for job in jobs]
    except BaseExceptionGroup as failures:
        raise failures.exceptions[0] from None
    return [item for task in tasks for item in task.result()]


def batches(items: Sequence[Item[T]]) -> Iterator[list[Item[T]]]:
    """At most ``ROWS`` rows and about ``BYTES`` bytes each, in order."""
    batch: list[Item[T]] = []
    size = 0
    for item in items:
        length = len(msgspec.json.encode(item.request)) + 1
        if batch and (len(batch) == ROWS or size + length > BYTES):
            yield batch
            batch, size = [], 0
        batch.append(item)
        size += length
    if batch:
        yield batch


def reason(fault: Fault) -> str:
    """Why a service refused one row, in the words of the report."""
    problems = tuple(
        msgspec.structs.replace(
            problem, field=problem.field.removeprefix("rows.0.").removeprefix("rows.")
        )
        for problem in fault.fields
    )
    if problems:
        return reason_of(problems, {})
    return f"the town refused it: {fault.message}"
