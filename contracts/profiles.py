"""Public face of the profiles service: who takes part, and what they offer."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import Annotated
from uuid import UUID

from msgspec import Meta, Struct

from contracts.track_records import TrackRecord, TrackRecords, Year
from contracts.wire import (
    After,
    Event,
    First,
    Key,
    Method,
    Revision,
    Role,
    SearchText,
    Source,
)

LgCode = Annotated[str, Meta(pattern=r"^[0-9]{6}$")]
"""全国地方公共団体コード: six digits, the last one a check digit."""
CorporateNumber = Annotated[str, Meta(pattern=r"^[0-9]{13}$")]
"""法人番号: thirteen digits, the first one a check digit."""
Name = Annotated[str, Meta(min_length=1, max_length=100)]
Kana = Annotated[str, Meta(max_length=200)]
Prefecture = Annotated[str, Meta(min_length=2, max_length=10)]
"""One of the 47, written in full, as in 福岡県."""
Url = Annotated[str, Meta(max_length=500)]
Description = Annotated[str, Meta(max_length=4_000)]
OfferTitle = Annotated[str, Meta(min_length=5, max_length=120)]
OfferText = Annotated[str, Meta(min_length=20, max_length=8_000)]
Tag = Annotated[str, Meta(min_length=1, max_length=40)]
Tags = Annotated[tuple[Tag, ...], Meta(max_length=20)]
Reach = Annotated[tuple[Prefecture, ...], Meta(max_length=47)]
Yen = Annotated[int, Meta(ge=0, le=1_000_000_000_000)]
Ids = Annotated[tuple[UUID, ...], Meta(max_length=200)]


class OrganizationKind(StrEnum):
    MUNICIPALITY = "municipality"
    PREFECTURE = "prefecture"
    NATIONAL = "national"
    COMPANY = "company"
    SOCIAL_ENTREPRENEUR = "social_entrepreneur"
    NPO = "npo"
    SUPPORT_BODY = "support_body"
    SCHOOL = "school"
    ORGANIZER = "organizer"


PUBLIC_KINDS = frozenset(
    {OrganizationKind.MUNICIPALITY, OrganizationKind.PREFECTURE, OrganizationKind.NATIONAL}
)
"""Kinds that post public needs; the others offer, and post private calls."""


class MunicipalityKind(StrEnum):
    PREFECTURE = "prefecture"
    DESIGNATED_CITY = "designated_city"
    CITY = "city"
    SPECIAL_WARD = "special_ward"
    TOWN = "town"
    VILLAGE = "village"


class OfferState(StrEnum):
    PUBLISHED = "published"
    WITHDRAWN = "withdrawn"


class Municipality(Struct, frozen=True, kw_only=True):
    """A town or prefecture of the master. ``id`` is also the id of its organization."""

    id: UUID
    lg_code: str
    name: str
    name_kana: str
    name_en: str
    kind: MunicipalityKind
    prefecture: str
    region: str = ""
    population: int | None = None
    """People, at the last census known."""
    url: str = ""


class Unit(Struct, frozen=True, kw_only=True):
    """A section (課) that owns what its people do."""

    id: UUID
    organization_id: UUID
    name: str


class Organization(Struct, frozen=True, kw_only=True):
    id: UUID
    kind: OrganizationKind
    name: str
    name_kana: str = ""
    prefecture: str | None = None
    corporate_number: str | None = None
    url: str = ""
    description: str = ""
    units: tuple[Unit, ...] = ()
    source: Source | None = None
    review_before_publishing: bool = False
    """Whether what one of its people writes another one publishes."""
    revision: int = 1
    founded: int | None = None
    """Year."""
    population: int | None = None
    """Of a town of the master."""


class Person(Struct, frozen=True, kw_only=True):
    id: UUID
    name: str
    name_kana: str = ""
    is_minor: bool = False
    """Adults of the other side are never alone with them."""


class Membership(Struct, frozen=True, kw_only=True):
    """Who works for whom in which role, from when until when (UTC instants)."""

    id: UUID
    person_id: UUID
    organization_id: UUID
    unit_id: UUID | None
    role: Role
    since: datetime
    until: datetime | None = None
    revision: int = 1


class Offer(Struct, frozen=True, kw_only=True):
    """What somebody can bring to a town (提供できること)."""

    id: UUID
    organization_id: UUID
    title: str
    text: str
    tags: tuple[str, ...] = ()
    reach: tuple[str, ...] = ()
    """Prefectures where it can be had; none means everywhere."""
    cost_yen: int | None = None
    state: OfferState = OfferState.PUBLISHED
    source: Source | None = None
    revision: int = 1
    published_at: datetime
    organization_kind: OrganizationKind
    organization_name: str
    track_record: tuple[TrackRecord, ...] = ()
    """Each size of town once."""
    before_budget: bool = False
    """Whether it can begin before a council has voted money for it."""


class PublishOffer(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """``id`` is chosen by the asker: sending the same one twice publishes once."""

    id: UUID
    title: OfferTitle
    text: OfferText
    tags: Tags = ()
    reach: Reach = ()
    cost_yen: Yen | None = None
    track_record: TrackRecords = ()
    before_budget: bool = False


class AmendOffer(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    id: UUID
    revision: Revision
    title: OfferTitle
    text: OfferText
    tags: Tags = ()
    reach: Reach = ()
    cost_yen: Yen | None = None
    track_record: TrackRecords = ()
    before_budget: bool = False
    idempotency_key: Key | None = None


class WithdrawOffer(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    id: UUID
    revision: Revision
    idempotency_key: Key | None = None


class GetOffers(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    ids: Ids


class CostBand(StrEnum):
    """What an offer costs, in bands of yen."""

    FREE = "free"
    TO_500_000 = "to_500_000"
    TO_2_000_000 = "to_2_000_000"
    ABOVE_2_000_000 = "above_2_000_000"
    OPEN = "open"
    """To be talked about."""


class ListOffers(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    first: First = 20
    after: After | None = None
    search: SearchText = ""
    organization_id: UUID | None = None
    prefecture: Prefecture | None = None
    """Where it can be had; what can be had everywhere can be had there."""
    tag: Tag | None = None
    cost: CostBand | None = None
    kind: OrganizationKind | None = None
    """Of who offers it."""
    before_budget: bool | None = None
    """True: what can begin before a council has voted; what is free can."""


class OfferPage(Struct, frozen=True, kw_only=True):
    offers: tuple[Offer, ...]
    more: bool
    total: int


class GetOrganizations(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    ids: Ids


class ListOrganizations(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    first: First = 20
    after: After | None = None
    search: SearchText = ""
    kind: OrganizationKind | None = None
    prefecture: Prefecture | None = None


class OrganizationPage(Struct, frozen=True, kw_only=True):
    organizations: tuple[Organization, ...]
    keys: tuple[str, ...]
    """The kana key each row is sorted by, for ``After.key``."""
    more: bool
    total: int


class GetMunicipality(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    lg_code: LgCode


class GetMunicipalities(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    ids: Ids


class ListMunicipalities(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    first: First = 20
    after: After | None = None
    search: SearchText = ""
    prefecture: Prefecture | None = None


class MunicipalityPage(Struct, frozen=True, kw_only=True):
    municipalities: tuple[Municipality, ...]
    keys: tuple[str, ...]
    more: bool
    total: int


class GetPeople(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    ids: Ids


class KeepMunicipality(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One row of the master, as an operator imports it."""

    lg_code: LgCode
    name: Name
    name_kana: Kana
    name_en: Annotated[str, Meta(max_length=200)] = ""
    kind: MunicipalityKind
    prefecture: Prefecture
    region: Annotated[str, Meta(max_length=20)] = ""
    population: Annotated[int, Meta(ge=0, le=100_000_000)] | None = None
    url: Url = ""
    source: Source | None = None


