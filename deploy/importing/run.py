"""The whole of an import: read, make sure of the organizations, send, wait for the matches."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar
from uuid import UUID

from contracts.accounts import OPEN_ACCOUNT
from contracts.challenges import IMPORT_CHALLENGES, ImportChallenge, ImportChallenges
from contracts.codes import municipality_id
from contracts.profiles import (
    GET_ORGANIZATIONS,
    IMPORT_OFFERS,
    KEEP_MUNICIPALITIES,
    KEEP_ORGANIZATIONS,
    KEEP_PERSON,
    LIST_MUNICIPALITIES,
    GetOrganizations,
    ImportOffer,
    ImportOffers,
    KeepMunicipalities,
    KeepMunicipality,
    KeepOrganization,
    KeepOrganizations,
    KeepPerson,
    Kept,
    ListMunicipalities,
    MunicipalityKind,
)
from contracts.wire import After
from deploy.asking import Asking
from deploy.importing import tables
from deploy.importing.folder import Plan, check, read_folder
from deploy.importing.owners import Item
from deploy.importing.progress import Progress, Silent
from deploy.importing.report import Report
from deploy.importing.sending import Sender

T = TypeVar("T", ImportChallenge, ImportOffer, KeepPerson)

KNOWN_AT_ONCE = 20  # organizations of 4,000 characters each still fit one answer


@dataclass(frozen=True, slots=True)
class Imported:
    report: Report
    challenges: tuple[UUID, ...] = field(default=())
    """Those that are in the town now."""
    unlisted: int = 0
    """Municipalities that texts name by code and the master does not hold: no list shows them."""


async def import_folder(
    asking: Asking,
    folder: Path,
    progress: Progress | None = None,
    *,
    source: str = "",
    passphrase: str | None = None,
    adapt: Callable[[ImportChallenge], ImportChallenge] = lambda row: row,
) -> Imported:
    """Everything of ``folder`` that can stand, its challenges as ``adapt`` makes them.

    Raises ``NothingToImport``, and ``Fault`` when the town goes away for longer than a restart.
    """
    check(folder)
    report = Report()
    names, listed = await municipality_names(asking)
    plan = await asyncio.to_thread(read_folder, folder, report, names, source, passphrase)
    sender = Sender(asking, report, progress or Silent())
    await sender.send("municipalities", plan.municipalities, KEEP_MUNICIPALITIES, _municipalities)
    known = await _organizations(sender, plan)
    await _people(sender, plan, known)
    offers = _owned(report, plan.offers, known)
    await sender.send("offers", offers, IMPORT_OFFERS, lambda rows: ImportOffers(rows=rows))
    challenges = await sender.send(
        "challenges",
        [Item(item.place, adapt(item.request)) for item in _owned(report, plan.challenges, known)],
        IMPORT_CHALLENGES,
        lambda rows: ImportChallenges(rows=rows),
    )
    listed |= {municipality_id(item.request.lg_code) for item in plan.municipalities}
    unlisted = len(plan.owners.coded - listed)
    return Imported(report, tuple(item.request.id for item in challenges), unlisted)


async def import_master(
    asking: Asking, files: Iterable[Path], progress: Progress | None = None
) -> tuple[Report, int]:
    """Municipalities from tables, and how many wards were passed over.

    Raises ``UnreadableTable``.
    """
    report, wards = Report(), 0
    sender = Sender(asking, report, progress or Silent())
    for file in files:
        items, passed = await asyncio.to_thread(tables.read_master, file, report)
        wards += passed
        await sender.send("municipalities", items, KEEP_MUNICIPALITIES, _municipalities)
    return report, wards


async def _people(sender: Sender, plan: Plan, known: set[UUID]) -> None:
    """Those whose organization is there, then their accounts."""
    people = _owned(sender.report, plan.people, known)
    kept = await sender.send_each("people", people, KEEP_PERSON)
    there = {item.request.id for item in kept}
    accounts = [item for item in plan.accounts if item.request.person_id in there]
    await sender.send_each("accounts", accounts, OPEN_ACCOUNT)


def _municipalities(rows: tuple[KeepMunicipality, ...]) -> KeepMunicipalities:
    return KeepMunicipalities(rows=rows)


async def municipality_names(asking: Asking) -> tuple[Mapping[str, UUID], set[UUID]]:
    """The master by full name (長野県東御市), and by the bare one where only one bears it.

    Beside it all its ids: two may bear one full name (北海道泊村).
    """
    full: dict[str, UUID] = {}
    bare: dict[str, set[UUID]] = {}
    after, more = None, True
    while more:
        page = await asking.insist(LIST_MUNICIPALITIES, ListMunicipalities(first=100, after=after))
        for town in page.municipalities:
            whole = town.kind is MunicipalityKind.PREFECTURE
            full[town.name if whole else town.prefecture + town.name] = town.id
            bare.setdefault(town.name, set()).add(town.id)
        more = page.more
        if more:
            after = After(id=page.municipalities[-1].id, key=page.keys[-1])
    alone = {name: min(ids) for name, ids in bare.items() if len(ids) == 1}
    return {**alone, **full}, set().union(*bare.values())


async def _organizations(sender: Sender, plan: Plan) -> set[UUID]:
    """Keep those with a row, make those only spoken of and not yet there; the ids that are."""
    owners = plan.owners
    spoken_of = {
        *(item.request.organization_id for item in plan.people),
        *(item.request.organization_id for item in plan.offers),
        *(item.request.organization_id for item in plan.challenges),
    }
    known = await _known(sender.asking, (spoken_of | owners.met.keys()) - owners.given.keys())
    needed: list[Item[KeepOrganization]] = [
        *owners.given.values(),
        *(item for found, item in owners.met.items() if found in spoken_of and found not in known),
    ]
    kept = await sender.send(
        "organizations", needed, KEEP_ORGANIZATIONS, lambda rows: KeepOrganizations(rows=rows)
    )
    sender.report.add("organizations", Kept(same=len(known & owners.met.keys())))
    return known | {item.request.id for item in kept}


async def _known(asking: Asking, ids: set[UUID]) -> set[UUID]:
    """Those of ``ids`` that the town has."""
    asked = sorted(ids)
    found: set[UUID] = set()
    for start in range(0, len(asked), KNOWN_AT_ONCE):
        request = GetOrganizations(ids=tuple(asked[start : start + KNOWN_AT_ONCE]))
        found |= {one.id for one in await asking.insist(GET_ORGANIZATIONS, request)}
    return found


def _owned(report: Report, items: Sequence[Item[T]], known: set[UUID]) -> list[Item[T]]:
    """Those whose organization is there; the others are bad rows."""
    for item in items:
        if item.request.organization_id not in known:
            report.refuse(item.place, "its organization is not in the town")
    return [item for item in items if item.request.organization_id in known]
