"""How organizations describe themselves: what they do, their site, the year they were founded."""

from __future__ import annotations

import re

import msgspec

from chassis.calls import Asked
from chassis.idempotency import once
from chassis.japan import today
from chassis.outbox import tell
from chassis.postgres import Runner
from chassis.recording import changed, record
from contracts.descriptions import DESCRIBE_ORGANIZATION, DescribeOrganization
from contracts.faults import Conflict, FieldProblem, Invalid, NotFound
from contracts.profiles import ORGANIZATION_KEPT, Organization
from services.profiles.deps import Deps
from services.profiles.standing import managing
from services.profiles.store import organizations

WEB = re.compile(r"https?://[^\s/]+\.[^\s]+")


async def describe_organization(deps: Deps, asked: Asked[DescribeOrganization]) -> Organization:
    """Raises ``Conflict`` with the newest when ``revision`` is not its own."""
    request = asked.request
    check(request, today().year)

    async def change(transaction: Runner) -> Organization:
        await managing(transaction, asked.actor, request.organization_id)
        before = await _found(transaction, asked)
        if before.revision != request.revision:
            newest = msgspec.to_builtins(before)
            raise Conflict("the organization has changed since it was read", newest=newest)
        await organizations.describe(transaction, request)
        after = await _found(transaction, asked)
        await tell(transaction, ORGANIZATION_KEPT, after)
        await record(
            transaction,
            asked,
            object_kind="organization",
            object_id=after.id,
            tenant=after.id,
            fields=changed(before, after),
        )
        return after

    return await once(deps.database, DESCRIBE_ORGANIZATION, asked, change)


def check(asked: DescribeOrganization, this_year: int) -> None:
    """Raises ``Invalid`` with every field that cannot stand."""
    problems = []
    if asked.url and not WEB.fullmatch(asked.url):
        problems.append(FieldProblem("url", "wrong_form"))
    if asked.founded is not None and asked.founded > this_year:
        problems.append(FieldProblem("founded", "still_to_come", this_year))
    if problems:
        raise Invalid("this cannot stand as it is", fields=tuple(problems))


async def _found(transaction: Runner, asked: Asked[DescribeOrganization]) -> Organization:
    found = await organizations.by_id(transaction, asked.request.organization_id)
    if found is None:
        raise NotFound("no such organization")
    return found
