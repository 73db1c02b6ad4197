"""Writing to whoever's account is kept out or let in again: why, and whom to write to."""

from __future__ import annotations

from chassis.events import Told
from contracts.standing import AccountStandingSet
from services.notify.deps import Deps
from services.notify.store import mailings, standings
from services.notify.store.mailings import MailingKind


async def tell_account(deps: Deps, told: Told[AccountStandingSet]) -> None:
    """One letter for each time; told twice, still one."""
    found = told.payload
    await standings.keep(told.transaction, found)
    out = found.is_suspended
    kind = MailingKind.ACCOUNT_SUSPENDED if out else MailingKind.ACCOUNT_LET_IN
    said = {"why": found.reason, "changed": found.at.isoformat()}
    await mailings.put(told.transaction, kind, told.id, found.email, found.locale, said)
    # Let in again, what has waited goes out as well.
    told.afterwards.extend((deps.mailed.set, deps.written.set))
