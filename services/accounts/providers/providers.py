"""The provider of an organization: named by everybody, set up by its managers."""

from __future__ import annotations

import re

import msgspec

from chassis.calls import Asked
from chassis.recording import record
from contracts.accounts import Nothing
from contracts.faults import Conflict, Fault, FieldProblem, Invalid
from contracts.identity import ListProviders, OfHouse, Provider, ProviderName, SetProvider
from services.accounts.deps import Deps
from services.accounts.organizations.managing import manager
from services.accounts.recording import acting_as
from services.accounts.store import identity_providers
from services.accounts.store.identity_providers import Kept

DOMAIN = re.compile(r"(?=.{3,253}$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]+")


async def list_providers(deps: Deps, _: Asked[ListProviders]) -> tuple[ProviderName, ...]:
    return await identity_providers.names(deps.database)


async def get_provider(deps: Deps, asked: Asked[OfHouse]) -> tuple[Provider, ...]:
    """One or none."""
    request = asked.request
    await manager(deps.database, request.token, request.organization_id)
    found = await identity_providers.of(deps.database, request.organization_id)
    return (_shown(found),) if found else ()


async def set_provider(deps: Deps, asked: Asked[SetProvider]) -> Provider:
    """Once it has answered. A new issuer ends the sessions that the old one has opened."""
    request = asked.request
    own = await manager(deps.database, request.token, request.organization_id, confirmed=True)
    domains = _domains(request)
    before = await identity_providers.of(deps.database, request.organization_id)
    secret = _secret(deps, request, before)
    await _check_answers(deps, request)
    async with deps.database.transaction() as transaction:
        after = await identity_providers.put(transaction, request, secret, domains)
        if after is None:
            newest = msgspec.to_builtins(_shown(before)) if before else None
            raise Conflict("the provider has changed since it was read", newest=newest)
        if before and (before.issuer, before.client_id) != (after.issuer, after.client_id):
            await identity_providers.end_sessions(transaction, request.organization_id)
        await record(
            transaction,
            acting_as(asked, own, request.organization_id),
            object_kind="identity_provider",
            object_id=request.organization_id,
            tenant=request.organization_id,
            fields=_changed(before, after, new_secret=bool(request.client_secret)),
        )
    return after


async def remove_provider(deps: Deps, asked: Asked[OfHouse]) -> Nothing:
    """Removed now, or before; sessions that it has opened end."""
    request = asked.request
    own = await manager(deps.database, request.token, request.organization_id, confirmed=True)
    async with deps.database.transaction() as transaction:
        if await identity_providers.delete(transaction, request.organization_id):
            await identity_providers.end_sessions(transaction, request.organization_id)
            await record(
                transaction,
                acting_as(asked, own, request.organization_id),
                object_kind="identity_provider",
                object_id=request.organization_id,
                tenant=request.organization_id,
                fields=("issuer",),
            )
    return Nothing()


def _shown(kept: Kept) -> Provider:
    names = Provider.__struct_fields__
    return Provider(**{name: getattr(kept, name) for name in names})


def _changed(before: Kept | None, after: Provider, *, new_secret: bool) -> tuple[str, ...]:
    names = ("name", "issuer", "client_id", "domains")
    found = [name for name in names if getattr(before, name, None) != getattr(after, name)]
    return (*found, *(("client_secret",) if new_secret else ()))


def _secret(deps: Deps, request: SetProvider, before: Kept | None) -> bytes:
    """The new one sealed; the one that is kept only goes to the provider it was given for."""
    if request.client_secret:
        return deps.sealing.seal(request.client_secret)
    if before is None or before.issuer != request.issuer:
        raise _wrong("client_secret", "required")
    return before.client_secret


def _domains(request: SetProvider) -> tuple[str, ...]:
    found = tuple(dict.fromkeys(one.strip().lower().lstrip("@") for one in request.domains))
    if not all(DOMAIN.fullmatch(one) for one in found):
        raise _wrong("domains", "not_a_domain")
    return found


async def _check_answers(deps: Deps, request: SetProvider) -> None:
    from services.accounts.providers.protocol import Client  # noqa: PLC0415 -- it says why
    from services.accounts.providers.reaching import (  # noqa: PLC0415 -- loads httpx
        may_be_issuer,
        reaching,
    )

    if not may_be_issuer(request.issuer, deps.inside):
        raise _wrong("issuer", "not_public")
    try:
        async with reaching(deps.inside) as transport:
            client = Client(request.issuer, request.client_id, "", deps.return_to, transport)
            await client.metadata()
    except Fault:
        raise _wrong("issuer", "provider_unreachable") from None


def _wrong(field: str, problem: str) -> Invalid:
    return Invalid("this provider cannot stand", fields=(FieldProblem(field, problem),))
