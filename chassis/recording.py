"""Entries of the ledger, told exactly when what they tell of became true.

``record`` puts an entry into the outbox in the transaction of the change, so there are as many
entries as changes, whatever is killed in between. What was denied changed nothing: it is
recorded in a transaction of its own, as far as the allowance goes.
"""

from __future__ import annotations

import asyncio
import logging
import time
from dataclasses import dataclass
from typing import Any
from uuid import UUID, uuid4

import msgspec

from chassis import traces
from chassis.calls import Asked, Refusal
from chassis.outbox import tell
from chassis.postgres import Database, Runner
from contracts.faults import Forbidden, NotFound
from contracts.recording import NOWHERE, PLATFORM, Entry, Result, written
from contracts.wire import Actor

log = logging.getLogger(__name__)

NOW = "SELECT now()"
LONGEST, LONGEST_ID, MOST_FIELDS = 300, 100, 60
"""What an entry holds of a reason, of an id, of names: one that is too long would be laid aside."""
PATIENCE = 2.0  # seconds for what is only recorded best effort


async def record(
    transaction: Runner,
    asked: Asked[Any],
    *,
    object_kind: str,
    object_id: UUID | str = "",
    tenant: UUID | None = None,
    fields: tuple[str, ...] = (),
    result: Result = Result.DONE,
    reason: str = "",
) -> None:
    """Tell who asked what of which object, in the transaction of what was done.

    ``tenant``: the organization whose thing it is; none: the platform's.
    """
    actor = asked.actor
    entry = Entry(
        id=uuid4(),
        tenant=tenant or PLATFORM,
        at=await transaction.fetchval(NOW),
        account=actor.account if actor else None,
        person=actor.person if actor else None,
        role=actor.role if actor else None,
        organization=actor.organization if actor else None,
        unit=actor.unit if actor else None,
        operation=asked.operation,
        object_kind=object_kind,
        object_id=str(object_id)[:LONGEST_ID],
        result=result,
        reason=reason[:LONGEST],
        fields=fields[:MOST_FIELDS],
        address=asked.origin.address,
        user_agent=asked.origin.user_agent,
        trace=traces.current_id(),
    )
    service = asked.operation.split(".")[1]
    await tell(transaction, written(service), entry, entry.id)


async def record_batch(
    transaction: Runner, asked: Asked[Any], object_kind: str, counts: dict[str, int]
) -> None:
    """One entry for all rows of a batch, unless they were all there already.

    The things of a batch belong to many, so it stands with the platform's.
    """
    if not (counts["new"] or counts["changed"]):
        return
    told = ", ".join(f"{counts[name]} {name}" for name in ("new", "changed", "same"))
    await record(transaction, asked, object_kind=object_kind, reason=told)


def changed(before: msgspec.Struct, after: msgspec.Struct) -> tuple[str, ...]:
    """Names of the fields in which two states of one record differ, but for the revision."""
    return tuple(
        name
        for name in before.__struct_fields__
        if name != "revision" and getattr(before, name) != getattr(after, name)
    )


class Allowance:
    """So many a minute for each key, and so many for all; counts what it turned away."""

    def __init__(self, each: int = 30, together: int = 300) -> None:
        self._each = each
        self._together = together
        self._minute = 0
        self._taken: dict[UUID | None, int] = {}
        self.turned_away = 0
        """Since the last that was let through."""

    def take(self, key: UUID | None, now: float | None = None) -> bool:
        minute = int((time.monotonic() if now is None else now) // 60)
        if minute != self._minute:
            self._minute, self._taken = minute, {}
        taken = self._taken.get(key, 0)
        if taken >= self._each or sum(self._taken.values()) >= self._together:
            self.turned_away += 1
            return False
        self._taken[key] = taken + 1
        return True


@dataclass(frozen=True, slots=True)
class Denials:
    """Records what a desk refused for want of a right, best effort: the asker has its answer."""

    database: Database
    allowance: Allowance
    within: float = PATIENCE

    async def __call__(self, refusal: Refusal) -> None:
        if not is_denial(refusal):
            return
        actor = refusal.claim.actor if refusal.claim else None
        if not self.allowance.take(actor.account if actor else None):
            return
        try:
            async with asyncio.timeout(self.within), self.database.transaction() as transaction:
                await self._record(transaction, refusal, actor)
        except Exception:
            log.exception("a denied call to %s is not recorded", refusal.method.subject)

    async def _record(self, transaction: Runner, refusal: Refusal, actor: Actor | None) -> None:
        more, self.allowance.turned_away = self.allowance.turned_away, 0
        note = f" ({more} more before this one are not recorded)" if more else ""
        request = refusal.asked.request if refusal.asked else None
        origin = refusal.claim.origin if refusal.claim else NOWHERE
        await record(
            transaction,
            Asked(request, actor, refusal.method.subject, origin),
            object_kind=refusal.method.subject.split(".")[3],
            object_id=getattr(request, "id", ""),
            # Whose the thing is nobody may tell who may not see it: it stands with who asked.
            tenant=actor.organization if actor else None,
            result=Result.DENIED,
            reason=f"{refusal.fault.code}: {refusal.fault.message}{note}",
        )


def is_denial(refusal: Refusal) -> bool:
    """A missing right of somebody who speaks, and what they may not see when they would change it.

    A visitor who is asked to sign in is no denial: everybody begins as one. Nor is a fault that
    names the way on (``reason``), as to confirm first who one is.
    """
    if refusal.claim is None:
        return refusal.speaks
    if refusal.claim.actor is None:
        return False
    if isinstance(refusal.fault, NotFound):
        return not refusal.method.safe
    return isinstance(refusal.fault, Forbidden) and not refusal.fault.reason
