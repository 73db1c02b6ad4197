"""Signing in and out: at once, with a second factor, or with a passkey alone."""

from __future__ import annotations

import strawberry

from contracts import accounts
from contracts.factors import BeginPasskeySignIn
from gateway.context import Context
from gateway.schema import inputs
from gateway.schema.connections import Info
from gateway.schema.sign_in.security import SecondFactor, Suspension
from gateway.schema.sign_in.viewer import Viewer
from gateway.sessions import Who, browser_cookie, session_cookie


@strawberry.type(
    description="A session, or what is still asked for before there is one, or why there is none."
)
class SignInPayload:
    token: str | None = strawberry.field(
        description="For programs: Authorization: Bearer …. A browser gets a cookie."
    )
    viewer: Viewer | None
    second_factor: SecondFactor | None
    suspension: Suspension | None = strawberry.field(
        default=None,
        description="It is kept out: for who has shown that it is theirs.",
    )


@strawberry.type
class SignOutPayload:
    done: bool


@strawberry.type
class PasskeyOptionsPayload:
    options: str = strawberry.field(description="JSON for navigator.credentials: WebAuthn.")


@strawberry.type
class Signing:
    @strawberry.mutation(description="Open a session, or learn what second factor it takes.")
    async def sign_in(self, info: Info, input: inputs.SignInInput) -> SignInPayload:  # noqa: A002 -- Relay's word
        info.context.limit_sign_in(info.context.address)
        asked = accounts.SignIn(
            email=input.email, password=input.password, browser=info.context.browser
        )
        return await signed_in(info.context, await info.context.ask(accounts.SIGN_IN, asked))

    @strawberry.mutation(
        description="With one of code, recoveryCode and passkey: the second half of signing in."
    )
    async def complete_sign_in(
        self,
        info: Info,
        input: inputs.CompleteSignInInput,  # noqa: A002 -- likewise
    ) -> SignInPayload:
        info.context.limit_sign_in(info.context.address)
        asked = accounts.CompleteSignIn(
            challenge=input.challenge,
            code=input.code,
            recovery_code=input.recovery_code,
            passkey=input.passkey,
            vouched=input.vouched,
            browser=info.context.browser,
        )
        return await signed_in(
            info.context, await info.context.ask(accounts.COMPLETE_SIGN_IN, asked)
        )

    @strawberry.mutation(
        description="What a passkey has to sign: to sign in, to complete it, or to confirm."
    )
    async def begin_passkey_sign_in(self, info: Info) -> PasskeyOptionsPayload:
        info.context.limit_sign_in(info.context.address)
        asked = BeginPasskeySignIn()
        found = await info.context.ask(accounts.BEGIN_PASSKEY_SIGN_IN, asked)
        return PasskeyOptionsPayload(options=found.options)

    @strawberry.mutation(description="Open a session with a passkey alone.")
    async def sign_in_with_passkey(
        self,
        info: Info,
        input: inputs.SignInWithPasskeyInput,  # noqa: A002 -- likewise
    ) -> SignInPayload:
        info.context.limit_sign_in(info.context.address)
        asked = accounts.PasskeySignIn(passkey=input.passkey, browser=info.context.browser)
        return await signed_in(
            info.context, await info.context.ask(accounts.PASSKEY_SIGN_IN, asked)
        )

    @strawberry.mutation(description="End a session; ended already, it stays so.")
    async def sign_out(
        self,
        info: Info,
        input: inputs.SignOutInput | None = None,  # noqa: A002 -- likewise
    ) -> SignOutPayload:
        context = info.context
        token = (input.token if input else None) or context.who.token
        if token:
            await context.ask(accounts.SIGN_OUT, accounts.SignOut(token=token))
        context.cookies.append(session_cookie(context.settings, ""))
        return SignOutPayload(done=True)


async def signed_in(context: Context, found: accounts.SignedIn) -> SignInPayload:
    """The session that the browser had before ends: nobody goes on in it unseen."""
    if found.session is None:
        return SignInPayload(
            token=None,
            viewer=None,
            second_factor=SecondFactor.of(found.second_factor),
            suspension=Suspension.of(found.suspension, context.settings.contact),
        )
    if context.who.from_cookie and context.who.token:
        await context.ask(accounts.SIGN_OUT, accounts.SignOut(token=context.who.token))
    context.cookies.append(session_cookie(context.settings, found.token))
    if found.browser:
        context.cookies.append(browser_cookie(context.settings, found.browser))
    viewer = Viewer.of(Who(token=found.token, session=found.session))
    return SignInPayload(token=found.token, viewer=viewer, second_factor=None)
