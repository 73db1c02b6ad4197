"""People of a company that nobody knows yet: no test before has introduced it to anybody."""

from __future__ import annotations

from uuid import uuid4

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
from deploy.asking import asking
from tests.platform import DEMO_PASSWORD, Town


async def newcomer(town: Town, role: Role = Role.COMPANY_MEMBER) -> str:
    """The address that a member of a new company signs in with."""
    company = KeepOrganization(id=uuid4(), kind=OrganizationKind.COMPANY, name="架空新顔社")
    person = KeepPerson(
        id=uuid4(),
        name="見本 新顔",
        membership_id=uuid4(),
        organization_id=company.id,
        role=role,
    )
    account = OpenAccount(
        id=uuid4(),
        person_id=person.id,
        email=f"{uuid4().hex}@company.example",
        password=DEMO_PASSWORD,
    )
    async with asking(town.settings) as operator:
        await operator.call(KEEP_ORGANIZATIONS, KeepOrganizations(rows=(company,)))
        await operator.call(KEEP_PERSON, person)
        await operator.call(OPEN_ACCOUNT, account)
    return account.email
