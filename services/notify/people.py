"""People, as profiles and accounts tell of them: names, memberships, addresses."""

from __future__ import annotations

from chassis.events import Told
from contracts.accounts import Account
from contracts.profiles import Membership, Person
from services.notify import answering
from services.notify.deps import Deps
from services.notify.store import people


async def keep_person(_: Deps, told: Told[Person]) -> None:
    """A person carries no revision: the name told last is the one in a letter."""
    await people.keep_name(told.transaction, told.payload)


async def keep_membership(_: Deps, told: Told[Membership]) -> None:
    """Take in the newest revision; told twice or late, nothing changes."""
    await people.keep_membership(told.transaction, told.payload)


async def keep_address(deps: Deps, told: Told[Account]) -> None:
    """Take in the newest revision. Letters that waited for it go out now."""
    await answering.keep_address(deps, told.transaction, told.payload)
    told.afterwards.append(deps.written.set)
