"""Changes of one's own account: what it can be opened with, and where it is open.

What needs somebody who has just shown who they are is answered with FORBIDDEN, reason STEP_UP,
until ``confirmSession``.
"""

from __future__ import annotations

import strawberry

from contracts import accounts, factors
from contracts.faults import Unauthenticated
from gateway.context import Context
from gateway.schema import inputs
from gateway.schema.connections import Info, uuid_of
from gateway.schema.sign_in.renewing import go_on, renew
from gateway.schema.sign_in.signing import PasskeyOptionsPayload

NEW_TOKEN = "The session's new token; the old one is good for nothing any more."  # noqa: S105 -- a sentence


@strawberry.type
class DonePayload:
    done: bool


@strawberry.type
class ConfirmSessionPayload(DonePayload):
    token: str = strawberry.field(description=NEW_TOKEN)


@strawberry.type
class RevokeOtherSessionsPayload:
    count: int


@strawberry.type
class ChangePasswordPayload:
    token: str = strawberry.field(description=NEW_TOKEN)


@strawberry.type
class BeginTotpPayload:
    secret: str = strawberry.field(description="Base32, to be typed into the app.")
    uri: str = strawberry.field(description="otpauth://, to be shown as a QR code.")


@strawberry.type
class FactorPayload:
    token: str = strawberry.field(description=NEW_TOKEN)
    recovery_codes: list[str] = strawberry.field(
        description="With the first second factor, and this once."
    )


@strawberry.type
class RecoveryCodesPayload:
    codes: list[str]


@strawberry.type
class Securing:
    @strawberry.mutation(description="Show once more who one is; good for ten minutes.")
    async def confirm_session(
        self,
        info: Info,
        input: inputs.ConfirmSessionInput,  # noqa: A002 -- Relay's word
    ) -> ConfirmSessionPayload:
        asked = accounts.ConfirmSession(
            token=own_token(info.context),
            password=input.password,
            code=input.code,
            recovery_code=input.recovery_code,
            passkey=input.passkey,
        )
        await info.context.ask(accounts.CONFIRM_SESSION, asked)
        return ConfirmSessionPayload(done=True, token=await renew(info.context))

    @strawberry.mutation(description="End one of one's own sessions.")
    async def revoke_session(
        self,
        info: Info,
        input: inputs.RevokeSessionInput,  # noqa: A002 -- likewise
    ) -> DonePayload:
        asked = accounts.RevokeSession(
            token=own_token(info.context), id=uuid_of(input.id, "session")
        )
        await info.context.ask(accounts.REVOKE_SESSION, asked)
        return DonePayload(done=True)

    @strawberry.mutation(description="End all of one's sessions but this one.")
    async def revoke_other_sessions(self, info: Info) -> RevokeOtherSessionsPayload:
        found = await info.context.ask(accounts.REVOKE_OTHER_SESSIONS, _of(info))
        return RevokeOtherSessionsPayload(count=found.count)

    @strawberry.mutation(description="Ends all of one's sessions but this one.")
    async def change_password(
        self,
        info: Info,
        input: inputs.ChangePasswordInput,  # noqa: A002 -- likewise
    ) -> ChangePasswordPayload:
        asked = accounts.ChangePassword(
            token=own_token(info.context),
            password=input.password,
            old_password=input.old_password,
        )
        found = await info.context.ask(accounts.CHANGE_PASSWORD, asked)
        go_on(info.context, found.token)
        return ChangePasswordPayload(token=found.token)

    @strawberry.mutation(description="A secret for an authenticator app.")
    async def begin_totp(self, info: Info) -> BeginTotpPayload:
        found = await info.context.ask(accounts.BEGIN_TOTP, _of(info))
        return BeginTotpPayload(secret=found.secret, uri=found.uri)

    @strawberry.mutation(description="The app's first code: from now on a second factor.")
    async def confirm_totp(
        self,
        info: Info,
        input: inputs.ConfirmTotpInput,  # noqa: A002 -- likewise
    ) -> FactorPayload:
        asked = factors.ConfirmTotp(token=own_token(info.context), code=input.code)
        return _added(info.context, await info.context.ask(accounts.CONFIRM_TOTP, asked))

    @strawberry.mutation(description="Do without the authenticator app.")
    async def remove_totp(self, info: Info) -> DonePayload:
        await info.context.ask(accounts.REMOVE_TOTP, _of(info))
        return DonePayload(done=True)

    @strawberry.mutation(description="What a new passkey has to be made with.")
    async def begin_passkey(self, info: Info) -> PasskeyOptionsPayload:
        found = await info.context.ask(accounts.BEGIN_PASSKEY, _of(info))
        return PasskeyOptionsPayload(options=found.options)

    @strawberry.mutation(description="A new passkey: a second factor, and a way in by itself.")
    async def add_passkey(
        self,
        info: Info,
        input: inputs.AddPasskeyInput,  # noqa: A002 -- likewise
    ) -> FactorPayload:
        asked = factors.AddPasskey(
            token=own_token(info.context), passkey=input.passkey, name=input.name
        )
        return _added(info.context, await info.context.ask(accounts.ADD_PASSKEY, asked))

    @strawberry.mutation(description="Do without this passkey.")
    async def remove_passkey(
        self,
        info: Info,
        input: inputs.RemovePasskeyInput,  # noqa: A002 -- likewise
    ) -> DonePayload:
        asked = factors.RemovePasskey(
            token=own_token(info.context), id=uuid_of(input.id, "passkey")
        )
        await info.context.ask(accounts.REMOVE_PASSKEY, asked)
        return DonePayload(done=True)

    @strawberry.mutation(description="Ten new recovery codes in the place of the old ones.")
    async def renew_recovery_codes(self, info: Info) -> RecoveryCodesPayload:
        found = await info.context.ask(accounts.RENEW_RECOVERY_CODES, _of(info))
        return RecoveryCodesPayload(codes=list(found.codes))


def own_token(context: Context) -> str:
    """Of the session that asks. Raises ``Unauthenticated``."""
    if context.who.session is None or context.who.token is None:
        raise Unauthenticated("sign in first")
    return context.who.token


def _of(info: Info) -> factors.OfSession:
    return factors.OfSession(token=own_token(info.context))


def _added(context: Context, found: factors.Renewed) -> FactorPayload:
    go_on(context, found.token)
    return FactorPayload(token=found.token, recovery_codes=list(found.recovery_codes))
