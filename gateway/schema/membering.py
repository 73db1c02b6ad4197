"""Changes of who works where: roles, ends, invitations, and the second person."""

from __future__ import annotations

import asyncio
from typing import Any
from uuid import UUID

import strawberry

from contracts import accounts, joining, members
from contracts.faults import Forbidden
from contracts.profiles import Membership
from gateway.acting import acting_cookie
from gateway.context import Context
from gateway.schema import member_inputs as inputs
from gateway.schema import words
from gateway.schema.connections import Info, uuid_of
from gateway.schema.inputs import request_of
from gateway.schema.member_inputs import request_for
from gateway.schema.members import Invitation, PendingChange
from gateway.schema.plain import Unit
from gateway.schema.sign_in.renewing import go_on, renew
from gateway.schema.sign_in.securing import NEW_TOKEN
from gateway.schema.sign_in.signing import PasskeyOptionsPayload, SignInPayload, signed_in
from gateway.schema.sign_in.viewer import Viewer
from gateway.sessions import Who, is_https

ARRIVES, PAUSE = 2.0, 0.03
"""Seconds that who has just come in waits for their membership at most, and between two looks."""


@strawberry.type
class MembershipPayload:
    id: strawberry.ID
    role: words.Role
    revision: int
    pending_change: PendingChange | None = strawberry.field(
        description="What waits for a second person."
    )

    @classmethod
    def of(cls, found: Membership, pending: members.PendingChange | None) -> MembershipPayload:
        return cls(
            id=strawberry.ID(str(found.id)),
            role=found.role,
            revision=found.revision,
            pending_change=PendingChange.of(pending) if pending else None,
        )


@strawberry.type
class PendingChangePayload:
    pending_change: PendingChange


@strawberry.type
class InvitationPayload:
    invitation: Invitation


@strawberry.type
class UnitPayload:
    unit: Unit


@strawberry.type
class ActAsPayload:
    viewer: Viewer
    token: str = strawberry.field(description=NEW_TOKEN)


