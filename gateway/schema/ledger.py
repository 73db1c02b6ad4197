"""The ledger: who did and saw what, and whether the record is whole."""

from __future__ import annotations

import time
from datetime import datetime
from typing import Annotated, Any
from uuid import UUID

import strawberry

from contracts import ledger, recording
from contracts.faults import FieldProblem, Invalid
from contracts.wire import After, Method
from gateway.schema import words
from gateway.schema.connections import (
    AfterArgument,
    Connection,
    FirstArgument,
    Info,
    connect,
    uuid_of,
)
from gateway.schema.lists import page_of

DEAR = 20.0
"""Requests that looking chains through counts as."""
SECONDS = 3.0  # of one answer

TenantArgument = Annotated[
    strawberry.ID | None,
    strawberry.argument(description="The organization whose things they are."),
]
ObjectArgument = Annotated[
    str | None, strawberry.argument(name="object", description="The id of what it was done to.")
]
OperationArgument = Annotated[
    str | None,
    strawberry.argument(description="As entries name it: rpc.challenges.v1.challenge.publish."),
]
UntilArgument = Annotated[
    datetime | None, strawberry.argument(description="Up to and without this instant.")
]


@strawberry.type(description="Who did or saw what; never what was in it. See docs/ledger.md.")
class LedgerEntry:
    id: strawberry.ID
    seq: int = strawberry.field(description="Its place in the chain of its tenant.")
    previous: str = strawberry.field(description="The hash of the entry before it.")
    hash: str = strawberry.field(description="SHA-256 of its canonical form.")
    at: datetime
    tenant_id: strawberry.ID = strawberry.field(description="Whose thing it is.")
    account_id: strawberry.ID | None
    person_id: strawberry.ID | None
    role: words.Role | None = strawberry.field(description="In which the person acted.")
    organization_id: strawberry.ID | None = strawberry.field(description="For whom.")
    unit_id: strawberry.ID | None
    operation: str
    object_kind: str
    object_id: str = strawberry.field(description="Empty for many at once.")
    result: words.Result
    reason: str
    fields: list[str] = strawberry.field(description="Names of what changed.")
    address: str
    user_agent: str
    trace: str = strawberry.field(description="The number that error pages and logs show.")
    person: strawberry.Private[UUID | None]

    @strawberry.field(description="The name of the person, as it is now.")
    async def person_name(self, info: Info) -> str | None:
        if self.person is None:
            return None
        found = await info.context.loaders.person.load(self.person)
        return found.name if found else None

    @classmethod
    def of(cls, link: ledger.Link) -> LedgerEntry:
        entry = link.entry
        return cls(
            id=strawberry.ID(str(entry.id)),
            seq=link.seq,
            previous=link.previous,
            hash=link.hash,
            at=entry.at,
            tenant_id=strawberry.ID(str(entry.tenant)),
            account_id=_id(entry.account),
            person_id=_id(entry.person),
            role=entry.role,
            organization_id=_id(entry.organization),
            unit_id=_id(entry.unit),
            operation=entry.operation,
            object_kind=entry.object_kind,
            object_id=entry.object_id,
            result=entry.result,
            reason=entry.reason,
            fields=list(entry.fields),
            address=entry.address,
            user_agent=entry.user_agent,
            trace=entry.trace,
            person=entry.person,
        )


@strawberry.type(description="Where a chain ends: note it down elsewhere.")
class LedgerHead:
    tenant_id: strawberry.ID
    seq: int
    hash: str


@strawberry.type(description="The first place of a chain that is not as it was written.")
class LedgerFlaw:
    tenant_id: strawberry.ID
    seq: int
    problem: str = strawberry.field(description="altered, missing, unlinked or forged")
    entry_id: strawberry.ID | None


@strawberry.type(description="Whether the chains that one may look into are whole.")
class LedgerVerification:
    whole: bool = strawberry.field(description="Nothing was found amiss in what was looked at.")
    complete: bool = strawberry.field(
        description="Everything was looked at; enishi verify-ledger takes the time it needs."
    )
    checked: int = strawberry.field(description="Entries looked at.")
    heads: list[LedgerHead]
    flaw: LedgerFlaw | None


