"""Writing to whose account or organization is kept out or let in again: why, and whom to ask."""

from __future__ import annotations

from uuid import uuid5

from chassis.events import Told
from contracts.rights import MANAGERS
from contracts.standing import AccountStandingSet, OrganizationStanding, Standing
from contracts.wire import Role
from services.notify.deps import Deps
from services.notify.store import mailings, standings
from services.notify.store.mailings import MailingKind

OF_ORGANIZATIONS = {
    Standing.SUSPENDED: MailingKind.ORGANIZATION_SUSPENDED,
    Standing.CLOSED: MailingKind.ORGANIZATION_CLOSED,
    Standing.ACTIVE: MailingKind.ORGANIZATION_LET_IN,
}


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


async def tell_organization(deps: Deps, told: Told[OrganizationStanding]) -> None:
    """One letter to each who manages it, or belongs to it where nobody does.

    Meanwhile its people get no other about its work.
    """
    found = told.payload
    await standings.keep_organization(told.transaction, found)
    if found.set_at is None:
        return
    kind = OF_ORGANIZATIONS[found.standing]
    managers = await standings.concerned(told.transaction, found, tuple(MANAGERS or ()))
    # Where nobody manages it, there are still people who should know.
    whom = managers or await standings.concerned(told.transaction, found, tuple(Role))
    for each in whom:
        said = {
            "name": each.name,
            "organization": found.organization_name,
            "why": found.reason,
            "changed": found.set_at.isoformat(),
        }
        subject = uuid5(told.id, str(each.person_id))
        await mailings.put(told.transaction, kind, subject, each.email, each.locale, said)
    told.afterwards.extend((deps.mailed.set, deps.written.set))
