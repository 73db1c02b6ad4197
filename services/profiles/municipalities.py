"""The master of municipalities: each is also an organization under the same id."""

from __future__ import annotations

import asyncio

from chassis.calls import Asked
from chassis.postgres import Runner
from chassis.recording import record_batch
from chassis.texts import kana_key, patterns
from contracts.codes import municipality_id
from contracts.faults import NotFound
from contracts.profiles import (
    GetMunicipalities,
    GetMunicipality,
    KeepMunicipalities,
    KeepMunicipality,
    KeepOrganization,
    Kept,
    ListMunicipalities,
    Municipality,
    MunicipalityKind,
    MunicipalityPage,
    OrganizationKind,
)
from services.profiles import rules
from services.profiles.deps import Deps
from services.profiles.organizations import tell_organization, write_organization
from services.profiles.store import municipalities, organizations


async def get_municipality(deps: Deps, asked: Asked[GetMunicipality]) -> Municipality:
    """Raises ``NotFound``."""
    found = await municipalities.by_code(deps.database, asked.request.lg_code)
    if found is None:
        raise NotFound("no such municipality")
    return found


async def get_municipalities(
    deps: Deps, asked: Asked[GetMunicipalities]
) -> tuple[Municipality, ...]:
    """Those that exist among the asked ids, in no particular order."""
    return await municipalities.by_ids(deps.database, asked.request.ids)


async def list_municipalities(deps: Deps, asked: Asked[ListMunicipalities]) -> MunicipalityPage:
    words, first = patterns(asked.request.search), asked.request.first
    (found, keys), total = await asyncio.gather(
        municipalities.page(deps.database, asked.request, words),
        municipalities.count(deps.database, asked.request, words),
    )
    return MunicipalityPage(
        municipalities=found[:first], keys=keys[:first], more=len(found) > first, total=total
    )


async def keep_municipalities(deps: Deps, asked: Asked[KeepMunicipalities]) -> Kept:
    rows = asked.request.rows
    rules.refuse(
        tuple(
            problem
            for index, row in enumerate(rows)
            for problem in rules.check_municipality(index, row)
        )
    )
    counts = {"new": 0, "changed": 0, "same": 0}
    async with deps.database.transaction() as transaction:
        for row in rows:
            counts[await _keep(transaction, row)] += 1
        await record_batch(transaction, asked, "municipality", counts)
    return Kept(**counts)


async def _keep(transaction: Runner, row: KeepMunicipality) -> str:
    town_id = municipality_id(row.lg_code)
    is_prefecture = row.kind is MunicipalityKind.PREFECTURE
    kind = OrganizationKind.PREFECTURE if is_prefecture else OrganizationKind.MUNICIPALITY
    known = await organizations.by_id(transaction, town_id)
    outcome = await write_organization(
        transaction,
        KeepOrganization(
            id=town_id,
            kind=kind,
            name=row.name,
            name_kana=row.name_kana,
            prefecture=row.prefecture,
            url=row.url,
            # The master knows no such thing: what the town says of itself stays.
            description=known.description if known else "",
            source=(known.source if known else None) or row.source,
        ),
    )
    searched = rules.searched(row.name, row.name_kana, row.name_en, row.prefecture, row.lg_code)
    key = kana_key(row.name_kana, row.name)
    counted_anew = await municipalities.keep(transaction, town_id, row, key, searched)
    if outcome != "same" or counted_anew:
        await tell_organization(transaction, town_id)
    return outcome if not counted_anew or outcome == "new" else "changed"
