"""Public face of the challenges service: the same need in another town, joined or taken over."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from msgspec import Struct

from contracts.challenges import Challenge
from contracts.wire import Key, Method


class CloneChallenge(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Begin a draft with the words of another one, which it keeps as its origin.

    Taken over is what may be the same elsewhere: title, problem, who suffers, constraints, tags.
    """

    id: UUID
    origin_id: UUID
    idempotency_key: Key | None = None


class JoinChallenge(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The same need in our town too; said for one's organization, seen by everybody."""

    id: UUID
    leave: bool = False
    """Instead take it back."""
    idempotency_key: Key | None = None


class Joined(Struct, frozen=True, kw_only=True):
    challenge_id: UUID
    organization_id: UUID
    joined_at: datetime


class ListJoined(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Who has the need of a challenge too, or what an organization has said so of."""

    challenge_id: UUID | None = None
    organization_id: UUID | None = None


CLONE_CHALLENGE = Method("rpc.challenges.v1.challenge.clone", CloneChallenge, Challenge)
JOIN_CHALLENGE = Method("rpc.challenges.v1.challenge.join", JoinChallenge, Challenge)
LIST_JOINED = Method(
    "rpc.challenges.v1.challenge.list_joined", ListJoined, tuple[Joined, ...], safe=True
)
