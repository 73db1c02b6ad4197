"""Copies of what profiles and accounts tell; told twice or late, nothing changes."""

from __future__ import annotations

from chassis.events import Told
from contracts.profiles import Membership, Organization, Person
from contracts.standing import AccountStandingSet
from services.sessions.deps import Deps
from services.sessions.store import copies


async def keep_organization(_: Deps, told: Told[Organization]) -> None:
    await copies.keep_organization(told.transaction, told.payload)


async def keep_person(_: Deps, told: Told[Person]) -> None:
    await copies.keep_person(told.transaction, told.payload)


async def keep_account(_: Deps, told: Told[AccountStandingSet]) -> None:
    await copies.keep_account(told.transaction, told.payload)


async def keep_membership(_: Deps, told: Told[Membership]) -> None:
    await copies.keep_membership(told.transaction, told.payload)
