"""Signing in by the provider of one's organization, and setting one up."""

from __future__ import annotations

from datetime import datetime

import strawberry

from contracts import identity
from contracts.accounts import SignedIn
from gateway.schema.connections import Info, uuid_of
from gateway.schema.inputs import REVISION
from gateway.schema.sign_in.policies import OWN, OrganizationArgument, organization_of
from gateway.schema.sign_in.securing import DonePayload, own_token
from gateway.schema.sign_in.signing import SignInPayload, signed_in
from gateway.schema.sign_in.viewer import Viewer
from gateway.sessions import Who

strawberry.enum(
    identity.Purpose, name="ProviderPurpose", description="For what somebody goes to a provider."
)


@strawberry.type(description="An organization whose people can sign in with its own accounts.")
class ProviderName:
    organization_id: strawberry.ID
    name: str


@strawberry.type(description="The OpenID provider of an organization; its secret is never told.")
class IdentityProvider:
    organization_id: strawberry.ID
    name: str
    issuer: str
    client_id: str
    domains: list[str]
    revision: int
    changed_at: datetime

    @classmethod
    def of(cls, record: identity.Provider) -> IdentityProvider:
        return cls(
            organization_id=strawberry.ID(str(record.organization_id)),
            name=record.name,
            issuer=record.issuer,
            client_id=record.client_id,
            domains=list(record.domains),
            revision=record.revision,
            changed_at=record.changed_at,
        )


@strawberry.input
class SetIdentityProviderInput:
    organization_id: strawberry.ID | None = strawberry.field(default=None, description=OWN)
    revision: int = strawberry.field(description=REVISION)
    name: str
    issuer: str
    client_id: str
    client_secret: str = strawberry.field(
        default="", description="Left empty, the one that is kept stays."
    )
    domains: list[str] = strawberry.field(description="Of the mail addresses that are taken.")


@strawberry.input
class RemoveIdentityProviderInput:
    organization_id: strawberry.ID | None = strawberry.field(default=None, description=OWN)


@strawberry.input
class BeginAtProviderInput:
    organization_id: strawberry.ID
    purpose: identity.Purpose = identity.Purpose.SIGN_IN
    invitation: str = strawberry.field(default="", description="The token of its link.")


@strawberry.input
class EndAtProviderInput:
    state: str
    code: str = ""
    error: str = ""
    issuer: str = strawberry.field(default="", description="iss, where it came along.")


@strawberry.type
class IdentityProviderPayload:
    provider: IdentityProvider


@strawberry.type
class BeginAtProviderPayload:
    url: str = strawberry.field(description="Where the browser goes on.")
    state: str = strawberry.field(description="What it has to come back with; for that browser.")


@strawberry.type
class ProviderQuestions:
    @strawberry.field(description="Organizations whose people sign in with its own accounts.")
    async def identity_providers(self, info: Info) -> list[ProviderName]:
        found = await info.context.ask(identity.LIST_PROVIDERS, identity.ListProviders())
        return [
            ProviderName(organization_id=strawberry.ID(str(one.organization_id)), name=one.name)
            for one in found
        ]

    @strawberry.field(description="The one of an organization, for its managers.")
    async def identity_provider(
        self, info: Info, organization_id: OrganizationArgument = None
    ) -> IdentityProvider | None:
        asked = identity.OfHouse(
            token=own_token(info.context), organization_id=organization_of(info, organization_id)
        )
        found = await info.context.ask(identity.GET_PROVIDER, asked)
        return IdentityProvider.of(found[0]) if found else None


@strawberry.type
class ProviderChanges:
    @strawberry.mutation(description="Once it has answered. Needs confirmSession.")
    async def set_identity_provider(
        self,
        info: Info,
        input: SetIdentityProviderInput,  # noqa: A002 -- Relay's word
    ) -> IdentityProviderPayload:
        asked = identity.SetProvider(
            token=own_token(info.context),
            organization_id=organization_of(info, input.organization_id),
            revision=input.revision,
            name=input.name,
            issuer=input.issuer,
            client_id=input.client_id,
            client_secret=input.client_secret,
            domains=tuple(input.domains),
        )
        found = await info.context.ask(identity.SET_PROVIDER, asked)
        return IdentityProviderPayload(provider=IdentityProvider.of(found))

    @strawberry.mutation(description="Sessions that it has opened end. Needs confirmSession.")
    async def remove_identity_provider(
        self,
        info: Info,
        input: RemoveIdentityProviderInput,  # noqa: A002 -- likewise
    ) -> DonePayload:
        asked = identity.OfHouse(
            token=own_token(info.context),
            organization_id=organization_of(info, input.organization_id),
        )
        await info.context.ask(identity.REMOVE_PROVIDER, asked)
        return DonePayload(done=True)

    @strawberry.mutation(description="The way to a provider: to sign in, link or come in.")
    async def begin_at_provider(
        self,
        info: Info,
        input: BeginAtProviderInput,  # noqa: A002 -- likewise
    ) -> BeginAtProviderPayload:
        context = info.context
        context.limit_sign_in(context.address)
        links = input.purpose is identity.Purpose.LINK
        asked = identity.BeginAtProvider(
            organization_id=uuid_of(input.organization_id, "organization"),
            purpose=input.purpose,
            token=own_token(context) if links else "",
            invitation=input.invitation,
        )
        found = await context.ask(identity.BEGIN_AT_PROVIDER, asked)
        return BeginAtProviderPayload(url=found.url, state=found.state)

    @strawberry.mutation(description="Back from the provider, in the browser that went there.")
    async def end_at_provider(
        self,
        info: Info,
        input: EndAtProviderInput,  # noqa: A002 -- likewise
    ) -> SignInPayload:
        context = info.context
        context.limit_sign_in(context.address)
        own = context.who.token if context.who.session else None
        asked = identity.EndAtProvider(
            state=input.state,
            code=input.code,
            error=input.error,
            issuer=input.issuer,
            token=own or "",
            browser=context.browser,
        )
        found: SignedIn = await context.ask(identity.END_AT_PROVIDER, asked)
        if own and found.token == own:
            viewer = Viewer.of(Who(token=own, session=found.session))
            return SignInPayload(token=own, viewer=viewer, second_factor=None)
        return await signed_in(context, found)
