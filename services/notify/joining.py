"""Writing to those who are invited, and to those who ask to take part."""

from __future__ import annotations

from uuid import UUID

from chassis.events import Told
from chassis.outbox import tell
from chassis.postgres import Runner
from contracts.joining import LINK_MADE, LinkKind, LinkMade
from contracts.members import Invitation, InvitationState
from contracts.registrations import Registration, RegistrationState
from services.notify.deps import Deps
from services.notify.store import mailings
from services.notify.store.mailings import MailingKind


async def tell_invitation(deps: Deps, told: Told[Invitation]) -> None:
    """One letter with the link; none any more when it was taken back before it went out."""
    invitation = told.payload
    if invitation.state is not InvitationState.SENT:
        await mailings.call_off(told.transaction, MailingKind.INVITATION, invitation.id)
        return
    said = {
        "organization": invitation.organization_name,
        "inviter": invitation.invited_by_name,
        "role": invitation.role,
        "expires": invitation.expires_at.isoformat(),
    }
    new = await mailings.put(
        told.transaction,
        MailingKind.INVITATION,
        invitation.id,
        invitation.email,
        invitation.locale,
        said,
    )
    if new:
        await tell_link(deps, told.transaction, LinkKind.INVITATION, invitation.id)
        told.afterwards.append(deps.mailed.set)


async def tell_registration(deps: Deps, told: Told[Registration]) -> None:
    """The link to confirm the address; later, why not. Who is approved gets an invitation."""
    found = told.payload
    said = {"organization": found.name, "name": found.contact_name}
    if found.state is RegistrationState.UNCONFIRMED:
        kind = MailingKind.REGISTRATION
    elif found.state is RegistrationState.REFUSED:
        kind = MailingKind.REGISTRATION_REFUSED
        said |= {"reason": found.reason or "other", "note": found.note}
    else:
        return
    new = await mailings.put(told.transaction, kind, found.id, found.email, found.locale, said)
    if new and kind is MailingKind.REGISTRATION:
        await tell_link(deps, told.transaction, LinkKind.REGISTRATION, found.id)
    if new:
        told.afterwards.append(deps.mailed.set)


async def tell_link(deps: Deps, transaction: Runner, kind: LinkKind, subject_id: UUID) -> None:
    mark = deps.links.token_hash(kind, subject_id)
    await tell(transaction, LINK_MADE, LinkMade(kind=kind, subject_id=subject_id, token_hash=mark))
