"""Organizations that ask to take part, from the form to the first person who may act."""

from __future__ import annotations

import asyncio
import hashlib
from typing import Any
from uuid import UUID

from chassis.addresses import normal_address
from chassis.calls import Asked
from chassis.events import Told
from chassis.outbox import tell
from chassis.postgres import Runner
from chassis.recording import record
from contracts.codes import municipality_id
from contracts.faults import Conflict, FieldProblem, Invalid, NotFound
from contracts.joining import LinkKind, LinkMade
from contracts.members import INVITATION_KEPT, InvitationState, Invite
from contracts.profiles import ORGANIZATION_KEPT, KeepOrganization, Membership
from contracts.registrations import (
    REGISTRATION_KEPT,
    ApproveRegistration,
    ListRegistrations,
    OfRegistrationLink,
    RefuseRegistration,
    Registered,
    RegisterOrganization,
    Registration,
    RegistrationPage,
    RegistrationSeen,
    RegistrationState,
)
from contracts.roles import first_role
from contracts.wire import Actor, Role
from services.profiles import registration_rules as rules
from services.profiles.deps import Deps
from services.profiles.organizations import keep_organization
from services.profiles.standing import acting_in
from services.profiles.store import (
    invitations,
    memberships,
    municipalities,
    organizations,
    registrations,
)


async def register_organization(deps: Deps, asked: Asked[RegisterOrganization]) -> Registered:
    """A letter goes to the address; only what it confirms is looked at by anybody."""
    request, email = asked.request, normal_address(asked.request.email)
    rules.check(request)
    async with deps.database.transaction() as transaction:
        town, site = await _town(transaction, request)
        if await registrations.sent_lately(transaction, email) >= rules.MOST_A_DAY:
            return Registered(id=request.id)
        proof = rules.mail_proof(email, site)
        if await registrations.insert(transaction, request, email, proof, town):
            found = await _held(transaction, request.id)
            await tell(transaction, REGISTRATION_KEPT, found)
            await _record(transaction, asked, found, ())
    return Registered(id=request.id)


async def look_up_registration(deps: Deps, asked: Asked[OfRegistrationLink]) -> RegistrationSeen:
    """Raises ``NotFound``."""
    found = await registrations.seen(deps.database, _hash(asked.request.token))
    if found is None:
        raise NotFound("no such registration")
    return found


async def confirm_registration(deps: Deps, asked: Asked[OfRegistrationLink]) -> RegistrationSeen:
    """It waits to be looked at from now on; again, nothing changes."""
    mark = _hash(asked.request.token)
    async with deps.database.transaction() as transaction:
        confirmed = await registrations.confirm(transaction, mark)
        if confirmed is not None:
            await _record(transaction, asked, await _held(transaction, confirmed), ("state",))
        found = await registrations.seen(transaction, mark)
    if found is None:
        raise NotFound("no such registration")
    if found.state is RegistrationState.UNCONFIRMED:
        raise Conflict("this link is too old", reason="expired")
    return found


async def list_registrations(deps: Deps, asked: Asked[ListRegistrations]) -> RegistrationPage:
    """Those that the actor may decide, the one that has waited longest first."""
    actor, _ = await _deciding(deps.database, asked.actor)
    own = None if actor.role is Role.PLATFORM_ADMIN else actor.organization
    found, total = await asyncio.gather(
        registrations.page(deps.database, asked.request, own),
        registrations.count(deps.database, own),
    )
    first = asked.request.first
    if found:
        async with deps.database.transaction() as transaction:
            shown = str(len(found[:first]))
            await record(transaction, asked, object_kind="registration", tenant=own, reason=shown)
    return RegistrationPage(registrations=found[:first], more=len(found) > first, total=total)


async def approve_registration(deps: Deps, asked: Asked[ApproveRegistration]) -> Registration:
    """The organization is here from now on, and its contact is asked to come in."""
    async with deps.database.transaction() as transaction:
        found, standing = await _to_decide(transaction, asked)
        if found.is_known and found.organization_id is None:
            raise Conflict("an organization with this number is here", reason="already_here")
        organization_id = found.organization_id or found.id
        if found.organization_id is None:
            await _settle_in(transaction, found)
        # From the first day, what one writes another publishes.
        await memberships.set_policy(transaction, organization_id, review=True)
        organization = await organizations.by_id(transaction, organization_id)
        if organization is not None:
            await tell(transaction, ORGANIZATION_KEPT, organization)
        await _ask_in(transaction, found, organization_id, standing)
        await registrations.decide(
            transaction,
            found.id,
            RegistrationState.APPROVED,
            standing.person_id,
            organization_id=organization_id,
        )
        return await _decided(transaction, asked, found)


