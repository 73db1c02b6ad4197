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


class GetSignInPolicy(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    token: Token
    organization_id: UUID


class SetSignInPolicy(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """As it shall be, whole. In a session that is confirmed, from where one may still act."""

    token: Token
    organization_id: UUID
    revision: Annotated[int, Meta(ge=0, le=2**31 - 1)]
    second_factor: bool
    networks: Networks


GET_SIGN_IN_POLICY = Method(
    "rpc.accounts.v1.sign_in_policy.get", GetSignInPolicy, SignInPolicy, safe=True
)
SET_SIGN_IN_POLICY = Method("rpc.accounts.v1.sign_in_policy.set", SetSignInPolicy, SignInPolicy)
