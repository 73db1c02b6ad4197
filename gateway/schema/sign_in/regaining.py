"""Getting back into an account, moving it to another address, and vouching for who is locked out.

What a stranger may ask is answered alike, whether or not there is such an account.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

import strawberry

from contracts import regaining
from contracts.factors import OfSession
from gateway.schema import words
from gateway.schema.connections import Info, uuid_of
from gateway.schema.nouns import Organization
from gateway.schema.sign_in.securing import DonePayload, own_token
from gateway.sessions import session_cookie

TOKEN = "Of the link in the letter."  # noqa: S105 -- a description


@strawberry.input
class AskPasswordResetInput:
    email: str


@strawberry.input
class ResetPasswordInput:
    token: str = strawberry.field(description=TOKEN)
    password: str = strawberry.field(description="The new one.")


@strawberry.input
class ChangeEmailInput:
    email: str = strawberry.field(description="The new one.")


@strawberry.input
class LetterLinkInput:
    token: str = strawberry.field(description=TOKEN)


@strawberry.input
class AskRecoveryInput:
    challenge: str = strawberry.field(description="Of signIn's secondFactor.")


@strawberry.input
class VouchInput:
    id: strawberry.ID
    how: str = strawberry.field(description="How it was made sure; kept in the record.")


@strawberry.input
class RefuseRecoveryInput:
    id: strawberry.ID


@strawberry.type(description="A new password that may be set by the link of a letter.")
class PasswordReset:
    expires_at: datetime
    has_second_factor: bool = strawberry.field(
        description="Whether signing in will ask for more than the new password."
    )


@strawberry.type(description="Another address that an account may move to, or back to.")
class EmailChange:
    email: str
    until: datetime


@strawberry.type(description="That somebody says they have lost their second factor.")
class Recovery:
    id: strawberry.ID
    email: str
    state: words.RecoveryState
    asked_at: datetime
    expires_at: datetime
    ripe_at: datetime | None = strawberry.field(description="When it may be used.")
    is_vouched_by_you: bool
    has_admin: bool = strawberry.field(description="Whether a platform admin has vouched.")
    has_manager: bool = strawberry.field(description="Whether somebody else has.")
    organization_ids: strawberry.Private[tuple[UUID, ...]]

    @strawberry.field(description="Where the person works.")
    async def organizations(self, info: Info) -> list[Organization]:
        found = await info.context.loaders.organization.load_many(list(self.organization_ids))
        return [Organization.of(one) for one in found if one]

    @classmethod
    def of(cls, record: regaining.Recovery, viewer: UUID | None) -> Recovery:
        return cls(
            id=strawberry.ID(str(record.id)),
            email=record.email,
            state=record.state,
            asked_at=record.asked_at,
            expires_at=record.expires_at,
            ripe_at=record.ripe_at,
            is_vouched_by_you=viewer is not None
            and viewer in {record.vouched_by, record.confirmed_by},
            has_admin=record.confirmed_by is not None,
            has_manager=record.vouched_by is not None,
            organization_ids=record.organization_ids,
        )


@strawberry.type
class RecoveryPayload:
    recovery: Recovery


@strawberry.type
class RegainingQuestions:
    @strawberry.field(description="What a link in a letter leads to; looking uses nothing up.")
    async def password_reset(self, info: Info, token: str) -> PasswordReset:
        found = await _look(info, regaining.LOOK_UP_RESET, regaining.LookUpReset(token=token))
        return PasswordReset(expires_at=found.expires_at, has_second_factor=found.has_second_factor)

    @strawberry.field(description="Likewise, of the letters to the new and to the old address.")
    async def email_change(self, info: Info, token: str) -> EmailChange:
        asked = regaining.OfLink(token=token)
        found = await _look(info, regaining.LOOK_UP_EMAIL_CHANGE, asked)
        return EmailChange(email=found.email, until=found.until)

    @strawberry.field(description="Likewise, of the letters about a lost second factor.")
    async def recovery(self, info: Info, token: str) -> Recovery:
        asked = regaining.OfLink(token=token)
        return Recovery.of(await _look(info, regaining.LOOK_UP_RECOVERY, asked), None)

    @strawberry.field(description="Whom one may vouch for, the one who asked first comes first.")
    async def recoveries(self, info: Info) -> list[Recovery]:
        asked = OfSession(token=own_token(info.context))
        found = await info.context.ask(regaining.LIST_RECOVERIES, asked)
        return [Recovery.of(one, _viewer(info)) for one in found]


@strawberry.type
class Regaining:
    @strawberry.mutation(description="A letter with a link, if there is such an account.")
    async def ask_password_reset(
        self,
        info: Info,
        input: AskPasswordResetInput,  # noqa: A002 -- Relay's word
    ) -> DonePayload:
        asked = regaining.AskPasswordReset(email=input.email)
        return await _do(info, regaining.ASK_PASSWORD_RESET, asked)

    @strawberry.mutation(description="Opens no session, and ends all there are.")
    async def reset_password(
        self,
        info: Info,
        input: ResetPasswordInput,  # noqa: A002 -- likewise
    ) -> DonePayload:
        asked = regaining.ResetPassword(token=input.token, password=input.password)
        return await _do(info, regaining.RESET_PASSWORD, asked)

    @strawberry.mutation(description="Two letters; the address changes with the one to the new.")
    async def change_email(
        self,
        info: Info,
        input: ChangeEmailInput,  # noqa: A002 -- likewise
    ) -> DonePayload:
        asked = regaining.ChangeEmail(token=own_token(info.context), email=input.email)
        return await _do(info, regaining.CHANGE_EMAIL, asked)

    @strawberry.mutation(description="From now on the account has the new address.")
    async def confirm_email(
        self,
        info: Info,
        input: LetterLinkInput,  # noqa: A002 -- likewise
    ) -> DonePayload:
        asked = regaining.OfLink(token=input.token)
        return await _do(info, regaining.CONFIRM_EMAIL, asked)

    @strawberry.mutation(description="The account keeps the old address, and everybody is out.")
    async def undo_email(
        self,
        info: Info,
        input: LetterLinkInput,  # noqa: A002 -- likewise
    ) -> DonePayload:
        return await _do(info, regaining.UNDO_EMAIL, regaining.OfLink(token=input.token))

    @strawberry.mutation(description="Say, after a right password, that nothing else is left.")
    async def ask_recovery(
        self,
        info: Info,
        input: AskRecoveryInput,  # noqa: A002 -- likewise
    ) -> DonePayload:
        asked = regaining.AskRecovery(challenge=input.challenge)
        return await _do(info, regaining.ASK_RECOVERY, asked)

    @strawberry.mutation(description="It stays as it is.")
    async def stop_recovery(
        self,
        info: Info,
        input: LetterLinkInput,  # noqa: A002 -- likewise
    ) -> DonePayload:
        asked = regaining.OfLink(token=input.token)
        return await _do(info, regaining.STOP_RECOVERY, asked)

    @strawberry.mutation(description="That it is they; two people, one of them a platform admin.")
    async def vouch(
        self,
        info: Info,
        input: VouchInput,  # noqa: A002 -- likewise
    ) -> RecoveryPayload:
        asked = regaining.Vouch(
            token=own_token(info.context), id=uuid_of(input.id, "recovery"), how=input.how
        )
        found = await info.context.ask(regaining.VOUCH, asked)
        return RecoveryPayload(recovery=Recovery.of(found, _viewer(info)))

    @strawberry.mutation(description="That it is not they, or cannot be made sure.")
    async def refuse_recovery(
        self,
        info: Info,
        input: RefuseRecoveryInput,  # noqa: A002 -- likewise
    ) -> RecoveryPayload:
        asked = regaining.RefuseRecovery(
            token=own_token(info.context), id=uuid_of(input.id, "recovery")
        )
        found = await info.context.ask(regaining.REFUSE_RECOVERY, asked)
        return RecoveryPayload(recovery=Recovery.of(found, _viewer(info)))

    @strawberry.mutation(description="End all of one's sessions, this one as well.")
    async def sign_out_everywhere(self, info: Info) -> DonePayload:
        asked = OfSession(token=own_token(info.context))
        await info.context.ask(regaining.REVOKE_ALL_SESSIONS, asked)
        info.context.cookies.append(session_cookie(info.context.settings, ""))
        return DonePayload(done=True)


def _viewer(info: Info) -> UUID | None:
    return info.context.actor.person if info.context.actor else None


async def _look(info: Info, method: Any, asked: Any) -> Any:
    info.context.limit_sign_in(info.context.address)
    return await info.context.ask(method, asked)


async def _do(info: Info, method: Any, asked: Any) -> DonePayload:
    info.context.limit_sign_in(info.context.address)
    await info.context.ask(method, asked)
    return DonePayload(done=True)