@strawberry.type
class Membering:
    @strawberry.mutation(description="Another role or unit; a raised role waits for two.")
    async def change_membership(
        self,
        info: Info,
        input: inputs.ChangeMembershipInput,  # noqa: A002 -- Relay's word
    ) -> MembershipPayload:
        asked = request_of(members.ChangeMembership, input)
        found = await info.context.ask(members.CHANGE_MEMBERSHIP, asked)
        return MembershipPayload.of(found.membership, found.pending)

    @strawberry.mutation(description="End a membership, at once or on a day to come.")
    async def end_membership(
        self,
        info: Info,
        input: inputs.EndMembershipInput,  # noqa: A002 -- likewise
    ) -> MembershipPayload:
        asked = request_of(members.EndMembership, input)
        return MembershipPayload.of(await info.context.ask(members.END_MEMBERSHIP, asked), None)

    @strawberry.mutation(description="As a second person.")
    async def confirm_change(
        self,
        info: Info,
        input: inputs.DecideChangeInput,  # noqa: A002 -- likewise
    ) -> PendingChangePayload:
        return await _decided(info, members.CONFIRM_CHANGE, input)

    @strawberry.mutation(description="As a second person, or to take back what one asked for.")
    async def refuse_change(
        self,
        info: Info,
        input: inputs.DecideChangeInput,  # noqa: A002 -- likewise
    ) -> PendingChangePayload:
        return await _decided(info, members.REFUSE_CHANGE, input)

    @strawberry.mutation(description="Ask for the policy of publishing; a second person sets it.")
    async def set_review_policy(
        self,
        info: Info,
        input: inputs.SetReviewPolicyInput,  # noqa: A002 -- likewise
    ) -> PendingChangePayload:
        asked = request_for(members.SetPolicy, input, _own(info))
        found = await info.context.ask(members.SET_POLICY, asked)
        return PendingChangePayload(pending_change=PendingChange.of(found))

    @strawberry.mutation(description="A section of an organization.")
    async def add_unit(
        self,
        info: Info,
        input: inputs.AddUnitInput,  # noqa: A002 -- likewise
    ) -> UnitPayload:
        asked = request_for(members.AddUnit, input, _own(info))
        return UnitPayload(unit=Unit.of(await info.context.ask(members.ADD_UNIT, asked)))

    @strawberry.mutation(description="Write to somebody how they come in.")
    async def invite(
        self,
        info: Info,
        input: inputs.InviteInput,  # noqa: A002 -- likewise
    ) -> InvitationPayload:
        asked = request_for(members.Invite, input, _own(info))
        found = await info.context.ask(members.INVITE, asked)
        return InvitationPayload(invitation=Invitation.of(found))

    @strawberry.mutation(description="Its link opens nothing from now on.")
    async def revoke_invitation(
        self,
        info: Info,
        input: inputs.RevokeInvitationInput,  # noqa: A002 -- likewise
    ) -> InvitationPayload:
        asked = request_of(members.RevokeInvitation, input)
        found = await info.context.ask(members.REVOKE_INVITATION, asked)
        return InvitationPayload(invitation=Invitation.of(found))

    @strawberry.mutation(description="What an authenticator makes, to come in without a password.")
    async def begin_coming(
        self,
        info: Info,
        input: inputs.BeginComingInput,  # noqa: A002 -- likewise
    ) -> PasskeyOptionsPayload:
        context = info.context
        context.limit_sign_in(context.address)
        asked = joining.BeginComing(token=input.token, email=input.email)
        found = await context.ask(joining.BEGIN_COMING, asked)
        return PasskeyOptionsPayload(options=found.options)

    @strawberry.mutation(description="Come in: with a new account, or in one's own session.")
    async def accept_invitation(
        self,
        info: Info,
        input: inputs.AcceptInvitationInput,  # noqa: A002 -- likewise
    ) -> SignInPayload:
        context = info.context
        context.limit_sign_in(context.address)
        own = context.who.token if context.who.session else ""
        asked = joining.AcceptInvitation(
            token=input.token,
            email=input.email,
            name=input.name,
            name_kana=input.name_kana,
            password=input.password,
            session=own or "",
            passkey=input.passkey,
        )
        before = len(context.who.session.acting) if context.who.session else 0
        found = await context.ask(joining.ACCEPT_INVITATION, asked)
        session = await _arrived(context, found.token, before)
        if own:
            go_on(context, found.token)
            viewer = Viewer.of(Who(token=found.token, session=session))
            return SignInPayload(token=found.token, viewer=viewer, second_factor=None)
        return await signed_in(context, accounts.SignedIn(token=found.token, session=session))

    @strawberry.mutation(
        description="Act in another of one's memberships from now on. A program sends its id"
        " as X-Enishi-Acting instead."
    )
    async def act_as(
        self,
        info: Info,
        input: inputs.ActAsInput,  # noqa: A002 -- likewise
    ) -> ActAsPayload:
        context = info.context
        session, wanted = context.who.session, str(uuid_of(input.membership_id, "membership"))
        chosen = (
            next((one for one in session.acting if str(one.id) == wanted), None)
            if session
            else None
        )
        if session is None or chosen is None:
            raise Forbidden("you do not act in this membership")
        token = await renew(context)
        secure = is_https(context.settings)
        context.cookies.append(acting_cookie(session, chosen, secure=secure))
        who = Who(token=token, session=session, chosen=chosen)
        return ActAsPayload(viewer=Viewer.of(who), token=token)


def _own(info: Info) -> UUID | None:
    return info.context.actor.organization if info.context.actor else None


async def _decided(
    info: Info, method: Any, given: inputs.DecideChangeInput
) -> PendingChangePayload:
    asked = members.DecideChange(id=uuid_of(given.id, "change"))
    found = await info.context.ask(method, asked)
    return PendingChangePayload(pending_change=PendingChange.of(found))


async def _arrived(context: Context, token: str, before: int) -> accounts.Session:
    """The session with its new membership, which two events bring; without, when they are late."""
    loop = asyncio.get_running_loop()
    until = loop.time() + ARRIVES
    while True:
        session: accounts.Session = await context.ask(
            accounts.GET_SESSION, accounts.GetSession(token=token)
        )
        if len(session.acting) > before or loop.time() > until:
            return session
        await asyncio.sleep(PAUSE)
