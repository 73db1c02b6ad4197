"""What happens elsewhere and reaches introductions: proposals, and organizations that leave."""

from uuid import uuid4

import pytest

from contracts.introductions import (
    GET_INTERESTS,
    LIST_INTRODUCTIONS,
    SEND_INTEREST,
    Cause,
    GetInterests,
    InterestState,
    IntroductionState,
    ListIntroductions,
    SendInterest,
)
from contracts.preferences import Grade
from contracts.proposal_steps import CONFIRM_PROPOSAL, ConfirmProposal
from contracts.proposals import DecisionOutcome
from contracts.standing import SET_STANDING, SetStanding, Standing
from tests.eventually import eventually
from tests.introducing import two
from tests.members import platform_admin
from tests.outside import rows
from tests.proposing import refusal, scene_of


async def introductions(platform, actor):
    page = await platform.web.call(LIST_INTRODUCTIONS, ListIntroductions(), actor)
    return page.introductions


async def set_standing(platform, organization, standing):
    asked = SetStanding(organization_id=organization, standing=standing, reason="休止するため")
    who = await platform_admin(platform)
    await platform.web.call(SET_STANDING, asked, who.actor)


def interest(proposal):
    return SendInterest(
        id=uuid4(), cause=Cause.PROPOSAL, cause_id=proposal.id, line="一度お話ししたいです"
    )


async def test_a_confirmed_proposal_brings_its_two_sides_together_once(platform):
    scene = await scene_of(platform)
    submitted = await scene.submitted()
    await scene.taken_in(submitted)
    [accepted] = await scene.decided(submitted.id, outcome=DecisionOutcome.ACCEPTED)
    assert await introductions(platform, scene.member) == ()
    request = ConfirmProposal(id=accepted.id, revision=accepted.revision)
    await scene.ask(CONFIRM_PROPOSAL, request, scene.member)

    async def together():
        return len(await introductions(platform, scene.member)) == 1

    assert await eventually(together)
    for who, other in ((scene.member, scene.town), (scene.liaison, scene.company)):
        [found] = await introductions(platform, who)
        assert found.theirs.organization_id == other
        assert (found.cause, found.cause_id) == (Cause.PROPOSAL, submitted.id)
        assert found.theirs.contact.email is None
    assert await introductions(platform, scene.stranger) == ()


async def test_interest_about_a_proposal_finds_its_other_side_by_itself(platform):
    scene = await scene_of(platform)
    submitted = await scene.submitted()

    async def known():
        refused = await refusal(scene.ask(SEND_INTEREST, interest(submitted), scene.member))
        return refused is None

    assert await eventually(known)
    found = await scene.ask(SEND_INTEREST, interest(submitted), scene.liaison)
    assert found.to_organization_id == scene.company
    third = await refusal(scene.ask(SEND_INTEREST, interest(submitted), scene.stranger))
    assert third.code == "not_found"


@pytest.mark.parametrize("standing", [Standing.SUSPENDED, Standing.CLOSED])
async def test_nobody_reaches_an_organization_that_takes_no_part(platform, standing):
    pair = await two(platform)
    sent = await pair.send(pair.admin, pair.town)
    await set_standing(platform, pair.company, standing)

    async def heard():
        statement = "SELECT FROM introductions.standings WHERE organization_id = $1"
        return bool(await rows(platform.settings, statement, pair.company))

    assert await eventually(heard)
    refused = await refusal(pair.send(pair.liaison, pair.company))
    assert refused.code == "not_found"
    found = await pair.interest(pair.liaison, sent.id)
    is_closed = standing is Standing.CLOSED
    assert found.state is (InterestState.CANCELLED if is_closed else InterestState.SENT)
    wish = await pair.wish(pair.liaison, pair.company, Grade.MUST)
    assert wish.introduction_id is None
    if not is_closed:
        refused = await refusal(pair.accept(pair.liaison, found))
        assert (refused.code, refused.reason) == ("conflict", "cause_closed")


async def test_with_its_closing_its_introductions_end(platform):
    pair = await two(platform)
    await pair.introduced()
    await set_standing(platform, pair.company, Standing.CLOSED)

    async def ended():
        [found] = await pair.introductions(pair.liaison)
        return found.state is IntroductionState.ENDED

    assert await eventually(ended)


async def test_who_waits_for_a_closing_organization_gets_the_request_back(platform):
    pair = await two(platform)
    sent = await pair.send(pair.liaison, pair.company)
    await set_standing(platform, pair.company, Standing.CLOSED)

    async def back():
        asked = GetInterests(ids=(sent.id,))
        [found] = await platform.web.call(GET_INTERESTS, asked, pair.liaison.actor)
        return found.state is InterestState.EXPIRED

    assert await eventually(back)
