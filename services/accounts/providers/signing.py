"""The way to a provider and back: to sign in, to link an account, to take up an invitation."""

from __future__ import annotations

import secrets
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING
from uuid import UUID, uuid4

import msgspec

from chassis.addresses import normal_address
from chassis.calls import Asked
from chassis.outbox import tell
from chassis.postgres import Runner
from contracts.accounts import ACCOUNT_OPENED, OpenAccount, SignedIn
from contracts.faults import Forbidden, Invalid, NotFound, Unauthenticated
from contracts.identity import BeginAtProvider, BegunAtProvider, EndAtProvider, Purpose
from contracts.terms import TERMS_VERSION
from services.accounts import invitations, rules
from services.accounts.deps import Deps
from services.accounts.opening import open_session
from services.accounts.owning import confirmed_owner, owner
from services.accounts.recording import record_own, record_try
from services.accounts.store import accounts, identities, identity_providers
from services.accounts.store.identities import Begun
from services.accounts.store.identity_providers import Kept

if TYPE_CHECKING:
    from services.accounts.providers.protocol import Client, Person


class Secrets(msgspec.Struct, frozen=True):
    """What only we know of somebody who is at their provider."""

    nonce: str
    verifier: str


async def begin_at_provider(deps: Deps, asked: Asked[BeginAtProvider]) -> BegunAtProvider:
    """Raises ``NotFound``, and ``Unavailable`` (``provider_away``)."""
    request = asked.request
    kept = await _provider(deps.database, request.organization_id)
    account_id = invitation_id = None
    if request.purpose is Purpose.LINK:
        own = await confirmed_owner(deps.database, request.token)
        await _check_belongs(deps.database, own.account_id, kept.organization_id)
        account_id = own.account_id
    elif request.purpose is Purpose.INVITATION:
        found = await invitations.open_invitation(deps.database, request.invitation)
        if found.organization_id != kept.organization_id:
            raise NotFound("no such provider")
        invitation_id = found.id
    state, ours = deps.new_token(), Secrets(secrets.token_urlsafe(32), secrets.token_urlsafe(48))
    async with _client(deps, kept) as client:
        url = client.way(await client.metadata(), state, ours.nonce, ours.verifier)
    begun = Begun(
        organization_id=kept.organization_id,
        issuer=kept.issuer,
        purpose=request.purpose,
        secrets=deps.sealing.seal(msgspec.json.encode(ours).decode()),
        account_id=account_id,
        invitation_id=invitation_id,
    )
    await identities.begin(deps.database, rules.digest(state), begun)
    return BegunAtProvider(url=url, state=state)


async def end_at_provider(deps: Deps, asked: Asked[EndAtProvider]) -> SignedIn:
    """Once for each who has gone there. Raises ``Unauthenticated`` for all that is not right."""
    mark = rules.digest(asked.request.state)
    begun = await identities.take(deps.database, mark, rules.AT_PROVIDER)
    if begun is None:
        raise Unauthenticated("this sign-in has ended; begin again", reason="sign_in_ended")
    try:
        kept = await _provider(deps.database, begun.organization_id)
        person = await _person(deps, asked.request, begun, kept)
        async with deps.database.transaction() as transaction:
            return await DOES[begun.purpose](deps, transaction, asked, begun, person)
    except (Unauthenticated, Forbidden) as fault:
        await record_try(deps, asked, begun.account_id, f"provider: {fault.message}")
        raise


async def _person(deps: Deps, request: EndAtProvider, begun: Begun, kept: Kept) -> Person:
    """Whom the provider names, with a confirmed address of a domain that is taken."""
    from services.accounts.providers.protocol import wrong  # noqa: PLC0415 -- it says why

    if request.error:
        raise Unauthenticated("the provider let nobody in", reason="provider_refused")
    if kept.issuer != begun.issuer or request.issuer not in {"", begun.issuer}:
        raise wrong("of another issuer")
    ours = msgspec.json.decode(deps.sealing.open(begun.secrets), type=Secrets)
    async with _client(deps, kept) as client:
        known = await client.metadata()
        person = await client.person(known, request.code, ours.nonce, ours.verifier)
    try:
        email = normal_address(person.email)
    except Invalid:
        email = ""
    if email.rpartition("@")[2] not in kept.domains:
        raise Unauthenticated("no confirmed address of a known domain", reason="provider_address")
    return msgspec.structs.replace(person, email=email)


