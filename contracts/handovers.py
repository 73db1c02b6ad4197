"""When people move on: partners are told once who goes on, and no unit is left without anybody.

What is going on belongs to a unit (部署), so it stays when somebody leaves; told by introductions.
"""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from uuid import UUID

from msgspec import Struct

from contracts.wire import Event


class RelationKind(StrEnum):
    """What a unit has going on with another organization."""

    INTRODUCTION = "introduction"
    INTEREST_RECEIVED = "interest_received"
    INTEREST_SENT = "interest_sent"
    PROPOSAL_RECEIVED = "proposal_received"
    PROPOSAL_SENT = "proposal_sent"


class UnitHandedOver(Struct, frozen=True, kw_only=True):
    """To be brought to one partner: somebody of the unit has left, and who goes on."""

    id: UUID
    """The same however often it is told."""
    organization_id: UUID
    organization_name: str
    unit_id: UUID | None = None
    unit_name: str = ""
    person_id: UUID
    """Who goes on: somebody of the unit, or while nobody is there, of the contact point."""
    person_name: str = ""
    is_successor: bool
    """Whether it is somebody of the unit."""
    partner_id: UUID
    partner_unit_id: UUID | None = None
    kind: RelationKind
    subject_id: UUID
    """Of the introduction, the interest or the proposal."""


class UnitWithoutOwner(Struct, frozen=True, kw_only=True):
    """A unit has had something going on, and nobody who works there, for more than a day."""

    organization_id: UUID
    unit_id: UUID
    unit_name: str = ""
    relations: int
    """How many organizations wait for somebody there."""
    since: datetime


UNIT_HANDED_OVER = Event("event.introductions.v1.unit.handed_over", UnitHandedOver)
UNIT_WITHOUT_OWNER = Event("event.introductions.v1.unit.without_owner", UnitWithoutOwner)
