"""What is written down of what was done, and of what was refused."""

from uuid import UUID, uuid4

import pytest

from chassis.recording import Allowance
from contracts.challenges import (
    AMEND_CHALLENGE,
    CLOSE_CHALLENGE,
    PUBLISH_CHALLENGE,
    SAVE_CHALLENGE_DRAFT,
    AmendChallenge,
    BudgetStage,
    CloseChallenge,
    CloseReason,
    Direction,
    PublishChallenge,
    SaveChallengeDraft,
)
from contracts.faults import Forbidden, NotFound, Unauthenticated, Unavailable
from contracts.ledger import LIST_ENTRIES
from contracts.profiles import (
    IMPORT_OFFERS,
    KEEP_PERSON,
    PUBLISH_OFFER,
    WITHDRAW_OFFER,
    ImportOffer,
    ImportOffers,
    KeepPerson,
    OrganizationKind,
    PublishOffer,
    WithdrawOffer,
)
from contracts.recording import PLATFORM, Result
from contracts.wire import Role, Source
from tests.eventually import eventually
from tests.needs import of_a_need
from tests.platform import OPERATOR, staff_of
from tests.service.ledger.entries import FROM, admin, seen

TEXT = "予約制の乗合バスを、住民と自治体と一緒に運行します(架空)。"


async def told_of(platform, operation, number=1, **asked):
    """Entries of an operation, oldest first, once there are so many."""

    async def look():
        page = await seen(platform, admin(), operation=operation, first=100, **asked)
        assert page.total == number, [one.entry for one in page.links]
        return [one.entry for one in reversed(page.links)]

    return await eventually(look)


def offer(**more):
    return PublishOffer(**{"id": uuid4(), "title": "乗合バスの運行支援", "text": TEXT, **more})


WORDS = {
    "title": "空き家の片付けを進めたい(架空)",
    "problem": "空き家に家財が残り、片付けと修繕と借り手さがしが進みません。",
    "budget_stage": BudgetStage.INFORMATION,
    **of_a_need(),
}


async def test_a_change_is_recorded_with_who_what_where_and_which_fields(platform):
    town = await platform.organization("架空市", OrganizationKind.MUNICIPALITY)
    clerk = staff_of(town)
    challenge_id = uuid4()
    direction = Direction.PUBLIC_NEED
    draft = SaveChallengeDraft(id=challenge_id, title="空き家の片付け", direction=direction)

    async def ask(method, request):
        return await platform.web.call(method, request, clerk, FROM)

    await eventually(lambda: _taken(ask(SAVE_CHALLENGE_DRAFT, draft)))
    publishing = PublishChallenge(id=challenge_id, revision=1, **WORDS)
    await ask(PUBLISH_CHALLENGE, publishing)
    amending = AmendChallenge(id=challenge_id, revision=2, **(WORDS | {"evidence": "調べ"}))
    await ask(AMEND_CHALLENGE, amending)
    closing = CloseChallenge(id=challenge_id, revision=3, reason=CloseReason.NO_FIT)
    await ask(CLOSE_CHALLENGE, closing)

    async def four():
        page = await seen(platform, admin(), object_id=str(challenge_id), first=100)
        entries = [link.entry for link in reversed(page.links)]
        # Looking is recorded as well, and may be before the last change is.
        changes = [one for one in entries if one.operation != LIST_ENTRIES.subject]
        assert len(changes) == 4
        return changes

    found = await eventually(four, every=0.3)
    verbs = [one.operation.removeprefix("rpc.challenges.v1.challenge.") for one in found]
    assert verbs == ["save_draft", "publish", "amend", "close"]
    assert {(one.tenant, one.organization, one.account, one.role) for one in found} == {
        (town, town, clerk.account, Role.STAFF)
    }
    assert {(one.address, one.user_agent) for one in found} == {("192.0.2.7", "a browser")}
    assert [set(one.fields) for one in found] == [
        set(),
        {*("state", "title", "problem", "affected", "budget_stage", "review_by", "published_at")},
        {"evidence"},
        {"state", "closed_at", "close_reason"},
    ]
    assert "調べ" not in repr(found)
    assert all(len(one.trace) == 32 for one in found)