async def _sign_in(
    deps: Deps, transaction: Runner, asked: Asked[EndAtProvider], begun: Begun, person: Person
) -> SignedIn:
    account_id = await identities.use(transaction, begun, person.subject)
    if account_id is None:
        raise Unauthenticated("linked to no account", reason="not_linked")
    await _check_belongs(transaction, account_id, begun.organization_id)
    return await open_session(deps, transaction, asked, account_id, bound_to=begun.organization_id)


async def _link(
    _: Deps, transaction: Runner, asked: Asked[EndAtProvider], begun: Begun, person: Person
) -> SignedIn:
    """In the session that it was begun in, or another of the same account."""
    own = await owner(transaction, asked.request.token) if asked.request.token else None
    if own is None or own.account_id != begun.account_id:
        raise Unauthenticated("begun in another session", reason="sign_in_ended")
    await _check_belongs(transaction, own.account_id, begun.organization_id)
    await _keep_link(transaction, begun, person, own.account_id)
    await record_own(transaction, asked, own, fields=("identity",))
    return SignedIn(token=asked.request.token, session=own)


async def _come_in(
    deps: Deps, transaction: Runner, asked: Asked[EndAtProvider], begun: Begun, person: Person
) -> SignedIn:
    """A new account without a password of its own, for the address that was invited."""
    found = await invitations.invited(transaction, begun.invitation_id)
    if person.email != found.email:
        raise Forbidden("this invitation is for another address", reason="other_address")
    new = OpenAccount(
        id=uuid4(),
        person_id=uuid4(),
        email=found.email,
        password=secrets.token_urlsafe(48),  # nobody's: it is hashed, and told nobody
        locale=found.locale,
    )
    password_hash = await deps.hashing.hash(new.password)
    opened = await accounts.insert(transaction, new, found.email, password_hash)
    if opened is None:
        raise Unauthenticated("this address has an account: sign in first", reason="has_account")
    await accounts.accept_terms(transaction, opened.id, TERMS_VERSION)
    await tell(transaction, ACCOUNT_OPENED, opened)
    name = person.name or found.email.partition("@")[0]
    await invitations.take_up(transaction, asked, found, opened, name)
    await _keep_link(transaction, begun, person, opened.id)
    return await open_session(deps, transaction, asked, opened.id, bound_to=begun.organization_id)


DOES = {Purpose.SIGN_IN: _sign_in, Purpose.LINK: _link, Purpose.INVITATION: _come_in}


async def _keep_link(runner: Runner, begun: Begun, person: Person, account_id: UUID) -> None:
    if not await identities.link(runner, begun, person.subject, account_id):
        raise Forbidden("this is linked to another account", reason="linked_already")


async def _check_belongs(runner: Runner, account_id: UUID, organization_id: UUID) -> None:
    if not await identities.belongs(runner, account_id, organization_id):
        raise Forbidden("no member of this organization", reason="no_member")


async def _provider(runner: Runner, organization_id: UUID) -> Kept:
    kept = await identity_providers.of(runner, organization_id)
    if kept is None:
        raise NotFound("no such provider")
    return kept


@asynccontextmanager
async def _client(deps: Deps, kept: Kept) -> AsyncGenerator[Client, None]:
    from services.accounts.providers.protocol import Client  # noqa: PLC0415 -- it says why
    from services.accounts.providers.reaching import reaching  # noqa: PLC0415 -- loads httpx

    async with reaching(deps.inside) as transport:
        secret = deps.sealing.open(kept.client_secret)
        yield Client(kept.issuer, kept.client_id, secret, deps.return_to, transport)
