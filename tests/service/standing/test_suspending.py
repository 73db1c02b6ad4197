"""An organization that is suspended, and who may say so."""

from uuid import uuid4

import pytest

from contracts.accounts import (
    GET_SESSION,
    Bar,
    GetSession,
)
from contracts.amendments import LIST_VERSIONS, ListVersions
from contracts.assessments import DECLARE_CONFLICTS, DeclareConflicts
from contracts.challenges import (
    COUNT_CHALLENGES,
    GET_CHALLENGES,
    LIST_CHALLENGES,
    CountChallenges,
    GetChallenges,
    ListChallenges,
)
from contracts.faults import Forbidden, Invalid, NotFound
from contracts.matching import MATCHES_OF_CHALLENGE, MatchesOfChallenge
from contracts.members import LIST_MEMBERS, ListMembers
from contracts.profiles import (
    LIST_OFFERS,
    LIST_ORGANIZATIONS,
    PUBLISH_OFFER,
    ListOffers,
    ListOrganizations,
    OrganizationKind,
    PublishOffer,
)
from contracts.proposal_steps import (
    CONFIRM_PROPOSAL,
    SAVE_PROPOSAL_DRAFT,
    SUBMIT_PROPOSAL,
    ConfirmProposal,
    SaveProposalDraft,
    SubmitProposal,
)
from contracts.proposals import LIST_PROPOSALS, DecisionOutcome, ListProposals
from contracts.questions import ASK_QUESTION, AskQuestion
from contracts.same_needs import (
    CLONE_CHALLENGE,
    JOIN_CHALLENGE,
    LIST_JOINED,
    CloneChallenge,
    JoinChallenge,
    ListJoined,
)
from contracts.saved_searches import READ_FEED, SAVE_SEARCH, ReadFeed, SaveSearch
from contracts.standing import (
    SUSPEND_ACCOUNT,
    Standing,
    SuspendAccount,
)
from contracts.wire import Role
from tests.eventually import eventually
from tests.members import account, member, platform_admin
from tests.platform import member_of, staff_of
from tests.proposing import eventually_answers, refusal, scene_of
from tests.service.standing.people import WHY, acting, company, sign_in, stand


async def test_for_a_suspended_organization_nobody_acts_until_it_is_let_in_again(platform):
    admin = await platform_admin(platform)
    own, boss = await company(platform)
    email = await account(platform, boss)
    token = (await sign_in(platform, email)).token
    await eventually(lambda: acting(platform, token))

    await stand(platform, admin, own, Standing.SUSPENDED)

    async def barred():
        session = await platform.web.call(GET_SESSION, GetSession(token=token))
        return not session.acting and [(one.why, one.reason) for one in session.barred]

    assert await eventually(barred) == [(Bar.INACTIVE, WHY)]
    with pytest.raises(Forbidden):
        await platform.web.call(LIST_MEMBERS, ListMembers(organization_id=own), boss.actor)
    await stand(platform, admin, own, Standing.ACTIVE)
    await eventually(lambda: acting(platform, token))


async def test_a_company_admin_closes_the_own_organization_and_nothing_else(platform):
    admin = await platform_admin(platform)
    own, boss = await company(platform)
    other, _ = await company(platform, "ほかの社")
    for organization, standing, fault in (
        (other, Standing.CLOSED, NotFound),
        (own, Standing.SUSPENDED, Forbidden),
        (uuid4(), Standing.CLOSED, NotFound),
    ):
        with pytest.raises(fault):
            await stand(platform, boss, organization, standing)
    with pytest.raises(Forbidden):
        await stand(platform, admin, admin.actor.organization, Standing.CLOSED)
    with pytest.raises(Invalid):
        await stand(platform, boss, own, Standing.CLOSED, reason="     ")
    assert (await stand(platform, boss, own, Standing.CLOSED)).standing is Standing.CLOSED


