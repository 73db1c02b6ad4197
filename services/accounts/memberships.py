"""Memberships, as profiles tells them: in which roles somebody may act."""

from __future__ import annotations

from chassis.events import Told
from contracts.profiles import Membership
from services.accounts.deps import Deps
from services.accounts.store import memberships


async def keep_membership(_: Deps, told: Told[Membership]) -> None:
    """Take in the newest revision; told twice or late, nothing changes."""
    await memberships.keep(told.transaction, told.payload)
