"""What every handler of this service works with."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from chassis.postgres import Database
from services.accounts.hashing import Hashing


@dataclass(frozen=True, slots=True)
class Deps:
    database: Database
    hashing: Hashing
    blocked: frozenset[str]
    """Words that make no password, folded."""
    new_token: Callable[[], str]
    """256 random bits, to be carried in a cookie."""
