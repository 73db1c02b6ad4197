"""That the platform looks into an organization stands in the record of that organization."""

from contracts.members import (
    LIST_CHANGES,
    LIST_INVITATIONS,
    LIST_MEMBERS,
    ListMembers,
    OfOrganization,
)
from contracts.wire import Role
from tests.members import member, platform_admin, town
from tests.outside import rows

LOOKS = """
SELECT payload->>'operation', payload->>'person' FROM profiles.outbox
WHERE payload->>'tenant' = $1 AND payload->>'operation' LIKE '%.list'
    AND payload->>'result' = 'done'
ORDER BY seq
"""


async def test_a_look_of_the_platform_into_an_organization_is_in_its_record(platform):
    own = await town(platform)
    liaison, admin = await member(platform, own, Role.LIAISON), await platform_admin(platform)

    for who in (liaison, admin):  # whose own it is looks without an entry
        await platform.web.call(LIST_MEMBERS, ListMembers(organization_id=own), who.actor)
        for method in (LIST_INVITATIONS, LIST_CHANGES):
            await platform.web.call(method, OfOrganization(organization_id=own), who.actor)

    person = str(admin.actor.person)
    assert await rows(platform.settings, LOOKS, str(own)) == [
        (f"rpc.profiles.v1.{what}.list", person) for what in ("member", "invitation", "change")
    ]
