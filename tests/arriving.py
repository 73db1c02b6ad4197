"""Somebody who arrives: a person with a membership and an account, by an operator's hand."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any
from uuid import UUID, uuid4

from contracts.accounts import OPEN_ACCOUNT, OpenAccount
from contracts.profiles import (
    KEEP_ORGANIZATIONS,
    KEEP_PERSON,
    KeepOrganization,
    KeepOrganizations,
    KeepPerson,
    OrganizationKind,
)
from contracts.wire import Role
from tests.platform import DEMO_PASSWORD

Ask = Callable[[Any, Any], Awaitable[Any]]
"""Calls a method as the operator."""


@dataclass(frozen=True)
class Newcomer:
    organization: UUID
    person: UUID
    membership: UUID
    account: UUID
    email: str


async def company(ask: Ask, name: str = "架空新顔社") -> UUID:
    """A new one that nobody knows yet."""
    row = KeepOrganization(id=uuid4(), kind=OrganizationKind.COMPANY, name=name)
    await ask(KEEP_ORGANIZATIONS, KeepOrganizations(rows=(row,)))
    return row.id


async def arrive(
    ask: Ask, organization: UUID, role: Role, name: str = "見本 新顔", *, is_minor: bool = False
) -> Newcomer:
    """They sign in with their address and ``DEMO_PASSWORD``."""
    person = KeepPerson(
        id=uuid4(),
        name=name,
        membership_id=uuid4(),
        organization_id=organization,
        role=role,
        is_minor=is_minor,
    )
    account = OpenAccount(
        id=uuid4(),
        person_id=person.id,
        email=f"{uuid4().hex}@company.example",
        password=DEMO_PASSWORD,
    )
    await ask(KEEP_PERSON, person)
    await ask(OPEN_ACCOUNT, account)
    return Newcomer(organization, person.id, person.membership_id, account.id, account.email)