async def _taken(asking):
    try:
        return await asking
    except Unavailable as fault:  # the organization may still be on its way
        raise AssertionError(fault) from None


async def test_what_is_sent_twice_is_recorded_once(platform):
    company = await platform.organization("架空交通", OrganizationKind.COMPANY)
    member, request = staff_of(company, Role.COMPANY_MEMBER), offer()

    for _ in range(3):
        await platform.web.call(PUBLISH_OFFER, request, member)

    [one] = await told_of(platform, PUBLISH_OFFER.subject)
    assert (one.object_kind, one.object_id) == ("offer", str(request.id))


async def test_a_batch_is_one_entry_and_one_that_changes_nothing_is_none(platform):
    company = await platform.organization("架空交通", OrganizationKind.COMPANY)
    row = {"organization_id": company, "title": "乗合バス", "text": TEXT}
    made = tuple(ImportOffer(id=uuid4(), source=Source(name="test"), **row) for _ in range(3))

    for _ in range(2):
        await platform.operator.call(IMPORT_OFFERS, ImportOffers(rows=made), OPERATOR)

    [one] = await told_of(platform, IMPORT_OFFERS.subject)
    assert (one.tenant, one.reason) == (PLATFORM, "3 new, 0 changed, 0 same")


async def test_a_person_is_recorded_with_the_organization(platform):
    town = await platform.organization("架空市", OrganizationKind.MUNICIPALITY)
    given = {"membership_id": uuid4(), "organization_id": town}
    person = KeepPerson(id=uuid4(), name="架空 花子", role=Role.STAFF, **given)

    for _ in range(2):
        await platform.operator.call(KEEP_PERSON, person, OPERATOR)

    [one] = await told_of(platform, KEEP_PERSON.subject)
    assert (one.tenant, one.object_id) == (town, str(person.id))
    assert one.fields == ("name", "membership")
    assert "花子" not in repr(one)


async def test_what_is_denied_is_recorded_and_asking_a_visitor_to_sign_in_is_not(platform):
    company = await platform.organization("架空交通", OrganizationKind.COMPANY)
    other = staff_of(uuid4(), Role.COMPANY_MEMBER)
    request = offer()
    await platform.web.call(PUBLISH_OFFER, request, staff_of(company, Role.COMPANY_MEMBER))
    change = WithdrawOffer(id=request.id, revision=1)

    with pytest.raises(NotFound):
        await platform.web.call(WITHDRAW_OFFER, change, other, FROM)
    with pytest.raises(Forbidden):
        await platform.web.call(WITHDRAW_OFFER, change, staff_of(company, Role.OBSERVER))
    with pytest.raises(Unauthenticated):
        await platform.web.call(WITHDRAW_OFFER, change, None, FROM)

    found = await told_of(platform, WITHDRAW_OFFER.subject, 2, result=Result.DENIED)
    assert [one.object_id for one in found] == [str(request.id), ""]
    assert [one.reason.partition(":")[0] for one in found] == ["not_found", "forbidden"]
    assert (found[0].tenant, found[0].address) == (other.organization, "192.0.2.7")


async def test_a_forged_actor_is_recorded(platform):
    nc = platform.web._nc
    await nc.request(WITHDRAW_OFFER.subject, b"{}", 2, headers={"Actor": "Zm9yZ2Vk.Zm9yZ2Vk"})

    [one] = await told_of(platform, WITHDRAW_OFFER.subject)
    assert (one.result, one.tenant, one.account) == (Result.DENIED, PLATFORM, None)


def test_denials_are_bounded_for_each_and_for_all():
    allowance, one = Allowance(each=2, together=3), UUID(int=1)

    taken = [allowance.take(key, now=5) for key in (one, one, one, None, None)]

    assert taken == [True, True, False, True, False]
    assert allowance.turned_away == 2
    assert allowance.take(one, now=65)
