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
CHALLENGE = """
INSERT INTO introductions.causes
    (id, kind, organization_id, title, state, budget_stage, answer_by, revision)
SELECT gen_random_uuid(), 'challenge', $1, $2, $3, $4, day::date + $5::integer, 1
FROM (SELECT now() AT TIME ZONE 'Asia/Tokyo') today (day) RETURNING answer_by
"""
SOON = [
    # state, budget stage, days until it is to be answered, what the desk says
    ("open", "before_request", 1, StuckKind.BUDGET_DEADLINE),
    ("open", "requested", 30, StuckKind.BUDGET_DEADLINE),
    ("open", "requested", 32, None),
    ("open", "requested", -2, None),
    ("open", "not_needed", 10, None),
    ("closed", "requested", 10, None),
    ("stale", "not_needed", 200, StuckKind.STALE_CHALLENGE),
]


async def test_a_challenge_whose_time_runs_out_unanswered_is_on_the_desk_with_its_day(platform):
    pair = await two(platform)
    own = await platform.organization("架空運営", OrganizationKind.ORGANIZER)
    one = await member(platform, own, Role.COORDINATOR, "調整 一")
    expected = set()
    for number, (state, stage, days, said) in enumerate(SOON):
        given = (pair.town, f"課題{number}(架空)", state, stage, days)
        [[day]] = await rows(platform.settings, CHALLENGE, *given)
        if said:
            expected.add((said, f"課題{number}(架空)", day))

    found = await platform.web.call(LIST_STUCK, ListStuck(), one.actor)

    assert {(each.kind, each.title, each.until) for each in found} == expected


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
