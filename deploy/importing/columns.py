"""The columns an import understands: one superset for all folders, in whatever words they use.

An empty text and ``null`` are the same as a column that is not there. ``docs/running.md`` shows
the same table to people.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Annotated, Generic, TypeVar
from uuid import UUID

from msgspec import Meta, Struct

from contracts.accounts import Locale
from contracts.challenges import BudgetStage, Direction
from contracts.track_records import TrackRecords
from contracts.wire import Role, Source

R = TypeVar("R", bound=Struct)

Id = Annotated[str, Meta(min_length=1, max_length=200)]
"""The row's own id in its source."""
SourceName = Annotated[str, Meta(min_length=1, max_length=100)]
"""A key of ``sources.json``, or any other name; a whole ``Source`` may stand there instead."""
Reference = Annotated[str, Meta(min_length=1, max_length=200)]
"""The id of a row of ``organizations.jsonl``, or a name."""
Code = Annotated[str, Meta(pattern=r"^[0-9]{6}$")]


class UnitRow(Struct, frozen=True, kw_only=True):
    id: Id | None = None
    name: str


class MunicipalityRow(Struct, frozen=True, kw_only=True):
    lg_code: Code
    name: str
    name_kana: str = ""
    name_en: str = ""
    kind: str | None = None
    """Derived from the code and the name when absent."""
    prefecture: str | None = None
    region: str = ""
    population: int | str | None = None
    url: str = ""
    source: SourceName | Source | None = None


class OrganizationRow(Struct, frozen=True, kw_only=True):
    id: Id | None = None
    kind: str
    name: str
    name_kana: str = ""
    lg_code: Code | None = None
    prefecture: str | None = None
    corporate_number: str | None = None
    url: str = ""
    description: str = ""
    units: tuple[UnitRow | str, ...] = ()
    founded: int | None = None
    """The year."""
    source: SourceName | Source | None = None


class PersonRow(Struct, frozen=True, kw_only=True):
    id: Id
    name: str
    name_kana: str = ""
    organization: Reference | None = None
    lg_code: Code | None = None
    unit: Reference | None = None
    """The id or the name of a unit of that organization."""
    role: Role
    membership_id: UUID | None = None
    account_id: UUID | None = None
    email: str | None = None
    password: str | None = None
    """With ``email``: an account is opened."""
    locale: Locale = Locale.JA


class ChallengeRow(Struct, frozen=True, kw_only=True):
    id: Id
    source: SourceName | Source | None = None
    organization: Reference | None = None
    organization_type: str | None = None
    lg_code: Code | None = None
    title: str
    problem: str
    goal: str = ""
    """Put after the problem, under a heading."""
    evidence: str = ""
    affected: str = ""
    tried_before: str = ""
    local_action: str = ""
    """What the municipality does already: put after ``tried_before``."""
    constraints: str = ""
    direction: Direction = Direction.PUBLIC_NEED
    budget_stage: BudgetStage | None = None
    answer_by: date | None = None
    tags: tuple[str, ...] = ()
    policy_area: str = ""
    decarb_flag: int = 0
    url: str = ""


class OfferRow(Struct, frozen=True, kw_only=True):
    id: Id
    source: SourceName | Source | None = None
    organization: Reference | None = None
    organization_type: str | None = None
    lg_code: Code | None = None
    title: str
    text: str
    tags: tuple[str, ...] = ()
    reach: tuple[str, ...] = ()
    cost_yen: int | None = None
    amount_yen: int | str | None = None
    """The amount of a contract; 0 means that it is not known."""
    track_record: TrackRecords = ()
    url: str = ""


@dataclass(frozen=True, slots=True)
class Columns(Generic[R]):
    """A kind of row and the other words its columns are known by."""

    kind: type[R]
    aliases: dict[str, str] = field(default_factory=dict)
    ignored: frozenset[str] = frozenset()
    """Known, and of no use here."""

    def named(self, raw: dict[str, object]) -> tuple[dict[str, object], dict[str, str]]:
        """The row under our names, without what is empty; and our name -> the one in the file."""
        ours: dict[str, object] = {}
        theirs: dict[str, str] = {}
        for column, value in raw.items():
            name = self.aliases.get(column, column)
            if value in ("", None) or name in self.ignored or (name in ours and name != column):
                continue
            ours[name] = value
            theirs[name] = column
        return ours, theirs


_PLACES = {"municipality_code6": "lg_code", "code6": "lg_code", "municipality_code": "lg_code"}
_OWNERS = {
    **_PLACES,
    "organization_id": "organization",
    "organisation": "organization",
    "organisation_type": "organization_type",
}
_AUTHOR = frozenset({"text_author"})

MUNICIPALITIES = Columns(
    MunicipalityRow,
    {
        **_PLACES,
        "type": "kind",
        "pref_name": "prefecture",
        "population_2020": "population",
    },
    frozenset({"code5", "pref_code", "name_en_source", "lat", "lon", "catchphrase", "capital"})
    | {"iso3166_2", "parent_code6", "id"},
)
ORGANIZATIONS = Columns(OrganizationRow, {**_PLACES, "type": "kind"})
PEOPLE = Columns(PersonRow, {**_OWNERS, "unit_id": "unit"})
CHALLENGES = Columns(
    ChallengeRow,
    {
        **_OWNERS,
        "need_id": "id",
        "poster": "organization",
        "poster_type": "organization_type",
        "need_text": "problem",
        "goal_text": "goal",
        "policy_area_derived": "policy_area",
    },
    _AUTHOR,
)
OFFERS = Columns(OfferRow, {**_OWNERS, "offer_id": "id"}, _AUTHOR)
