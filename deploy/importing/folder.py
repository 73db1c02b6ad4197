"""Reading a folder of texts whole, into requests in the order they have to be sent."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar
from uuid import UUID

import msgspec

from contracts.accounts import OpenAccount
from contracts.challenges import ImportChallenge
from contracts.profiles import (
    ImportOffer,
    KeepMunicipality,
    KeepPerson,
)
from deploy.importing import columns, master, texts
from deploy.importing.columns import Columns
from deploy.importing.lines import Row, read
from deploy.importing.owners import Item, Owners
from deploy.importing.report import BadRow, Report

R = TypeVar("R", bound=msgspec.Struct)

FILES = (
    "municipalities.jsonl",
    "organizations.jsonl",
    "people.jsonl",
    "offers.jsonl",
    "challenges.jsonl",
    "needs.jsonl",
)


class NothingToImport(Exception):
    """A folder that holds none of the files; the text says which they are."""


@dataclass(slots=True)
class Plan:
    """Everything that a folder asks for."""

    owners: Owners
    municipalities: list[Item[KeepMunicipality]] = field(default_factory=list)
    people: list[Item[KeepPerson]] = field(default_factory=list)
    accounts: list[Item[OpenAccount]] = field(default_factory=list)
    offers: list[Item[ImportOffer]] = field(default_factory=list)
    challenges: list[Item[ImportChallenge]] = field(default_factory=list)


def check(folder: Path) -> None:
    """Raises ``NothingToImport``."""
    if not folder.is_dir():
        raise NothingToImport(f"{folder} is no folder")
    if not any((folder / name).is_file() for name in FILES):
        raise NothingToImport(f"{folder} holds none of {', '.join(FILES)}")


def read_folder(
    folder: Path,
    report: Report,
    names: Mapping[str, UUID],
    default_source: str = "",
    passphrase: str | None = None,
) -> Plan:
    """``names``: municipalities of the master by name; ``passphrase``: of accounts without one."""
    check(folder)
    plan = Plan(Owners(by_name=names))
    _read_people(folder, report, plan, default_source, passphrase)
    _read_texts(folder, report, plan, default_source)
    return plan


def _read_people(
    folder: Path, report: Report, plan: Plan, default_source: str, passphrase: str | None
) -> None:
    """Municipalities and organizations before those who belong to them."""

    def town(row: Row[columns.MunicipalityRow]) -> None:
        kept = master.municipality(row.record, default_source)
        plan.municipalities.append(Item(row.place, kept))

    def organization(row: Row[columns.OrganizationRow]) -> None:
        kept = texts.organization(row, default_source)
        plan.owners.given[kept.id] = Item(row.place, kept)
        plan.owners.by_reference[row.record.id or row.record.name] = kept.id

    def person(row: Row[columns.PersonRow]) -> None:
        kept = texts.person(row, plan.owners, default_source)
        account = texts.account(row, kept.id, passphrase)
        plan.people.append(Item(row.place, kept))
        if account:
            plan.accounts.append(Item(row.place, account))

    _each(folder / "municipalities.jsonl", columns.MUNICIPALITIES, report, town)
    _each(folder / "organizations.jsonl", columns.ORGANIZATIONS, report, organization)
    _each(folder / "people.jsonl", columns.PEOPLE, report, person)


def _read_texts(folder: Path, report: Report, plan: Plan, default_source: str) -> None:
    def offer(row: Row[columns.OfferRow]) -> None:
        plan.offers.append(Item(row.place, texts.offer(row, plan.owners, default_source)))

    def challenge(row: Row[columns.ChallengeRow]) -> None:
        kept = texts.challenge(row, plan.owners, default_source)
        plan.challenges.append(Item(row.place, kept))

    _each(folder / "offers.jsonl", columns.OFFERS, report, offer)
    _each(folder / "challenges.jsonl", columns.CHALLENGES, report, challenge)
    _each(folder / "needs.jsonl", columns.CHALLENGES, report, challenge)


def _each(path: Path, kind: Columns[R], report: Report, take: Callable[[Row[R]], None]) -> None:
    if not path.is_file():
        return
    for row in read(path, kind, report):
        try:
            take(row)
        except BadRow as bad:
            report.refuse(row.place, str(bad))
