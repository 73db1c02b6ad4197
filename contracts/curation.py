"""What a person sets about a list of matches: strengths, pins, exclusions, each with a reason."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import Annotated
from uuid import UUID

from msgspec import Meta, Struct

from contracts.profiles import OrganizationKind
from contracts.wire import Key, Method, Revision, Role

Percent = Annotated[int, Meta(ge=0, le=300)]
Why = Annotated[str, Meta(min_length=1, max_length=500)]
Kinds = Annotated[tuple[OrganizationKind, ...], Meta(max_length=9)]


class Strengths(Struct, frozen=True, kw_only=True):
    """How much each thing besides words counts, in hundredths: 0 is not at all, 200 twice."""

    area: Percent = 100
    tags: Percent = 100
    goals: Percent = 100
    """Goals of sustainable development that both name."""
    budget: Percent = 100
    track_record: Percent = 100
    small_towns: Percent = 0
    """Challenges of towns under 50,000 people stand further up in the lists of offers."""
    new_companies: Percent = 0
    """Offers of organizations younger than five years stand further up."""
    preferred_kinds: Kinds = ()
    """Offers of these kinds of organization stand further up."""


class SetStrengths(Struct, frozen=True, kw_only=True):
    """As they were set; ``id`` is the town's or the event's."""

    id: UUID
    strengths: Strengths
    reason: str
    person_id: UUID
    role: Role
    organization_id: UUID | None = None
    set_at: datetime
    revision: int


class GetStrengths(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    id: UUID


class FoundStrengths(Struct, frozen=True, kw_only=True):
    """None: nobody has set any, and the usual ones hold."""

    found: SetStrengths | None = None


class ChangeStrengths(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """For an organization, or for an event: its id is the asker's, who alone changes it."""

    id: UUID
    strengths: Strengths
    reason: Why
    revision: Revision | None = None
    """Of what it replaces; none: there was nothing."""
    idempotency_key: Key | None = None


class Choice(StrEnum):
    PIN = "pin"
    """It stands at the head of the list."""
    EXCLUSION = "exclusion"
    """It is in neither side's list."""


class Choosing(Struct, frozen=True, kw_only=True):
    """A pair that a person has taken a decision on."""

    challenge_id: UUID
    offer_id: UUID
    choice: Choice
    reason: str
    """Shown to everybody who sees the list."""
    person_id: UUID
    role: Role
    organization_id: UUID | None = None
    chosen_at: datetime


class ChoosePair(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The last decision on a pair stands."""

    challenge_id: UUID
    offer_id: UUID
    choice: Choice
    reason: Why


class ReleasePair(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Take a decision back; one that is not there is taken back already."""

    challenge_id: UUID
    offer_id: UUID


class ListChoices(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Of a challenge, pins first, each in the order in which they were chosen."""

    challenge_id: UUID


class Released(Struct, frozen=True, kw_only=True):
    was: Choosing | None = None


GET_STRENGTHS = Method("rpc.matching.v1.strengths.get", GetStrengths, FoundStrengths, safe=True)
CHANGE_STRENGTHS = Method("rpc.matching.v1.strengths.change", ChangeStrengths, SetStrengths)
CHOOSE_PAIR = Method("rpc.matching.v1.pair.choose", ChoosePair, Choosing)
RELEASE_PAIR = Method("rpc.matching.v1.pair.release", ReleasePair, Released)
LIST_CHOICES = Method("rpc.matching.v1.pair.list", ListChoices, tuple[Choosing, ...], safe=True)