@pytest.mark.parametrize(
    "role", [Role.STAFF, Role.LIAISON, Role.COMPANY_MEMBER, Role.AUDITOR, Role.ORGANIZER]
)
async def test_other_roles_set_no_standing(platform, role):
    own = await platform.organization("架空市", OrganizationKind.MUNICIPALITY)
    who = await member(platform, own, role)
    with pytest.raises(Forbidden):
        await stand(platform, who, own, Standing.CLOSED)
    asked = SuspendAccount(person_id=uuid4(), is_suspended=True, reason=WHY)
    with pytest.raises(Forbidden):
        await platform.web.call(SUSPEND_ACCOUNT, asked, who.actor)


async def shown(scene, feed):
    """What a visitor, another company and the town find of the scene's town and company."""
    ask = scene.platform.web.call
    own = {"organization_id": scene.town}
    listed = await ask(LIST_CHALLENGES, ListChallenges(first=50, **own))
    by_id = await ask(GET_CHALLENGES, GetChallenges(ids=(scene.challenge,)))
    fed = await ask(READ_FEED, ReadFeed(token=feed))
    counted = await ask(COUNT_CHALLENGES, CountChallenges())
    offers = await ask(LIST_OFFERS, ListOffers(first=50, organization_id=scene.company))
    asked = MatchesOfChallenge(challenge_id=scene.challenge)
    matches = await ask(MATCHES_OF_CHALLENGE, asked, scene.clerk)
    asked = ListProposals(challenge_id=scene.challenge, first=50)
    proposals = await ask(LIST_PROPOSALS, asked, scene.liaison)
    organizations = await ask(LIST_ORGANIZATIONS, ListOrganizations(first=50))
    there = {one.id for one in organizations.organizations}
    return {
        "challenge": {bool(listed.challenges), listed.total == 1, bool(by_id)},
        "feed": {bool(fed.challenges), any(one.open for one in counted)},
        "offer": {bool(offers.offers), offers.total == 1},
        "matches": {bool(matches.matches)},
        "proposal": {bool(proposals.proposals), proposals.total == 1},
        "town": {scene.town in there},
        "company": {scene.company in there},
    }


OF_TOWN, OF_COMPANY = {"challenge", "feed", "matches", "town"}, {"offer", "matches", "company"}


async def test_what_a_suspended_organization_has_is_in_no_list_until_it_is_let_in_again(platform):
    admin, scene = await platform_admin(platform), await scene_of(platform)
    boss = await member(platform, scene.company, Role.COMPANY_ADMIN)
    text = "空き家の家財の片付けと修繕を引き受け、借り手をさがします(架空)。"
    offer = PublishOffer(id=uuid4(), title="空き家の家財の片付け", text=text)
    await platform.web.call(PUBLISH_OFFER, offer, boss.actor)
    await scene.submitted()
    asked = DeclareConflicts(challenge_id=scene.challenge, organization_ids=())
    await scene.ask(DECLARE_CONFLICTS, asked, scene.liaison)
    asked = SaveSearch(id=uuid4(), name="空き家", search="空き家")
    feed = (await scene.ask(SAVE_SEARCH, asked, scene.stranger)).feed_token

    async def stands(gone):
        found = await shown(scene, feed)
        wrong = {name for name, said in found.items() if said != {name not in gone}}
        assert not wrong, (wrong, found)
        return True

    await eventually(lambda: stands(()))
    for organization, gone in ((scene.town, OF_TOWN), (scene.company, OF_COMPANY)):
        await stand(platform, admin, organization, Standing.SUSPENDED)
        await eventually(lambda gone=gone: stands(gone))
        every = await platform.web.call(
            LIST_ORGANIZATIONS, ListOrganizations(first=50), admin.actor
        )
        assert organization in {one.id for one in every.organizations}
        if organization == scene.town:  # who has proposed to it still reads what it asked
            asked = GetChallenges(ids=(scene.challenge,))
            assert await scene.ask(GET_CHALLENGES, asked, scene.member)
        await stand(platform, admin, organization, Standing.ACTIVE)
        await eventually(lambda: stands(()))


