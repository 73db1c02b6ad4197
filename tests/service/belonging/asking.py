"""What is asked of memberships."""

from contracts.members import (
    LIST_CHANGES,
    LIST_MEMBERS,
    ChangeMembership,
    EndMembership,
    ListMembers,
    OfOrganization,
)


def ending(somebody, revision=1, **more):
    return EndMembership(id=somebody.membership, revision=revision, **more)


def becoming(somebody, role, revision=1, **more):
    return ChangeMembership(id=somebody.membership, revision=revision, role=role, **more)


async def members(platform, organization, actor):
    asked = ListMembers(organization_id=organization)
    return await platform.web.call(LIST_MEMBERS, asked, actor)


async def changes(platform, organization, actor):
    asked = OfOrganization(organization_id=organization)
    return await platform.web.call(LIST_CHANGES, asked, actor)