async def refuse_registration(deps: Deps, asked: Asked[RefuseRegistration]) -> Registration:
    """With a reason, which goes to who applied by letter."""
    request = asked.request
    if not request.note.strip():
        raise Invalid("say why", fields=(FieldProblem("note", "required"),))
    async with deps.database.transaction() as transaction:
        found, standing = await _to_decide(transaction, asked)
        await registrations.decide(
            transaction,
            found.id,
            RegistrationState.REFUSED,
            standing.person_id,
            reason=request.reason,
            note=request.note.strip(),
        )
        return await _decided(transaction, asked, found)


async def keep_link(_: Deps, told: Told[LinkMade]) -> None:
    """Under which hash the link in the letter is known."""
    if told.payload.kind is LinkKind.REGISTRATION:
        mark = bytes.fromhex(told.payload.token_hash)
        await registrations.keep_link(told.transaction, told.payload.subject_id, mark)


async def _town(transaction: Runner, request: RegisterOrganization) -> tuple[UUID | None, str]:
    """The organization and the site of the municipality that it says it is."""
    if request.kind not in rules.TOWNS or request.lg_code is None:
        return None, ""
    found = await municipalities.by_code(transaction, request.lg_code)
    if found is None:
        raise Invalid("no such municipality", fields=(FieldProblem("lg_code", "unknown"),))
    return municipality_id(request.lg_code), found.url


async def _settle_in(transaction: Runner, found: Registration) -> None:
    row = KeepOrganization(
        id=found.id,
        kind=found.kind,
        name=found.name,
        name_kana=found.name_kana,
        prefecture=found.prefecture,
        corporate_number=found.corporate_number,
        url=found.url,
    )
    await keep_organization(transaction, row)


async def _ask_in(
    transaction: Runner, found: Registration, organization_id: UUID, standing: Membership
) -> None:
    """Whoever approves is the second person of this invitation."""
    asked = Invite(
        id=found.id,
        organization_id=organization_id,
        role=first_role(found.kind),
        email=found.email,
        locale=found.locale,
    )
    await invitations.insert(transaction, asked, found.email, InvitationState.SENT, standing.id)
    invitation = await invitations.held(transaction, found.id)
    if invitation is not None:
        await tell(transaction, INVITATION_KEPT, invitation)


async def _to_decide(
    transaction: Runner, asked: Asked[ApproveRegistration] | Asked[RefuseRegistration]
) -> tuple[Registration, Membership]:
    actor, standing = await _deciding(transaction, asked.actor)
    found = await registrations.held(transaction, asked.request.id)
    if found is None or found.state is RegistrationState.UNCONFIRMED:
        raise NotFound("no such registration")
    rules.check_decides(found, actor)
    rules.check_waits(found, asked.request.revision)
    return found, standing


async def _deciding(runner: Runner, actor: Actor | None) -> tuple[Actor, Membership]:
    if actor is None or actor.organization is None:
        raise NotFound("no such registration")
    return actor, await acting_in(runner, actor, actor.organization)


async def _held(transaction: Runner, registration_id: UUID) -> Registration:
    found = await registrations.held(transaction, registration_id)
    if found is None:
        raise LookupError(registration_id)
    return found


async def _decided(transaction: Runner, asked: Asked[Any], found: Registration) -> Registration:
    after = await _held(transaction, found.id)
    await tell(transaction, REGISTRATION_KEPT, after)
    await _record(transaction, asked, after, ("state",))
    return after


async def _record(
    transaction: Runner, asked: Asked[Any], found: Registration, fields: tuple[str, ...]
) -> None:
    """With the municipality it concerns; else with the platform."""
    await record(
        transaction,
        asked,
        object_kind="registration",
        object_id=found.id,
        tenant=found.organization_id,
        fields=fields,
        reason=found.reason or "",
    )


def _hash(token: str) -> bytes:
    return hashlib.sha256(token.encode()).digest()
