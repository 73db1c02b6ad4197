"""What a coordinator finds on the desk."""

from uuid import uuid4

from contracts.assessments import FORWARD_PROPOSAL, ForwardProposal
from contracts.desk import LIST_STUCK, ListStuck, StuckKind
from contracts.members import ADD_UNIT, AddUnit
from contracts.profiles import OrganizationKind
from contracts.proposal_steps import REVISE_PROPOSAL, ReviseProposal
from contracts.proposals import DecisionOutcome
from contracts.threads import SEND_MESSAGE, SendMessage
from contracts.wire import Role
from tests.eventually import eventually
from tests.introducing import two
from tests.members import member
from tests.outside import rows
from tests.proposing import refusal, scene_of, words

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
A_MONTH_AGO = """
UPDATE challenges.proposals SET waits_since = waits_since - interval '31 days'
WHERE challenge_id = $1 RETURNING id
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


async def test_proposals_without_the_promised_answer_are_on_the_desk_until_there_is_one(platform):
    """With the section they were passed on to, and never with who proposed."""
    scene = await scene_of(platform)
    own = await platform.organization("架空運営", OrganizationKind.ORGANIZER)
    one = await member(platform, own, Role.COORDINATOR, "調整 一")
    first, second = await scene.submitted(), await scene.submitted(scene.stranger)
    await scene.declared(scene.liaison)
    liaison = await member(platform, scene.town, Role.LIAISON, "窓口 花")
    new = AddUnit(id=uuid4(), organization_id=scene.town, name="住まい課")
    section = await platform.web.call(ADD_UNIT, new, liaison.actor)

    async def late():
        found = await platform.web.call(LIST_STUCK, ListStuck(), one.actor)
        assert all(each.other_organization_id is None for each in found)
        return [(each.kind, each.subject_id, each.unit_id, each.count) for each in found]

    async def passed_on():
        asked = ForwardProposal(id=first.id, revision=first.revision, unit_id=section.id)
        return await refusal(scene.ask(FORWARD_PROPOSAL, asked, scene.liaison)) is None

    async def on_the_desk(*expected):
        async def are():
            return await late() == list(expected)

        assert await eventually(are), await late()

    assert await late() == []
    await rows(platform.settings, A_MONTH_AGO, scene.challenge)
    assert await eventually(passed_on)
    row = (StuckKind.PROMISE_PASSED, scene.challenge, section.id)
    await on_the_desk((*row, 1))
    again = ReviseProposal(
        id=second.id, revision=second.revision, words=words(title="借り手さがしから始めます")
    )
    await scene.ask(REVISE_PROPOSAL, again, scene.stranger)
    await on_the_desk((*row, 2))
    await scene.decided(first.id, outcome=DecisionOutcome.DECLINED)
    await on_the_desk((StuckKind.PROMISE_PASSED, scene.challenge, None, 1))
    await scene.decided(second.id, outcome=DecisionOutcome.DECLINED)
    await on_the_desk()
