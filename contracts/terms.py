"""The terms of use (利用のきまり): the version in force, and accepting it.

A new version is asked for at the next sign-in: until it is accepted one acts in no role.
The gateway has the words.
"""

from __future__ import annotations

from typing import Annotated

from msgspec import Meta, Struct

from contracts.accounts import Session
from contracts.factors import Token
from contracts.wire import Method

TERMS_VERSION = "2026-11-25"
"""Changes with every change of what it says; what was accepted is kept with its version."""


class AcceptTerms(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """By who has read that version; another than the one in force is not taken."""

    token: Token
    version: Annotated[str, Meta(max_length=20)]


ACCEPT_TERMS = Method("rpc.accounts.v1.terms.accept", AcceptTerms, Session)
