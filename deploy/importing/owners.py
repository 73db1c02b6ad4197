"""Whose a text is: from what a row says of its poster to an organization of the town."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Generic, TypeVar
from uuid import UUID

import msgspec

from chassis import checking
from contracts.codes import is_lg_code, municipality_id
from contracts.faults import Invalid
from contracts.prefectures import PREFECTURES
from contracts.profiles import KeepOrganization, OrganizationKind
from deploy.importing import sources
from deploy.importing.columns import ChallengeRow, OfferRow
from deploy.importing.ids import organization_id
from deploy.importing.report import BadRow, Place, reason_of

T = TypeVar("T", bound=msgspec.Struct)

KINDS: Mapping[str, OrganizationKind] = {
    **{kind.value: kind for kind in OrganizationKind},
    "ministry": OrganizationKind.NATIONAL,
    # Public bodies that do the work (独立行政法人 …) stand on the offering side here.
    "agency": OrganizationKind.SUPPORT_BODY,
    "association": OrganizationKind.SUPPORT_BODY,
    "open-source": OrganizationKind.SUPPORT_BODY,
    "university": OrganizationKind.SCHOOL,
    "startup": OrganizationKind.COMPANY,
}
_LOCAL = {OrganizationKind.MUNICIPALITY, OrganizationKind.PREFECTURE}


@dataclass(frozen=True, slots=True)
class Item(Generic[T]):
    """A request that is ready to be sent, and the row it was made from."""

    place: Place
    request: T


@dataclass(slots=True)
class Owners:
    """The organizations that rows speak of, as they are met."""

    by_name: Mapping[str, UUID] = field(default_factory=dict)
    """The municipalities of the master, as 長野県東御市 and, where it is the only one, 東御市."""
    by_reference: dict[str, UUID] = field(default_factory=dict)
    """The ids of ``organizations.jsonl`` -> theirs here."""
    given: dict[UUID, Item[KeepOrganization]] = field(default_factory=dict)
    """Those with a row of their own."""
    met: dict[UUID, Item[KeepOrganization]] = field(default_factory=dict)
    """Those that are only spoken of: made where the town does not know them yet."""
    coded: set[UUID] = field(default_factory=set)
    """The municipalities that were met by their code."""

    def of(self, row: ChallengeRow | OfferRow, place: Place, source: str) -> UUID:
        """Raises ``BadRow`` when the row does not say whose it is."""
        if row.lg_code is not None:
            return self._of_code(row, place)
        if row.organization is None:
            raise BadRow("organization is missing")
        if row.organization in self.by_reference:
            return self.by_reference[row.organization]
        try:
            return UUID(row.organization)
        except ValueError:
            return self._of_name(row.organization, row.organization_type, place, source)

    def _of_code(self, row: ChallengeRow | OfferRow, place: Place) -> UUID:
        code = checked_code(row.lg_code or "")
        found = municipality_id(code)
        self.coded.add(found)
        if row.organization is not None and row.organization not in self.by_reference:
            self._meet(found, town(code, row.organization), place)
        return found

    def _of_name(self, name: str, kind: str | None, place: Place, source: str) -> UUID:
        if kind is None:
            raise BadRow(f"organization {name!r} is no known id, and organization_type is missing")
        known = kind_of(kind)
        if known in _LOCAL and name in self.by_name:
            return self.by_name[name]
        found = organization_id(name)
        prefecture = next((one for one in PREFECTURES if name.startswith(one)), None)
        kept = KeepOrganization(
            id=found,
            kind=known,
            name=name,
            prefecture=prefecture if known in _LOCAL else None,
            source=sources.source(source),
        )
        self._meet(found, kept, place)
        return found

    def _meet(self, found: UUID, kept: KeepOrganization, place: Place) -> None:
        if found not in self.given and found not in self.met:
            names = {"name": "organization"}
            self.met[found] = Item(place, checked(kept, names))


def town(code: str, name: str) -> KeepOrganization:
    """The organization of a municipality, from its code and how it is written (長野県東御市).

    Without a source: the master, when it comes, knows better.
    """
    prefecture = prefecture_of(code)
    is_prefecture = code[2:5] == "000"
    return KeepOrganization(
        id=municipality_id(code),
        kind=OrganizationKind.PREFECTURE if is_prefecture else OrganizationKind.MUNICIPALITY,
        name=prefecture if is_prefecture else name.removeprefix(prefecture) or name,
        prefecture=prefecture,
    )


def checked_code(code: str) -> str:
    if not is_lg_code(code):
        raise BadRow(f"the code {code} has the wrong check digit")
    return code


def prefecture_of(code: str) -> str:
    number = int(code[:2])
    if not 1 <= number <= len(PREFECTURES):
        raise BadRow(f"the code {code} is of no prefecture")
    return PREFECTURES[number - 1]


def kind_of(word: str) -> OrganizationKind:
    try:
        return KINDS[word]
    except KeyError:
        raise BadRow(f"{word!r} is no kind of organization: {', '.join(KINDS)}") from None


def checked(request: T, names: dict[str, str] | None = None) -> T:
    """The request, if its contract lets it pass. Raises ``BadRow`` in the words of the file."""
    try:
        return checking.read(msgspec.json.encode(request), type(request))
    except Invalid as invalid:
        raise BadRow(reason_of(invalid.fields, names or {})) from None


def checked_url(url: str) -> str:
    if url and not url.startswith(("https://", "http://")):
        raise BadRow("url does not begin with https:// or http://")
    return url
