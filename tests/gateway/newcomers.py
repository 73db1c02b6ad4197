"""People of a company that nobody knows yet: no test before has introduced it to anybody."""

from __future__ import annotations

from contracts.wire import Role
from deploy.asking import asking
from tests.arriving import Newcomer, arrive, company
from tests.platform import Town


async def arrived(town: Town, role: Role = Role.COMPANY_MEMBER) -> Newcomer:
    """A member of a new company."""
    async with asking(town.settings) as operator:
        return await arrive(operator.call, await company(operator.call), role)


async def newcomer(town: Town, role: Role = Role.COMPANY_MEMBER) -> str:
    """The address that a member of a new company signs in with."""
    return (await arrived(town, role)).email
