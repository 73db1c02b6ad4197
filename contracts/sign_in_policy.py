"""What an organization demands of those who act for it: a second factor, and from where.

Answered by accounts. Whoever may not act for an organization, as its policy stands, has a
session in which it is named in ``barred`` and not in ``acting``.
"""

from __future__ import annotations

from datetime import datetime
from typing import Annotated
from uuid import UUID

from msgspec import Meta, Struct

from contracts.factors import Token
from contracts.wire import Method

Network = Annotated[str, Meta(min_length=2, max_length=50)]
"""An address, or a network as in ``192.0.2.0/24``."""
Networks = Annotated[tuple[Network, ...], Meta(max_length=50)]


class LooserPolicy(Struct, frozen=True, kw_only=True):
    """What one manager has asked for, and a second one has to ask for too: within seven days."""

    second_factor: bool
    networks: tuple[str, ...]
    asked_at: datetime
    is_yours: bool
    """Whether the asker asked for it."""


class SignInPolicy(Struct, frozen=True, kw_only=True):
    organization_id: UUID
    second_factor: bool = False
    networks: tuple[str, ...] = ()
    """From where one may act; none: from everywhere."""
    revision: int = 0
    """0: nothing was ever demanded."""
    changed_at: datetime | None = None
    your_address: str = ""
    """From where the asker asks, as the lists see it."""
    looser: LooserPolicy | None = None
    """Waits for a second person."""


class GetSignInPolicy(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    token: Token
    organization_id: UUID


class SetSignInPolicy(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """As it shall be, whole. In a session that is confirmed, from where one may still act.

    What lets in who is kept out now waits until another manager asks for the same.
    """

    token: Token
    organization_id: UUID
    revision: Annotated[int, Meta(ge=0, le=2**31 - 1)]
    second_factor: bool
    networks: Networks


class LiftNetworks(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """By the operator, when a list has shut everybody out."""

    organization_id: UUID
    reason: Annotated[str, Meta(min_length=5, max_length=500)]


GET_SIGN_IN_POLICY = Method(
    "rpc.accounts.v1.sign_in_policy.get", GetSignInPolicy, SignInPolicy, safe=True
)
SET_SIGN_IN_POLICY = Method("rpc.accounts.v1.sign_in_policy.set", SetSignInPolicy, SignInPolicy)
LIFT_NETWORKS = Method("rpc.accounts.v1.sign_in_policy.lift", LiftNetworks, SignInPolicy)
