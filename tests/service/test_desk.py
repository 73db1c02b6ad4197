"""What a coordinator finds on the desk."""

from uuid import uuid4

from contracts.desk import LIST_STUCK, ListStuck, StuckKind
from contracts.profiles import OrganizationKind
from contracts.threads import SEND_MESSAGE, SendMessage
from contracts.wire import Role
from tests.introducing import two
from tests.members import member
from tests.outside import rows

EARLIER = """
UPDATE introductions.introductions SET made_at = made_at - interval '11 days' WHERE id = $1
RETURNING id
"""


async def test_two_who_were_introduced_and_never_wrote_are_stuck_until_one_does(platform):
    pair = await two(platform)
    own = await platform.organization("架空運営", OrganizationKind.ORGANIZER)
    one = await member(platform, own, Role.COORDINATOR, "調整 一")
    made = await pair.introduced()
    assert await platform.web.call(LIST_STUCK, ListStuck(), one.actor) == ()

    await rows(platform.settings, EARLIER, made.id)
    [found] = await platform.web.call(LIST_STUCK, ListStuck(), one.actor)
    assert (found.kind, found.subject_id) == (StuckKind.SILENT_THREAD, made.id)
    assert {found.organization_id, found.other_organization_id} == {pair.town, pair.company}

    said = SendMessage(id=uuid4(), introduction_id=made.id, body="はじめまして。")
    await platform.web.call(SEND_MESSAGE, said, pair.liaison.actor)
    assert await platform.web.call(LIST_STUCK, ListStuck(), one.actor) == ()