async def test_what_a_suspended_organization_asked_takes_nothing_and_shows_nothing_to_others(
    platform,
):
    admin, scene = await platform_admin(platform), await scene_of(platform)
    accepted, draft = await scene.submitted(), await scene.drafted()
    await scene.taken_in(accepted)
    [accepted] = await scene.decided(accepted.id, outcome=DecisionOutcome.ACCEPTED)
    third = member_of(await platform.organization("よその社", OrganizationKind.COMPANY))
    neighbour = staff_of(await platform.organization("隣の市", OrganizationKind.MUNICIPALITY))
    of_challenge = {"challenge_id": scene.challenge}
    begin = SaveProposalDraft(id=uuid4(), **of_challenge)
    await eventually_answers(platform, SAVE_PROPOSAL_DRAFT, begin, third)
    join = JoinChallenge(id=scene.challenge)

    async def joined():
        return await refusal(scene.ask(JOIN_CHALLENGE, join, neighbour)) is None

    await eventually(joined)  # once the town next door is known there
    other = member_of(await platform.organization("はじめての社", OrganizationKind.COMPANY))
    await stand(platform, admin, scene.town, Standing.SUSPENDED)

    async def kept_back():
        return await scene.ask(GET_CHALLENGES, GetChallenges(ids=(scene.challenge,)), other) == ()

    await eventually(kept_back)

    def new(**given):
        return SaveProposalDraft(id=uuid4(), **of_challenge, **given)

    question = AskQuestion(id=uuid4(), text="いつから始めますか。", **of_challenge)
    submit = SubmitProposal(id=draft.id, revision=draft.revision, accept_terms=True)
    confirm = ConfirmProposal(id=accepted.id, revision=accepted.revision)
    clone = CloneChallenge(id=uuid4(), origin_id=scene.challenge)
    for method, request, who, said in (
        (SAVE_PROPOSAL_DRAFT, new(), other, "not_found"),
        (SAVE_PROPOSAL_DRAFT, new(), scene.member, "owner_inactive"),
        (SUBMIT_PROPOSAL, submit, scene.member, "owner_inactive"),
        (CONFIRM_PROPOSAL, confirm, scene.member, "owner_inactive"),
        (ASK_QUESTION, question, other, "not_found"),
        (ASK_QUESTION, question, third, "owner_inactive"),
        (CLONE_CHALLENGE, clone, neighbour, "not_found"),
        (JOIN_CHALLENGE, join, neighbour, "not_found"),
    ):

        async def refused(method=method, request=request, who=who, said=said):
            fault = await refusal(scene.ask(method, request, who))
            return fault is not None and said in {fault.reason, fault.code}

        assert await eventually(refused), (method.subject, said)
    for method, request in (
        (GET_CHALLENGES, GetChallenges(ids=(scene.challenge,))),
        (LIST_VERSIONS, ListVersions(**of_challenge)),
        (LIST_JOINED, ListJoined(**of_challenge)),
    ):
        assert await scene.ask(method, request, other) == (), method.subject
        assert await scene.ask(method, request, None) == (), method.subject
        assert await scene.ask(method, request, scene.member), method.subject

    await stand(platform, admin, scene.town, Standing.ACTIVE)

    async def goes_on():
        return await refusal(scene.ask(SUBMIT_PROPOSAL, submit, scene.member)) is None

    assert await eventually(goes_on)


@pytest.mark.parametrize("standing", [Standing.SUSPENDED, Standing.CLOSED])
async def test_who_acts_for_one_that_is_out_is_told_so_and_not_that_they_left(platform, standing):
    admin = await platform_admin(platform)
    own, boss = await company(platform)

    await stand(platform, admin, own, standing)

    with pytest.raises(Forbidden) as refused:
        await platform.web.call(LIST_MEMBERS, ListMembers(organization_id=own), boss.actor)
    assert refused.value.reason == f"organization_{standing}"
