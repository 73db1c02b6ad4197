"""What every handler of this service works with."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field

from chassis.apart import Apart
from chassis.postgres import Database
from chassis.recording import Allowance
from contracts.own_data import Erasure
from services.accounts.ceremonies import Party
from services.accounts.hashing import Hashing
from services.accounts.sealing import Sealing


@dataclass(frozen=True, slots=True)
class Deps:
    database: Database
    hashing: Hashing
    blocked: frozenset[str]
    """Words that make no password, folded."""
    new_token: Callable[[], str]
    """256 random bits, to be carried in a cookie."""
    sealing: Sealing
    party: Party
    """Who passkeys are made for: this site."""
    return_to: str = ""
    """Where providers of organizations send people back to."""
    inside: frozenset[str] = frozenset()
    """Origins of providers that need no public address, as the operator says."""
    allowance: Allowance = field(default_factory=lambda: Allowance(each=60, together=600))
    """Of failed tries to be recorded: who tries for ever must not fill the record."""
    barred: Allowance = field(default_factory=lambda: Allowance(each=1, together=300))
    """Of requests from where one may not act, to be recorded."""
    erasures: Apart[Erasure] | None = None
    """The list of who was forgotten, outside the database; none where none is kept."""
    erased: asyncio.Event = field(default_factory=asyncio.Event)
    """Set when there is something to be added to it."""
