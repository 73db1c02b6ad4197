"""Copies of what profiles and challenges tell; told twice or late, nothing changes."""

from __future__ import annotations

from chassis.events import Told
from contracts.challenges import Challenge
from contracts.profiles import Membership, Offer, Organization, Person
from contracts.standing import AccountStandingSet
from contracts.threads import ReplyAddressMade
from services.introductions.deps import Deps
from services.introductions.store import copies, handovers, mails


async def keep_organization(_: Deps, told: Told[Organization]) -> None:
    await copies.keep_organization(told.transaction, told.payload)


async def keep_person(_: Deps, told: Told[Person]) -> None:
    await copies.keep_person(told.transaction, told.payload)


async def keep_account(_: Deps, told: Told[AccountStandingSet]) -> None:
    await copies.keep_account(told.transaction, told.payload)


async def keep_membership(_: Deps, told: Told[Membership]) -> None:
    """Who goes on to another unit leaves the old one; an end is seen when its time has come."""
    await handovers.note_moved(told.transaction, told.payload)
    await copies.keep_membership(told.transaction, told.payload)


async def keep_challenge(_: Deps, told: Told[Challenge]) -> None:
    await copies.keep_challenge(told.transaction, told.payload)


async def keep_offer(_: Deps, told: Told[Offer]) -> None:
    await copies.keep_offer(told.transaction, told.payload)


async def keep_reply_address(_: Deps, told: Told[ReplyAddressMade]) -> None:
    await mails.keep(told.transaction, told.payload)
