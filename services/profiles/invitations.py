"""Inviting people: by address, into one role, for seven days, by somebody who may."""

from __future__ import annotations

from typing import Any

from chassis.addresses import normal_address
from chassis.calls import Asked
from chassis.events import Told
from chassis.outbox import tell
from chassis.postgres import Runner
from chassis.recording import record
from contracts.faults import Conflict, Limited, NotFound
from contracts.members import (
    INVITATION_KEPT,
    ChangeKind,
    Invitation,
    InvitationAccepted,
    InvitationState,
    Invite,
    OfOrganization,
    RevokeInvitation,
)
from contracts.profiles import MEMBERSHIP_KEPT, PERSON_KEPT, Membership, Person
from contracts.rights import MANAGERS
from contracts.roles import LEVEL, is_raised
from services.profiles import membership_rules as rules
from services.profiles.asking import ask_second
from services.profiles.deps import Deps
from services.profiles.members import check_unit
from services.profiles.standing import look_in, managing
from services.profiles.store import invitations, memberships, people
from services.profiles.store.changes import Wanted

DAY = 86_400  # seconds
SENT, WAITING = InvitationState.SENT, InvitationState.WAITING


async def invite(deps: Deps, asked: Asked[Invite]) -> Invitation:
    """A letter goes out; for a raised role once a second person has confirmed.

    Nothing in the answer says whether that address is known here.
    """
    request, email = asked.request, normal_address(asked.request.email)
    async with deps.database.transaction() as transaction:
        _, standing, held = await managing(transaction, asked.actor, request.organization_id)
        rules.check_role(request.role, held.kind)
        rules.check_reach(standing.role, request.role)
        await check_unit(transaction, request.unit_id, held.id)
        if await invitations.asked_lately(transaction, held.id) >= rules.MOST_INVITATIONS:
            raise Limited("too many invitations within a day", retry_after=DAY)
        state = WAITING if is_raised(request.role) else SENT
        new = await invitations.insert(transaction, request, email, state, standing.id)
        found = await _own(transaction, request, email)
        if new:
            await _begun(transaction, asked, found, standing)
    return found


async def revoke_invitation(deps: Deps, asked: Asked[RevokeInvitation]) -> Invitation:
    """Its link opens nothing from now on."""
    async with deps.database.transaction() as transaction:
        organization_id = await invitations.organization_of(transaction, asked.request.id)
        if organization_id is None:
            raise NotFound("no such organization")
        await managing(transaction, asked.actor, organization_id)
        found = await _held(transaction, asked.request)
        if found.state is InvitationState.ACCEPTED:
            raise Conflict("the invitation was accepted", reason="used")
        if found.state is InvitationState.REVOKED:
            return found
        await invitations.set_state(transaction, found.id, InvitationState.REVOKED)
        found = await _held(transaction, asked.request)
        await tell(transaction, INVITATION_KEPT, found)
        await _record(transaction, asked, found, ("state",))
    return found


async def list_invitations(deps: Deps, asked: Asked[OfOrganization]) -> tuple[Invitation, ...]:
    """Those that may still be taken up, of an organization that the actor manages."""
    await look_in(deps.database, asked)
    return await invitations.open_of(deps.database, asked.request.organization_id)


async def take_up(_: Deps, told: Told[InvitationAccepted]) -> None:
    """The membership that was accepted, if it may still begin; nothing without a right.

    Accounts has looked at its copies; this service looks at its own tables.
    """
    transaction, accepted = told.transaction, told.payload
    organization_id = await invitations.organization_of(transaction, accepted.invitation_id)
    if organization_id is None:
        return
    await memberships.hold(transaction, organization_id)
    found = await invitations.held(transaction, accepted.invitation_id)
    if found is None or found.state is not SENT:
        return
    if await invitations.has_lapsed(transaction, found.id) or not await _is_backed(
        transaction, found
    ):
        await _close(transaction, found, InvitationState.REVOKED, accepted)
        return
    await _keep_person(transaction, accepted)
    begun = await memberships.begin(
        transaction,
        found.id,
        accepted.person_id,
        found.organization_id,
        found.unit_id,
        found.role,
    )
    if begun is not None:
        await tell(transaction, MEMBERSHIP_KEPT, begun)
    await _close(transaction, found, InvitationState.ACCEPTED, accepted)


async def _is_backed(transaction: Runner, found: Invitation) -> bool:
    """Whether who asked may still give this role."""
    inviter = await memberships.live(transaction, found.invited_by)
    return (
        inviter is not None
        and inviter.role in MANAGERS
        and LEVEL[inviter.role] >= LEVEL[found.role]
    )


async def _keep_person(transaction: Runner, accepted: InvitationAccepted) -> None:
    if accepted.name and await people.add(
        transaction, accepted.person_id, accepted.name, accepted.name_kana
    ):
        person = Person(id=accepted.person_id, name=accepted.name, name_kana=accepted.name_kana)
        await tell(transaction, PERSON_KEPT, person)


async def _close(
    transaction: Runner,
    found: Invitation,
    state: InvitationState,
    accepted: InvitationAccepted,
) -> None:
    person = accepted.person_id if state is InvitationState.ACCEPTED else None
    await invitations.set_state(transaction, found.id, state, person)
    newest = await invitations.held(transaction, found.id)
    if newest is not None:
        await tell(transaction, INVITATION_KEPT, newest)


async def _begun(
    transaction: Runner, asked: Asked[Invite], found: Invitation, standing: Membership
) -> None:
    await _record(transaction, asked, found, ())
    if found.state is SENT:
        await tell(transaction, INVITATION_KEPT, found)
        return
    wanted = Wanted(
        id=found.id,
        organization_id=found.organization_id,
        kind=ChangeKind.INVITATION,
        unit_id=found.unit_id,
        role=found.role,
        invitation_id=found.id,
    )
    await ask_second(transaction, asked, wanted, standing)


async def _own(transaction: Runner, request: Invite, email: str) -> Invitation:
    """Raises ``Conflict`` when the id is used for another invitation."""
    found = await invitations.held(transaction, request.id)
    asked = (request.organization_id, request.role, request.unit_id, email)
    if found is None or asked != (found.organization_id, found.role, found.unit_id, found.email):
        raise Conflict("this id is already in use")
    return found


async def _held(transaction: Runner, request: RevokeInvitation) -> Invitation:
    found = await invitations.held(transaction, request.id)
    if found is None:
        raise NotFound("no such organization")
    return found


async def _record(
    transaction: Runner, asked: Asked[Any], found: Invitation, fields: tuple[str, ...]
) -> None:
    await record(
        transaction,
        asked,
        object_kind="invitation",
        object_id=found.id,
        tenant=found.organization_id,
        fields=fields,
        reason=f"as {found.role}",
    )
