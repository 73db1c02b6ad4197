"""Organizations, their units and their people."""

from __future__ import annotations

import asyncio
from uuid import UUID

from chassis.calls import Asked
from chassis.outbox import tell
from chassis.postgres import Runner
from chassis.recording import record, record_batch
from chassis.texts import kana_key, patterns
from contracts.faults import NotFound
from contracts.profiles import (
    MEMBERSHIP_KEPT,
    ORGANIZATION_KEPT,
    PERSON_KEPT,
    GetOrganizations,
    GetPeople,
    KeepOrganization,
    KeepOrganizations,
    KeepPerson,
    Kept,
    ListOrganizations,
    Membership,
    Organization,
    OrganizationPage,
    Person,
)
from contracts.rights import SUSPENDERS
from services.profiles import rules
from services.profiles.deps import Deps
from services.profiles.store import organizations, people


async def get_organizations(deps: Deps, asked: Asked[GetOrganizations]) -> tuple[Organization, ...]:
    """Those that exist among the asked ids, in no particular order.

    What a suspended one says of itself is there for who suspends alone; its name for everybody.
    """
    whole = asked.actor is not None and asked.actor.role in SUSPENDERS
    return await organizations.by_ids(deps.database, asked.request.ids, whole=whole)


async def list_organizations(deps: Deps, asked: Asked[ListOrganizations]) -> OrganizationPage:
    """Those that take part; for who suspends them also those that are suspended."""
    words, first = patterns(asked.request.search), asked.request.first
    suspended = asked.actor is not None and asked.actor.role in SUSPENDERS
    (found, keys), total = await asyncio.gather(
        organizations.page(deps.database, asked.request, words, suspended=suspended),
        organizations.count(deps.database, asked.request, words, suspended=suspended),
    )
    return OrganizationPage(
        organizations=found[:first], keys=keys[:first], more=len(found) > first, total=total
    )


async def keep_organizations(deps: Deps, asked: Asked[KeepOrganizations]) -> Kept:
    rows = asked.request.rows
    rules.refuse(
        tuple(
            problem
            for index, row in enumerate(rows)
            for problem in rules.check_organization(index, row)
        )
    )
    counts = {"new": 0, "changed": 0, "same": 0}
    async with deps.database.transaction() as transaction:
        for row in rows:
            counts[await keep_organization(transaction, row)] += 1
        await record_batch(transaction, asked, "organization", counts)
    return Kept(**counts)


async def keep_organization(transaction: Runner, row: KeepOrganization) -> str:
    """``new``, ``changed`` or ``same``; what is not the same is told."""
    outcome = await write_organization(transaction, row)
    if outcome != "same":
        await tell_organization(transaction, row.id)
    return outcome


async def write_organization(transaction: Runner, row: KeepOrganization) -> str:
    """As ``keep_organization``, for somebody who has more to write before it is told."""
    searched = rules.searched(row.name, row.name_kana)
    revision = await organizations.keep(
        transaction, row, kana_key(row.name_kana, row.name), searched
    )
    units = [
        await organizations.keep_unit(transaction, unit.id, row.id, unit.name) for unit in row.units
    ]
    if not revision and not any(units):
        return "same"
    return "new" if revision == 1 else "changed"


async def tell_organization(transaction: Runner, organization_id: UUID) -> None:
    found = await organizations.by_id(transaction, organization_id)
    if found is not None:
        await tell(transaction, ORGANIZATION_KEPT, found)


async def keep_person(deps: Deps, asked: Asked[KeepPerson]) -> Membership:
    """A person and their membership. Raises ``NotFound`` for an unknown organization."""
    row = asked.request
    async with deps.database.transaction() as transaction:
        if await organizations.by_id(transaction, row.organization_id) is None:
            raise NotFound("no such organization")
        named = await people.keep(transaction, row)
        if named:
            person = Person(
                id=row.id, name=row.name, name_kana=row.name_kana, is_minor=row.is_minor
            )
            await tell(transaction, PERSON_KEPT, person)
        joined = await people.join(transaction, row)
        if joined is not None:
            await tell(transaction, MEMBERSHIP_KEPT, joined)
        if named or joined is not None:
            await _record_person(transaction, asked, named=named, joined=joined is not None)
        found = joined or await people.membership(transaction, row.membership_id)
    if found is None:
        raise NotFound("no such membership")
    return found


async def _record_person(
    transaction: Runner, asked: Asked[KeepPerson], *, named: bool, joined: bool
) -> None:
    await record(
        transaction,
        asked,
        object_kind="person",
        object_id=asked.request.id,
        tenant=asked.request.organization_id,
        fields=(*(("name",) if named else ()), *(("membership",) if joined else ())),
    )


async def get_people(deps: Deps, asked: Asked[GetPeople]) -> tuple[Person, ...]:
    return await people.by_ids(deps.database, asked.request.ids)
