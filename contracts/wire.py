"""The shapes every contract is written in: actor, method, event, page of a list.

Records are plain ``Struct, frozen=True, kw_only=True`` (restated on each class:
type checkers do not inherit it). Their fields are only ever added, and only with
a default: an old reader skips what it does not know, a new one fills in the rest.
Requests add ``forbid_unknown_fields=True``: what an asker misspells is an error.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Annotated, Generic, TypeVar
from uuid import UUID

from msgspec import Meta, Struct

Q = TypeVar("Q")
A = TypeVar("A")
P = TypeVar("P")

First = Annotated[int, Meta(ge=1, le=100)]
"""How many rows of a list are asked for at once."""
Revision = Annotated[int, Meta(ge=1, le=2_147_483_647)]
Key = Annotated[str, Meta(min_length=1, max_length=255)]
"""An idempotency key chosen by the asker."""
SearchText = Annotated[str, Meta(max_length=200)]


class Role(StrEnum):
    """In which role somebody acts (domain.md 1.1)."""

    STAFF = "staff"
    LIAISON = "liaison"
    DECISION_MAKER = "decision_maker"
    COMPANY_MEMBER = "company_member"
    COMPANY_ADMIN = "company_admin"
    ORGANIZER = "organizer"
    COORDINATOR = "coordinator"
    REVIEWER = "reviewer"
    OBSERVER = "observer"
    MODERATOR = "moderator"
    PLATFORM_ADMIN = "platform_admin"
    AUDITOR = "auditor"
    OPERATOR = "operator"
    """A command run on the platform's own machine; never a person on the web."""


class Actor(Struct, frozen=True, kw_only=True):
    """On whose behalf a call is made; the gateway and the operator's commands make these."""

    account: UUID
    person: UUID
    role: Role
    organization: UUID | None = None
    unit: UUID | None = None
    is_confirmed: bool = False
    """Whether they have shown within the last ten minutes who they are."""


class After(Struct, frozen=True, kw_only=True):
    """Where the previous page of a list ended: the sort key of its last row, then its id."""

    id: UUID
    at: datetime | None = None
    key: Annotated[str, Meta(max_length=400)] | None = None


class Source(Struct, frozen=True, kw_only=True):
    """Where an imported text comes from, and the line that has to be shown with it."""

    name: Annotated[str, Meta(min_length=1, max_length=100)]
    reference: Annotated[str, Meta(max_length=200)] = ""
    """The id of the row in its source."""
    url: Annotated[str, Meta(max_length=500)] = ""
    attribution: Annotated[str, Meta(max_length=1_000)] = ""


@dataclass(frozen=True, slots=True)
class Method(Generic[Q, A]):
    """One question a service answers.

    ``subject`` is ``rpc.<service>.v<major>.<noun>.<verb>``. ``deadline`` is in
    seconds, from the asker's side. A ``safe`` method changes nothing and may be
    asked again after a timeout.
    """

    subject: str
    request: type[Q]
    answer: type[A]
    deadline: float = 3.0
    safe: bool = False


@dataclass(frozen=True, slots=True)
class Event(Generic[P]):
    """One fact a service tells: ``event.<service>.v<major>.<noun>.<past>``."""

    subject: str
    payload: type[P]

    @property
    def stream(self) -> str:
        """JetStream stream that keeps it: one per telling service."""
        return f"EVENTS_{self.subject.split('.')[1].upper()}"
