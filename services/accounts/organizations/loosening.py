"""That nobody loosens alone what protects everybody of an organization: a second person does it."""

from __future__ import annotations

from ipaddress import IPv4Network, IPv6Network, ip_network
from uuid import UUID

import msgspec

from chassis.postgres import Runner
from contracts.sign_in_policy import LooserPolicy, SetSignInPolicy, SignInPolicy
from services.accounts.store import looser_policies
from services.accounts.store.looser_policies import Waiting


def is_looser(before: SignInPolicy, second_factor: bool, networks: tuple[str, ...]) -> bool:
    """Whether somebody may act under it who may not now."""
    if before.second_factor and not second_factor:
        return True
    if not before.networks:
        return False
    return not networks or not all(_within(one, before.networks) for one in networks)


def _within(network: str, others: tuple[str, ...]) -> bool:
    return any(_is_part(ip_network(network), ip_network(other)) for other in others)


def _is_part(one: IPv4Network | IPv6Network, other: IPv4Network | IPv6Network) -> bool:
    if isinstance(one, IPv4Network) and isinstance(other, IPv4Network):
        return one.subnet_of(other)
    if isinstance(one, IPv6Network) and isinstance(other, IPv6Network):
        return one.subnet_of(other)
    return False


async def needs_second(
    runner: Runner,
    before: SignInPolicy,
    asked: tuple[SetSignInPolicy, tuple[str, ...]],
    person_id: UUID,
) -> bool:
    """Whether it has to wait; if so it is noted. ``asked``: with its networks in their one form.

    It need not when another manager asked for the same within seven days.
    """
    request, networks = asked
    if not is_looser(before, request.second_factor, networks):
        return False
    found = await looser_policies.waiting(runner, request.organization_id)
    if found is not None and found.asked_by != person_id and _is_same(found, request, networks):
        return False
    await looser_policies.ask(runner, request, networks, person_id)
    return True


def _is_same(found: Waiting, request: SetSignInPolicy, networks: tuple[str, ...]) -> bool:
    wanted = (request.second_factor, set(networks), request.revision)
    return (found.second_factor, set(found.networks), found.revision) == wanted


async def with_waiting(runner: Runner, policy: SignInPolicy, person_id: UUID) -> SignInPolicy:
    """The policy, with what waits for a second person."""
    found = await looser_policies.waiting(runner, policy.organization_id)
    if found is None or found.revision != policy.revision:
        return policy
    waits = LooserPolicy(
        second_factor=found.second_factor,
        networks=found.networks,
        asked_at=found.asked_at,
        is_yours=found.asked_by == person_id,
    )
    return msgspec.structs.replace(policy, looser=waits)
