"""Closing an organization: what ends, who is answered, who is told."""

from uuid import uuid4

import pytest

from contracts.challenges import (
    GET_CHALLENGES,
    SAVE_CHALLENGE_DRAFT,
    ChallengeState,
    CloseReason,
    Direction,
    GetChallenges,
    SaveChallengeDraft,
)
from contracts.faults import Conflict, Fault, Forbidden, NotFound
from contracts.members import INVITE, LIST_MEMBERS, Invite, ListMembers
from contracts.notify import LIST_NOTIFICATIONS, ListNotifications, NotificationKind
from contracts.profiles import (
    GET_OFFERS,
    LIST_ORGANIZATIONS,
    PUBLISH_OFFER,
    GetOffers,
    ListOrganizations,
    OfferState,
    PublishOffer,
)
from contracts.proposals import (
    GET_PROPOSALS,
    DecisionOutcome,
    DecisionReason,
    GetProposals,
    ProposalState,
)
from contracts.standing import (
    Standing,
)
from contracts.wire import Role
from tests.eventually import eventually
from tests.introducing import two
from tests.members import member, platform_admin
from tests.outside import rows
from tests.proposing import scene_of
from tests.service.standing.people import company, stand


async def test_closing_withdraws_what_is_open_and_ends_who_belonged(platform):
    admin = await platform_admin(platform)
    own, boss = await company(platform)
    offer, draft = uuid4(), uuid4()
    text = "予約制の乗合バスを、住民と自治体と一緒に運行します(架空)。"
    await platform.web.call(
        PUBLISH_OFFER, PublishOffer(id=offer, title="乗合バスの運行", text=text), boss.actor
    )

    async def drafted():
        asked = SaveChallengeDraft(
            id=draft, direction=Direction.PRIVATE_CALL, title="実証の場所", problem=text
        )
        try:
            return await platform.web.call(SAVE_CHALLENGE_DRAFT, asked, boss.actor)
        except Fault:
            return None

    await eventually(drafted)
    invited = Invite(
        id=uuid4(), organization_id=own, role=Role.COMPANY_MEMBER, email="x@company.example"
    )
    await platform.web.call(INVITE, invited, boss.actor)

    done = await stand(platform, admin, own, Standing.CLOSED)

    assert done.standing is Standing.CLOSED
    found = await platform.web.call(GET_OFFERS, GetOffers(ids=(offer,)), boss.actor)
    assert [one.state for one in found] in ([], [OfferState.WITHDRAWN])

    async def closed():
        asked = GetChallenges(ids=(draft,))
        [one] = await platform.web.call(GET_CHALLENGES, asked, boss.actor)
        return one.close_reason

    assert await eventually(closed) is CloseReason.WITHDRAWN
    asked = ListOrganizations(search="架空社")
    page = await platform.web.call(LIST_ORGANIZATIONS, asked, boss.actor)
    assert page.organizations == ()
    members = await platform.web.call(LIST_MEMBERS, ListMembers(organization_id=own), admin.actor)
    assert members.members == ()
    with pytest.raises((Forbidden, NotFound)):
        await platform.web.call(LIST_MEMBERS, ListMembers(organization_id=own), boss.actor)
    [state] = await rows(platform.settings, "SELECT DISTINCT state FROM profiles.invitations")
    assert state == ("revoked",)
    with pytest.raises(Conflict) as refused:
        await stand(platform, admin, own, Standing.ACTIVE)
    assert refused.value.reason == "is_closed"


async def test_closing_withdraws_what_was_proposed_and_says_why(platform):
    admin, scene = await platform_admin(platform), await scene_of(platform)
    sent = await scene.submitted()
    await scene.declared(scene.liaison)

    await stand(platform, admin, scene.company, Standing.CLOSED)

    async def withdrawn():
        asked = GetProposals(ids=(sent.id,))
        [found] = await scene.ask(GET_PROPOSALS, asked, scene.liaison)
        return found.state is ProposalState.WITHDRAWN and found

    found = await eventually(withdrawn)
    assert found.has_left
    own = await rows(
        platform.settings, "SELECT has_left, state FROM challenges.proposals WHERE state = 'draft'"
    )
    assert {tuple(row) for row in own} == {(False, "draft")}  # another company's draft stays


async def test_closing_answers_everybody_who_waits_and_says_why(platform):
    admin, scene = await platform_admin(platform), await scene_of(platform)
    boss = await member(platform, scene.company, Role.COMPANY_ADMIN)
    sent, shortlisted = await scene.submitted(), await scene.submitted(title="ふたつめの提案")
    accepted = await scene.submitted(scene.stranger)
    for one in (shortlisted, accepted):
        await scene.taken_in(one)
    await scene.decided(shortlisted.id, outcome=DecisionOutcome.SHORTLISTED)
    await scene.decided(accepted.id, outcome=DecisionOutcome.ACCEPTED)
    await scene.decided(sent.id, outcome=DecisionOutcome.DECLINED, at_once=False)
    draft = await scene.drafted(scene.stranger)

    await stand(platform, admin, scene.town, Standing.CLOSED)

    async def answered():
        asked = GetProposals(ids=(sent.id, shortlisted.id, accepted.id, draft.id))
        found = await scene.ask(GET_PROPOSALS, asked, scene.member)
        found += await scene.ask(GET_PROPOSALS, asked, scene.stranger)
        said = {one.id: (one.state, one.decision and one.decision.reason) for one in found}
        no = (ProposalState.DECLINED, DecisionReason.CALL_WITHDRAWN)
        assert said == {
            **dict.fromkeys((sent.id, shortlisted.id, accepted.id), no),
            draft.id: (ProposalState.DRAFT, None),
        }
        return found

    found = await eventually(answered)
    assert all("離れた" in one.decision.note for one in found if one.id != draft.id)

    async def told():
        page = await scene.ask(LIST_NOTIFICATIONS, ListNotifications(), boss.actor)
        of_town = [one for one in page.notifications if one.challenge_id == scene.challenge]
        kinds = [one.kind for one in of_town]
        return kinds.count(NotificationKind.PROPOSAL_DECIDED) == 3  # one before it closed

    await eventually(told)
    asked = GetChallenges(ids=(scene.challenge,))
    [closed] = await scene.ask(GET_CHALLENGES, asked, None)
    assert (closed.state, closed.close_reason) == (ChallengeState.CLOSED, CloseReason.WITHDRAWN)


async def test_who_was_introduced_to_one_that_closes_is_told_once(platform):
    admin, both = await platform_admin(platform), await two(platform)
    made = await both.introduced()

    await stand(platform, admin, both.company, Standing.CLOSED)

    async def told():
        asked = ListNotifications()
        page = await platform.web.call(LIST_NOTIFICATIONS, asked, both.liaison.actor)
        return [one for one in page.notifications if one.kind is NotificationKind.PARTNER_LEFT]

    [one] = await eventually(told)
    assert one.place == f"/introductions/{made.id}"
    assert one.challenge_organization_name == "架空合同会社"