@strawberry.type
class LedgerQuestions:
    @strawberry.field(description="Who did and saw what, newest first. Asking is recorded.")
    async def ledger(  # noqa: PLR0913 -- a filter each
        self,
        info: Info,
        *,
        first: FirstArgument = 20,
        after: AfterArgument = None,
        tenant: TenantArgument = None,
        person: strawberry.ID | None = None,
        object_id: ObjectArgument = None,
        operation: OperationArgument = None,
        since: datetime | None = None,
        until: UntilArgument = None,
        result: words.Result | None = None,
    ) -> Connection[LedgerEntry]:
        given = _filters(tenant, person, object_id, operation, since, until, result)
        asked = ledger.ListEntries(**given)
        return await _list(info, ledger.LIST_ENTRIES, asked, first, after)

    @strawberry.field(description="The same, to be taken away; recorded as an export.")
    async def ledger_export(  # noqa: PLR0913 -- likewise
        self,
        info: Info,
        *,
        first: FirstArgument = 100,
        after: AfterArgument = None,
        tenant: TenantArgument = None,
        person: strawberry.ID | None = None,
        object_id: ObjectArgument = None,
        operation: OperationArgument = None,
        since: datetime | None = None,
        until: UntilArgument = None,
        result: words.Result | None = None,
    ) -> Connection[LedgerEntry]:
        given = _filters(tenant, person, object_id, operation, since, until, result)
        asked = ledger.ExportEntries(**given)
        return await _list(info, ledger.EXPORT_ENTRIES, asked, first, after)

    @strawberry.field(description="Recompute the chains, or that of one tenant.")
    async def ledger_verification(
        self, info: Info, tenant: TenantArgument = None
    ) -> LedgerVerification:
        info.context.charge(DEAR)
        only = uuid_of(tenant, "organization") if tenant else None
        until, asked = time.monotonic() + SECONDS, ledger.VerifyChains(tenant=only)
        checked, heads = 0, list[ledger.Head]()
        while True:
            step = await info.context.ask(ledger.VERIFY_CHAINS, asked)
            checked += step.checked
            heads += step.heads
            if step.next is None or time.monotonic() > until:
                return _verification(step, checked, heads)
            asked = ledger.VerifyChains(tenant=only, after=step.next)


def _verification(
    last: ledger.Verified, checked: int, heads: list[ledger.Head]
) -> LedgerVerification:
    return LedgerVerification(
        whole=last.flaw is None,
        complete=last.next is None and last.flaw is None,
        checked=checked,
        heads=[
            LedgerHead(tenant_id=strawberry.ID(str(head.tenant)), seq=head.seq, hash=head.hash)
            for head in heads
        ],
        flaw=_flaw(last.flaw) if last.flaw else None,
    )


def _flaw(found: ledger.Flaw) -> LedgerFlaw:
    return LedgerFlaw(
        tenant_id=strawberry.ID(str(found.tenant)),
        seq=found.seq,
        problem=found.problem,
        entry_id=_id(found.id),
    )


async def _list(
    info: Info, method: Method[Any, ledger.LinkPage], asked: Any, first: int, after: str | None
) -> Connection[LedgerEntry]:
    page, seal = await page_of(info, method.subject, method, asked, first, after)
    found: tuple[ledger.Link, ...] = page.links
    places = [seal(After(id=link.entry.id, at=link.entry.at)) for link in found]
    nodes = [LedgerEntry.of(link) for link in found]
    return connect(nodes, places, more=page.more, after=after, total=page.total)


def _filters(
    tenant: str | None,
    person: str | None,
    object_id: str | None,
    operation: str | None,
    since: datetime | None,
    until: datetime | None,
    result: recording.Result | None,
) -> dict[str, Any]:
    for name, instant in (("since", since), ("until", until)):
        if instant is not None and instant.tzinfo is None:
            problem = FieldProblem(name, "wrong_form")
            raise Invalid("say the instant with its offset from UTC", fields=(problem,))
    return {
        "tenant": uuid_of(tenant, "organization") if tenant else None,
        "person": uuid_of(person, "person") if person else None,
        "object_id": object_id or None,
        "operation": operation or None,
        "since": since,
        "until": until,
        "result": result,
    }


def _id(given: UUID | None) -> strawberry.ID | None:
    return strawberry.ID(str(given)) if given else None
