"""Copies of what profiles tells; told twice or late, nothing changes."""

from __future__ import annotations

from chassis.events import Told
from contracts.profiles import Membership, Organization, Person
from services.sessions.deps import Deps
from services.sessions.store import copies


async def keep_organization(_: Deps, told: Told[Organization]) -> None:
    await copies.keep_organization(told.transaction, told.payload)


async def keep_person(_: Deps, told: Told[Person]) -> None:
    await copies.keep_person(told.transaction, told.payload)


async def keep_membership(_: Deps, told: Told[Membership]) -> None:
    await copies.keep_membership(told.transaction, told.payload)
