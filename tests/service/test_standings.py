"""Suspending and closing organizations and accounts: at once, with reason, and everywhere."""

from uuid import uuid4

import pytest

from contracts.accounts import (
    GET_SESSION,
    SIGN_IN,
    Bar,
    GetSession,
    SignIn,
)
from contracts.amendments import LIST_VERSIONS, ListVersions
from contracts.assessments import DECLARE_CONFLICTS, DeclareConflicts
from contracts.challenges import (
    COUNT_CHALLENGES,
    GET_CHALLENGES,
    LIST_CHALLENGES,
    SAVE_CHALLENGE_DRAFT,
    ChallengeState,
    CloseReason,
    CountChallenges,
    Direction,
    GetChallenges,
    ListChallenges,
    SaveChallengeDraft,
)
from contracts.faults import Conflict, Fault, Forbidden, Invalid, NotFound, Unauthenticated
from contracts.matching import MATCHES_OF_CHALLENGE, MatchesOfChallenge
from contracts.members import INVITE, LIST_MEMBERS, Invite, ListMembers
from contracts.notify import LIST_NOTIFICATIONS, ListNotifications, NotificationKind
from contracts.profiles import (
    GET_OFFERS,
    LIST_OFFERS,
    LIST_ORGANIZATIONS,
    PUBLISH_OFFER,
    GetOffers,
    ListOffers,
    ListOrganizations,
    OfferState,
    OrganizationKind,
    PublishOffer,
)
from contracts.proposals import (
    CONFIRM_PROPOSAL,
    GET_PROPOSALS,
    LIST_PROPOSALS,
    SAVE_PROPOSAL_DRAFT,
    SUBMIT_PROPOSAL,
    ConfirmProposal,
    DecisionOutcome,
    DecisionReason,
    GetProposals,
    ListProposals,
    ProposalState,
    SaveProposalDraft,
    SubmitProposal,
)
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
    GET_ACCOUNT_STANDING,
    GET_STANDING,
    SET_STANDING,
    SUSPEND_ACCOUNT,
    GetAccountStanding,
    GetStanding,
    SetStanding,
    Standing,
    SuspendAccount,
)
from contracts.wire import Role
from tests.eventually import eventually
from tests.introducing import two
from tests.members import account, letters, member, platform_admin
from tests.outside import rows
from tests.platform import DEMO_PASSWORD, member_of, staff_of
from tests.proposing import eventually_answers, refusal, scene_of

WHY = "規約に反する書き込みがありました。"


async def stand(platform, who, organization, standing, reason=WHY):
    asked = SetStanding(organization_id=organization, standing=standing, reason=reason)
    return await platform.web.call(SET_STANDING, asked, who.actor)


async def company(platform, name="架空社"):
    own = await platform.organization(name, OrganizationKind.COMPANY)
    return own, await member(platform, own, Role.COMPANY_ADMIN)


async def sign_in(platform, email, password=DEMO_PASSWORD):
    return await platform.web.call(SIGN_IN, SignIn(email=email, password=password))


async def acting(platform, token):
    return (await platform.web.call(GET_SESSION, GetSession(token=token))).acting


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


async def test_a_suspended_account_is_out_at_once_and_comes_back_when_let_in(platform):
    admin = await platform_admin(platform)
    _, boss = await company(platform)
    email = await account(platform, boss)
    token = (await sign_in(platform, email)).token

    async def suspend(is_suspended, person=boss.actor.person):
        asked = SuspendAccount(person_id=person, is_suspended=is_suspended, reason=WHY)
        return await platform.web.call(SUSPEND_ACCOUNT, asked, admin.actor)

    await suspend(True)

    with pytest.raises(Unauthenticated):
        await acting(platform, token)
    kept_out = await sign_in(platform, email)
    assert (kept_out.token, kept_out.session, kept_out.suspension.reason) == ("", None, WHY)
    for wrong in (email, "nobody@company.example"):  # who does not know the password hears nothing
        said = await refusal(sign_in(platform, wrong, "wrong " * 4))
        assert (said.code, said.reason, said.message) == (
            *("unauthenticated", ""),
            "wrong e-mail or password",
        )
    with pytest.raises(Conflict):
        await suspend(True)

    def told():
        return [one for one in letters(platform.settings, email) if WHY in one]

    assert "このサイトの運営者" in (await eventually(told))[0]  # nobody set an address
    await suspend(False)
    assert (await sign_in(platform, email)).token
    await eventually(lambda: len(letters(platform.settings, email)) > 1)
    with pytest.raises(NotFound):
        await suspend(True, uuid4())
    with pytest.raises(Forbidden):
        await suspend(True, admin.actor.person)


async def test_a_moderator_suspends_and_lets_nobody_in_again(platform):
    admin = await platform_admin(platform)
    moderator = await member(platform, admin.actor.organization, Role.MODERATOR, "見本 守")
    own, boss = await company(platform)
    for who in (admin, boss):
        await account(platform, who)

    async def known():  # to accounts: that the admin runs the platform
        asked = "SELECT count(*) FROM accounts.memberships WHERE role = 'platform_admin'"
        return (await rows(platform.settings, asked))[0][0]

    await eventually(known)

    async def suspend(is_suspended, who):
        asked = SuspendAccount(person_id=who.actor.person, is_suspended=is_suspended, reason=WHY)
        return await platform.web.call(SUSPEND_ACCOUNT, asked, moderator.actor)

    assert (await stand(platform, moderator, own, Standing.SUSPENDED)).reason == WHY
    assert (await suspend(True, boss)).is_suspended
    for refused, reason in (
        (stand(platform, moderator, own, Standing.ACTIVE), "admins_let_in"),
        (stand(platform, moderator, own, Standing.CLOSED), "admins_let_in"),
        (stand(platform, moderator, admin.actor.organization, Standing.SUSPENDED), "own_platform"),
        (suspend(False, boss), "admins_let_in"),
        (suspend(True, admin), "own_platform"),
        (suspend(True, moderator), "own_account"),
    ):
        said = await refusal(refused)
        assert (said.code, said.reason) == ("forbidden", reason)


async def test_what_was_said_is_read_by_who_decides_and_whose_it_is_and_by_nobody_else(platform):
    admin = await platform_admin(platform)
    own, boss = await company(platform)
    other, stranger = await company(platform, "ほかの社")
    await account(platform, boss)
    await stand(platform, admin, other, Standing.SUSPENDED)

    async def seen(who, organization):
        asked = GetStanding(organization_id=organization)
        return await platform.web.call(GET_STANDING, asked, who.actor)

    assert (await seen(admin, other)).reason == (await seen(stranger, other)).reason == WHY
    assert (await seen(boss, own)).standing is Standing.ACTIVE
    clerk = await member(platform, other, Role.COMPANY_MEMBER)
    for who, organization, code in (
        (boss, other, "not_found"),
        (clerk, other, "forbidden"),
        (admin, uuid4(), "not_found"),
    ):
        assert (await refusal(seen(who, organization))).code == code
    asked = GetAccountStanding(person_id=boss.actor.person)
    found = await platform.web.call(GET_ACCOUNT_STANDING, asked, admin.actor)
    assert (found.is_suspended, found.reason) == (False, "")
    assert (await refusal(platform.web.call(GET_ACCOUNT_STANDING, asked, boss.actor))).code == (
        "forbidden"
    )


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
