"""From a row of a file to the request that keeps it: organizations, people, challenges, offers."""

from __future__ import annotations

from uuid import UUID

from contracts.accounts import OpenAccount
from contracts.challenges import ImportChallenge
from contracts.codes import is_corporate_number, municipality_id
from contracts.profiles import ImportOffer, KeepOrganization, KeepPerson, KeptUnit
from contracts.wire import Source
from deploy.importing import sources
from deploy.importing.columns import (
    ChallengeRow,
    OfferRow,
    OrganizationRow,
    PersonRow,
    UnitRow,
)
from deploy.importing.ids import derived_id, id_of, numbered_id, organization_id
from deploy.importing.lines import Row
from deploy.importing.owners import Owners, checked, checked_code, checked_url, kind_of
from deploy.importing.report import BadRow

GOAL = "めざすこと："
DOING = "自治体が行っていること："
OTHER = "その他"  # says nothing of a text
DECARBONISATION = "脱炭素"


def organization(row: Row[OrganizationRow], default: str) -> KeepOrganization:
    """``default``: the source of rows that name none."""
    record = row.record
    number = record.corporate_number
    if number is not None and not is_corporate_number(number):
        raise BadRow(f"the corporate number {number} has the wrong check digit")
    source = sources.name_of(record.source, default)
    found = _organization_id(record, source)
    kept = KeepOrganization(
        id=found,
        kind=kind_of(record.kind),
        name=record.name,
        name_kana=record.name_kana,
        prefecture=record.prefecture,
        corporate_number=number,
        url=checked_url(record.url),
        description=record.description,
        units=tuple(_unit(unit, found) for unit in record.units),
        founded=record.founded,
        source=_source(record.source, source, record.id or "") if source else None,
    )
    return checked(kept, row.names)


def _organization_id(record: OrganizationRow, source: str) -> UUID:
    if record.lg_code is not None:
        return municipality_id(checked_code(record.lg_code))
    if record.id is not None:
        return id_of("organization", source, record.id)
    if record.corporate_number is not None:
        return numbered_id(record.corporate_number)
    return organization_id(record.name)


def _unit(unit: UnitRow | str, owner: UUID) -> KeptUnit:
    if isinstance(unit, str):
        unit = UnitRow(name=unit)
    return KeptUnit(id=unit_id(unit.id or unit.name, owner), name=unit.name)


def unit_id(reference: str, owner: UUID) -> UUID:
    """Of a unit, by its id or else its name, within its organization."""
    return id_of("unit", str(owner), reference)


def person(row: Row[PersonRow], owners: Owners, source: str) -> KeepPerson:
    record = row.record
    owner = _employer(record, owners)
    found = id_of("person", source, record.id)
    kept = KeepPerson(
        id=found,
        name=record.name,
        name_kana=record.name_kana,
        membership_id=record.membership_id or derived_id("membership", found, owner),
        organization_id=owner,
        unit_id=unit_id(record.unit, owner) if record.unit else None,
        role=record.role,
    )
    return checked(kept, row.names)


def _employer(record: PersonRow, owners: Owners) -> UUID:
    if record.lg_code is not None:
        return municipality_id(checked_code(record.lg_code))
    if record.organization is None:
        raise BadRow("organization is missing")
    if record.organization in owners.by_reference:
        return owners.by_reference[record.organization]
    try:
        return UUID(record.organization)
    except ValueError:
        return organization_id(record.organization)


def account(row: Row[PersonRow], person_id: UUID, passphrase: str | None) -> OpenAccount | None:
    """The account of a person who has an address and, here or by default, a passphrase."""
    record = row.record
    password = record.password or passphrase
    if record.email is None or password is None:
        return None
    opened = OpenAccount(
        id=record.account_id or derived_id("account", person_id, record.email),
        person_id=person_id,
        email=record.email,
        password=password,
        locale=record.locale,
    )
    return checked(opened, row.names)


def challenge(row: Row[ChallengeRow], owners: Owners, default: str) -> ImportChallenge:
    """The problem with its aim; what the municipality does already stands with what was tried."""
    record = row.record
    source = _named(record.source, default)
    kept = ImportChallenge(
        id=id_of("challenge", source, record.id),
        organization_id=owners.of(record, row.place, source),
        title=record.title,
        problem=_joined(record.problem, GOAL, record.goal),
        evidence=record.evidence,
        affected=record.affected,
        tried_before=_joined(record.tried_before, DOING, record.local_action),
        constraints=record.constraints,
        direction=record.direction,
        budget_stage=record.budget_stage,
        answer_by=record.answer_by,
        tags=_tags(record),
        source=_source(
            record.source, source, record.id, record.url, of_recipient=record.lg_code is not None
        ),
    )
    return checked(kept, row.names)


def offer(row: Row[OfferRow], owners: Owners, default: str) -> ImportOffer:
    record = row.record
    source = _named(record.source, default)
    kept = ImportOffer(
        id=id_of("offer", source, record.id),
        organization_id=owners.of(record, row.place, source),
        title=record.title,
        text=record.text,
        tags=record.tags,
        reach=record.reach,
        cost_yen=_cost(record),
        track_record=record.track_record,
        source=_source(record.source, source, record.id, record.url),
    )
    return checked(kept, {**row.names, "cost_yen": row.names.get("amount_yen", "cost_yen")})


def _named(given: str | Source | None, default: str) -> str:
    name = sources.name_of(given, default)
    if not name:
        raise BadRow("source is missing")
    return name


def _source(
    given: str | Source | None,
    name: str,
    reference: str,
    url: str = "",
    *,
    of_recipient: bool = False,
) -> Source:
    """As the row gives it, or made from the name it gives."""
    if isinstance(given, Source):
        checked_url(given.url)
        return given
    return sources.source(name, reference, checked_url(url), of_recipient=of_recipient)


def _joined(first: str, heading: str, second: str) -> str:
    if not second or second.strip() == first.strip():
        return first
    return f"{first}\n\n{heading}{second}" if first else second


def _tags(record: ChallengeRow) -> tuple[str, ...]:
    """Each once, in the order they were given."""
    area = record.policy_area if record.policy_area != OTHER else ""
    derived = (area, DECARBONISATION if record.decarb_flag else "")
    return tuple(dict.fromkeys(tag for tag in (*record.tags, *derived) if tag))


def _cost(record: OfferRow) -> int | None:
    if record.cost_yen is not None or record.amount_yen is None:
        return record.cost_yen
    try:
        return int(record.amount_yen) or None
    except ValueError:
        raise BadRow(f"amount_yen is no whole number: {record.amount_yen!r}") from None
