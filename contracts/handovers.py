"""When people move on: partners are told once who goes on, and no unit is left without anybody.

What is going on belongs to a unit (部署), so it stays when somebody leaves; told by introductions.
"""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from uuid import UUID

from msgspec import Struct

from contracts.challenges import CloseReason
from contracts.preferences import Contact
from contracts.wire import Event, Method


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


class OfUnit(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What the successor has to know of a unit of the own organization.

    Another unit than the own one only for who manages them; none: of all, or for who does not
    manage them, of what belongs to no unit.
    """

    unit_id: UUID | None = None


class Relation(Struct, frozen=True, kw_only=True):
    """An introduction, or an interest that waits."""

    kind: RelationKind
    subject_id: UUID
    partner_id: UUID
    partner_name: str
    contact: Contact = Contact()
    """The partner's, of an introduction."""
    title: str = ""
    since: datetime
    due_at: datetime | None = None
    """Until when an interest waits."""
    last_at: datetime | None = None
    """When somebody last wrote."""
    talk_at: datetime | None = None
    """When they next talk."""


class PromiseKind(StrEnum):
    PROPOSALS_TO_ANSWER = "proposals_to_answer"
    QUESTION_TO_ANSWER = "question_to_answer"
    CLARIFICATION_TO_ANSWER = "clarification_to_answer"
    """Of a proposal of the own organization."""
    PROPOSAL_TO_CONFIRM = "proposal_to_confirm"


class Promise(Struct, frozen=True, kw_only=True):
    """An answer that somebody waits for. Not who: a round may be blind, and no asker is named."""

    kind: PromiseKind
    challenge_id: UUID
    title: str
    text: str = ""
    """Of the question."""
    count: int = 1
    since: datetime
    due_at: datetime | None = None


class Decided(Struct, frozen=True, kw_only=True):
    """What was answered to the proposals to one challenge in two years; or why it ended."""

    challenge_id: UUID
    title: str
    accepted: int = 0
    shortlisted: int = 0
    declined: int = 0
    close_reason: CloseReason | None = None
    at: datetime


class UnitWork(Struct, frozen=True, kw_only=True):
    """The most urgent promises, and the newest decisions."""

    promises: tuple[Promise, ...] = ()
    decided: tuple[Decided, ...] = ()


LIST_RELATIONS = Method(
    "rpc.introductions.v1.relation.list", OfUnit, tuple[Relation, ...], safe=True
)
GET_UNIT_WORK = Method("rpc.challenges.v1.unit_work.get", OfUnit, UnitWork, safe=True)

UNIT_HANDED_OVER = Event("event.introductions.v1.unit.handed_over", UnitHandedOver)
UNIT_WITHOUT_OWNER = Event("event.introductions.v1.unit.without_owner", UnitWithoutOwner)
