"""Memberships, as profiles tells them: in which roles somebody may act."""

from __future__ import annotations

from chassis.events import Told
from contracts.profiles import Membership
from services.accounts.deps import Deps
from services.accounts.store import memberships, sessions


async def keep_membership(_: Deps, told: Told[Membership]) -> None:
    """Take in the newest revision; told twice or late, nothing changes.

    Who has another role now, or none, signs in anew: no session outlives a change of rights.
    """
    if await memberships.keep(told.transaction, told.payload):
        await sessions.revoke_of_person(told.transaction, told.payload.person_id)
