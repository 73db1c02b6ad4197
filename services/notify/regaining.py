"""Writing to whoever gets back into an account, moves it, or has something about it changed."""

from __future__ import annotations

from uuid import uuid5

from chassis.events import Told
from chassis.postgres import Runner
from contracts.accounts import Account
from contracts.joining import LinkKind
from contracts.regaining import (
    EmailChange,
    EmailChangeState,
    FactorsChanged,
    Recovery,
    RecoveryState,
    ResetAsked,
)
from contracts.rights import MANAGERS
from services.notify.answering import keep_address
from services.notify.deps import Deps
from services.notify.joining import tell_link
from services.notify.store import mailings, people
from services.notify.store.mailings import MailingKind


async def tell_reset(deps: Deps, told: Told[ResetAsked]) -> None:
    """One letter with the link; none where nobody has that address."""
    reset = told.payload
    if not reset.email:
        return
    said = {"expires": reset.expires_at.isoformat()}
    what = (MailingKind.PASSWORD_RESET, reset.id, reset.email, reset.locale, said)
    if await mailings.put(told.transaction, *what):
        await tell_link(deps, told.transaction, LinkKind.PASSWORD_RESET, reset.id)
        told.afterwards.append(deps.mailed.set)


async def tell_email_change(deps: Deps, told: Told[EmailChange]) -> None:
    """To the new address, to confirm it; to the old one whatever becomes of it, with a way back."""
    change = told.payload
    for kind, email in _letters(change):
        said = {
            "old": change.old_email,
            "new": change.new_email,
            "expires": (change.undo_until or change.confirm_until).isoformat(),
        }
        what = (kind, change.id, email, change.locale, said)
        if await mailings.put(told.transaction, *what):
            told.afterwards.append(deps.mailed.set)
    if change.state is EmailChangeState.ASKED:
        for link in (LinkKind.EMAIL_CONFIRM, LinkKind.EMAIL_UNDO):
            await tell_link(deps, told.transaction, link, change.id)
        return
    confirmed = change.state is EmailChangeState.CONFIRMED
    account = Account(
        id=change.account_id,
        person_id=change.person_id,
        email=change.new_email if confirmed else change.old_email,
        locale=change.locale,
        revision=change.revision,
    )
    await keep_address(deps, told.transaction, account)


def _letters(change: EmailChange) -> tuple[tuple[MailingKind, str], ...]:
    if change.state is EmailChangeState.ASKED:
        return (
            (MailingKind.EMAIL_CONFIRM, change.new_email),
            (MailingKind.EMAIL_ASKED, change.old_email),
        )
    if change.state is EmailChangeState.CONFIRMED:
        return ((MailingKind.EMAIL_CHANGED, change.old_email),)
    return ((MailingKind.EMAIL_UNDONE, change.old_email),)


async def tell_factors(deps: Deps, told: Told[FactorsChanged]) -> None:
    """One letter for each change; told twice, still one."""
    changed = told.payload
    said = {
        "change": changed.change,
        "device": changed.device,
        "changed": changed.changed_at.isoformat(),
    }
    what = (MailingKind.FACTORS_CHANGED, told.id, changed.email, changed.locale, said)
    if await mailings.put(told.transaction, *what):
        told.afterwards.append(deps.mailed.set)


async def tell_recovery(deps: Deps, told: Told[Recovery]) -> None:
    """To whose account it is, with the link that stops it; and to those who are to vouch."""
    found = told.payload
    if found.state is RecoveryState.ASKED and found.vouched_by is found.confirmed_by is None:
        kind, until = MailingKind.RECOVERY_ASKED, found.expires_at
        await tell_link(deps, told.transaction, LinkKind.RECOVERY_STOP, found.id)
        await _ask_managers(told.transaction, found)
    elif found.state is RecoveryState.VOUCHED and found.ripe_at:
        kind, until = MailingKind.RECOVERY_VOUCHED, found.ripe_at
    else:
        return
    said = {"expires": until.isoformat()}
    await mailings.put(told.transaction, kind, found.id, found.email, found.locale, said)
    told.afterwards.append(deps.mailed.set)


async def _ask_managers(transaction: Runner, found: Recovery) -> None:
    """One letter to each who may vouch; the person's own address is in it, to know whom to ask."""
    managers = await people.managers_of(
        transaction, found.organization_ids, tuple(MANAGERS), found.person_id
    )
    said = {"account": found.email, "expires": found.expires_at.isoformat()}
    for each in managers:
        subject = uuid5(found.id, str(each.person_id))
        kind = MailingKind.RECOVERY_VOUCHING
        await mailings.put(transaction, kind, subject, each.email, each.locale, said)
