"""The sign-in policy of an organization; it holds from the next request of each session on."""

from __future__ import annotations

from ipaddress import ip_address, ip_network
from uuid import UUID

import msgspec

from chassis.calls import Asked
from chassis.postgres import Runner
from chassis.recording import changed, record
from contracts.accounts import Session
from contracts.faults import Conflict, FieldProblem, Forbidden, Invalid, NotFound
from contracts.sign_in_policy import (
    GetSignInPolicy,
    LiftNetworks,
    SetSignInPolicy,
    SignInPolicy,
)
from services.accounts import rules
from services.accounts.deps import Deps
from services.accounts.organizations.loosening import needs_second, with_waiting
from services.accounts.organizations.managing import acts_for, manager
from services.accounts.recording import acting_as
from services.accounts.store import looser_policies, sign_in_policies


async def get_sign_in_policy(deps: Deps, asked: Asked[GetSignInPolicy]) -> SignInPolicy:
    request = asked.request
    own = await manager(deps.database, request.token, request.organization_id)
    found = await sign_in_policies.of(deps.database, request.organization_id)
    found = await with_waiting(deps.database, found, own.person_id)
    here = rules.plain_address(asked.origin.address)
    return msgspec.structs.replace(found, your_address=here)


async def set_sign_in_policy(deps: Deps, asked: Asked[SetSignInPolicy]) -> SignInPolicy:
    """Raises ``Invalid`` for one that its asker could not act under, and ``Conflict``.

    A looser one waits for a second manager, and the old one is answered with it.
    """
    request = asked.request
    own = await manager(deps.database, request.token, request.organization_id, confirmed=True)
    networks = _networks(request)
    here = rules.plain_address(asked.origin.address)
    _check_stays_in(own, request, networks, here)
    async with deps.database.transaction() as transaction:
        after = await _put(transaction, asked, own, networks)
        after = await with_waiting(transaction, after, own.person_id)
    return msgspec.structs.replace(after, your_address=here)


async def _put(
    transaction: Runner, asked: Asked[SetSignInPolicy], own: Session, networks: tuple[str, ...]
) -> SignInPolicy:
    """The new one, or the old one while the new one waits. Raises ``Conflict``."""
    request, where = asked.request, asked.request.organization_id
    before = after = await sign_in_policies.of(transaction, where)
    waits = request.revision == before.revision and await needs_second(
        transaction, before, (request, networks), own.person_id
    )
    if not waits:
        put = await sign_in_policies.put(transaction, request, networks)
        if put is None:
            newest = msgspec.to_builtins(before)
            raise Conflict("the policy has changed since it was read", newest=newest)
        await looser_policies.drop(transaction, where)
        after = put
    await record(
        transaction,
        acting_as(asked, own, where),
        object_kind="sign_in_policy",
        object_id=where,
        tenant=where,
        fields=tuple(name for name in changed(before, after) if name != "changed_at"),
        reason="waits_for_second" if waits else "",
    )
    return after


async def lift_networks(deps: Deps, asked: Asked[LiftNetworks]) -> SignInPolicy:
    """From everywhere again; a second factor stays demanded. Raises ``NotFound``."""
    where = asked.request.organization_id
    async with deps.database.transaction() as transaction:
        before = await sign_in_policies.of(transaction, where)
        if not before.networks:
            raise NotFound("this organization has no list of networks")
        whole = SetSignInPolicy(
            token="",
            organization_id=where,
            revision=before.revision,
            second_factor=before.second_factor,
            networks=(),
        )
        after = await sign_in_policies.put(transaction, whole, ())
        if after is None:
            raise Conflict("the policy has changed since it was read")
        await looser_policies.drop(transaction, where)
        await record(
            transaction,
            asked,
            object_kind="sign_in_policy",
            object_id=where,
            tenant=where,
            fields=("networks",),
            reason=asked.request.reason,
        )
    return after


async def check_may_be_without(runner: Runner, account_id: UUID) -> None:
    """Raises ``Forbidden`` where an organization of theirs demands a second factor."""
    if await sign_in_policies.demands_second_factor(runner, account_id):
        raise Forbidden("your organization demands a second factor", reason="last_factor")


def _networks(request: SetSignInPolicy) -> tuple[str, ...]:
    """In their one form, each once. Raises ``Invalid`` for what is none, or is everybody's."""
    found: dict[str, None] = {}
    for text in request.networks:
        try:
            network = ip_network(text.strip(), strict=False)
        except ValueError:
            raise _wrong("networks", "not_a_network") from None
        if network.prefixlen == 0:
            raise _wrong("networks", "everybody")
        found[str(network)] = None
    return tuple(found)


def _check_stays_in(
    own: Session, request: SetSignInPolicy, networks: tuple[str, ...], here: str
) -> None:
    """Nobody shuts the door behind themselves; a platform's admin is not of the house."""
    if not acts_for(own, request.organization_id):
        return
    if networks and not (here and any(ip_address(here) in ip_network(one) for one in networks)):
        raise _wrong("networks", "locks_out")
    if request.second_factor and not (own.has_second_factor or own.bound_to):
        raise _wrong("second_factor", "own_first")


def _wrong(field: str, problem: str) -> Invalid:
    return Invalid("this policy cannot stand", fields=(FieldProblem(field, problem),))
