"""What organizations and towns say of themselves, without those they lead to."""

from __future__ import annotations

from typing import Self
from uuid import UUID

import strawberry

from contracts import profiles
from gateway.schema import words
from gateway.schema.plain import Source, Unit


@strawberry.type
class MunicipalityItself:
    id: strawberry.ID
    lg_code: str = strawberry.field(description="全国地方公共団体コード, six digits.")
    name: str
    name_kana: str
    name_en: str
    kind: words.MunicipalityKind
    prefecture: str
    region: str
    population: int | None = strawberry.field(description="People, at the last census known.")
    url: str
    key: strawberry.Private[UUID]

    @classmethod
    def of(cls, record: profiles.Municipality) -> Self:
        return cls(
            id=strawberry.ID(str(record.id)),
            lg_code=record.lg_code,
            name=record.name,
            name_kana=record.name_kana,
            name_en=record.name_en,
            kind=record.kind,
            prefecture=record.prefecture,
            region=record.region,
            population=record.population,
            url=record.url,
            key=record.id,
        )


@strawberry.type
class OrganizationItself:
    id: strawberry.ID
    kind: words.OrganizationKind
    name: str
    name_kana: str
    prefecture: str | None
    corporate_number: str | None = strawberry.field(description="法人番号, thirteen digits.")
    url: str
    description: str
    units: list[Unit]
    source: Source | None
    review_before_publishing: bool = strawberry.field(
        description="Whether what one of its people writes another one publishes."
    )
    founded: int | None = strawberry.field(description="The year.")
    revision: int
    key: strawberry.Private[UUID]

    @classmethod
    def of(cls, record: profiles.Organization) -> Self:
        return cls(
            id=strawberry.ID(str(record.id)),
            kind=record.kind,
            name=record.name,
            name_kana=record.name_kana,
            prefecture=record.prefecture,
            corporate_number=record.corporate_number,
            url=record.url,
            description=record.description,
            units=[Unit.of(unit) for unit in record.units],
            source=Source.of(record.source),
            review_before_publishing=record.review_before_publishing,
            founded=record.founded,
            revision=record.revision,
            key=record.id,
        )
