"""Memberships, as profiles tells them: which organization runs the platform."""

from __future__ import annotations

from chassis.events import Told
from contracts.profiles import Membership
from services.ledger.deps import Deps
from services.ledger.store import memberships


async def keep_membership(_: Deps, told: Told[Membership]) -> None:
    """Take in the newest revision; told twice or late, nothing changes."""
    await memberships.keep(told.transaction, told.payload)