class KeepMunicipalities(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    rows: Annotated[tuple[KeepMunicipality, ...], Meta(max_length=200)]


class KeptUnit(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    id: UUID
    name: Name


class KeepOrganization(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    id: UUID
    kind: OrganizationKind
    name: Name
    name_kana: Kana = ""
    prefecture: Prefecture | None = None
    corporate_number: CorporateNumber | None = None
    url: Url = ""
    description: Description = ""
    units: Annotated[tuple[KeptUnit, ...], Meta(max_length=100)] = ()
    source: Source | None = None
    founded: Year | None = None


class KeepOrganizations(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    rows: Annotated[tuple[KeepOrganization, ...], Meta(max_length=100)]


class KeepPerson(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A person and the membership they act in."""

    id: UUID
    name: Name
    name_kana: Kana = ""
    membership_id: UUID
    organization_id: UUID
    unit_id: UUID | None = None
    role: Role
    is_minor: bool = False


class ImportOffer(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """An offer somebody else published elsewhere; ``id`` is made from its source and row."""

    id: UUID
    organization_id: UUID
    title: Annotated[str, Meta(min_length=1, max_length=200)]
    text: Annotated[str, Meta(min_length=1, max_length=20_000)]
    tags: Tags = ()
    reach: Reach = ()
    cost_yen: Yen | None = None
    track_record: TrackRecords = ()
    before_budget: bool = False
    source: Source


class ImportOffers(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    rows: Annotated[tuple[ImportOffer, ...], Meta(max_length=50)]


class Kept(Struct, frozen=True, kw_only=True):
    """How many rows of an import were new, changed, and there already."""

    new: int = 0
    changed: int = 0
    same: int = 0


PUBLISH_OFFER = Method("rpc.profiles.v1.offer.publish", PublishOffer, Offer)
AMEND_OFFER = Method("rpc.profiles.v1.offer.amend", AmendOffer, Offer)
WITHDRAW_OFFER = Method("rpc.profiles.v1.offer.withdraw", WithdrawOffer, Offer)
GET_OFFERS = Method("rpc.profiles.v1.offer.get", GetOffers, tuple[Offer, ...], safe=True)
LIST_OFFERS = Method("rpc.profiles.v1.offer.list", ListOffers, OfferPage, safe=True)
GET_ORGANIZATIONS = Method(
    "rpc.profiles.v1.organization.get", GetOrganizations, tuple[Organization, ...], safe=True
)
LIST_ORGANIZATIONS = Method(
    "rpc.profiles.v1.organization.list", ListOrganizations, OrganizationPage, safe=True
)
GET_MUNICIPALITY = Method(
    "rpc.profiles.v1.municipality.get", GetMunicipality, Municipality, safe=True
)
GET_MUNICIPALITIES = Method(
    "rpc.profiles.v1.municipality.get_many", GetMunicipalities, tuple[Municipality, ...], safe=True
)
LIST_MUNICIPALITIES = Method(
    "rpc.profiles.v1.municipality.list", ListMunicipalities, MunicipalityPage, safe=True
)
GET_PEOPLE = Method("rpc.profiles.v1.person.get", GetPeople, tuple[Person, ...], safe=True)
KEEP_MUNICIPALITIES = Method(
    "rpc.profiles.v1.municipality.keep", KeepMunicipalities, Kept, deadline=10.0
)
KEEP_ORGANIZATIONS = Method(
    "rpc.profiles.v1.organization.keep", KeepOrganizations, Kept, deadline=10.0
)
KEEP_PERSON = Method("rpc.profiles.v1.person.keep", KeepPerson, Membership, deadline=10.0)
IMPORT_OFFERS = Method("rpc.profiles.v1.offer.import", ImportOffers, Kept, deadline=10.0)

OFFER_PUBLISHED = Event("event.profiles.v1.offer.published", Offer)
OFFER_AMENDED = Event("event.profiles.v1.offer.amended", Offer)
OFFER_WITHDRAWN = Event("event.profiles.v1.offer.withdrawn", Offer)
ORGANIZATION_KEPT = Event("event.profiles.v1.organization.kept", Organization)
PERSON_KEPT = Event("event.profiles.v1.person.kept", Person)
MEMBERSHIP_KEPT = Event("event.profiles.v1.membership.kept", Membership)
