"""Organizations that ask to take part: seen by nobody before somebody has looked at them."""

import asyncio
from uuid import uuid4

import pytest

from contracts.codes import municipality_id
from contracts.faults import Conflict, Fault, Forbidden, Invalid, NotFound, Unauthenticated
from contracts.joining import ACCEPT_INVITATION, AcceptInvitation
from contracts.profiles import (
    GET_ORGANIZATIONS,
    KEEP_MUNICIPALITIES,
    LIST_ORGANIZATIONS,
    GetOrganizations,
    KeepMunicipalities,
    KeepMunicipality,
    ListOrganizations,
    MunicipalityKind,
    OrganizationKind,
)
from contracts.registrations import (
    APPROVE_REGISTRATION,
    CONFIRM_REGISTRATION,
    LIST_REGISTRATIONS,
    LOOK_UP_REGISTRATION,
    REFUSE_REGISTRATION,
    REGISTER_ORGANIZATION,
    ApproveRegistration,
    ListRegistrations,
    MailProof,
    OfRegistrationLink,
    RefusalReason,
    RefuseRegistration,
    RegisterOrganization,
    RegistrationState,
)
from contracts.wire import Role
from services.profiles.registration_rules import mail_proof
from tests.eventually import eventually
from tests.members import letters, member, platform_admin, token_for
from tests.outside import rows
from tests.platform import OPERATOR

NUMBER = "4000012090001"  # 経済産業省: the check digit is right


def registration(**more):
    given = {
        "id": uuid4(),
        "kind": OrganizationKind.COMPANY,
        "name": "株式会社みらい架空",
        "name_kana": "みらいかくう",
        "corporate_number": NUMBER,
        "prefecture": "福岡県",
        "url": "https://mirai.example/",
        "contact_name": "未来 望",
        "email": "nozomi@mirai.example",
        "attests_no_gang": True,
        "attests_no_campaign": True,
        "accepts_terms": True,
    }
    return RegisterOrganization(**{**given, **more})


async def register(platform, settings, **more):
    """One whose address has answered; the token of its link."""
    request = registration(**more)
    await platform.web.call(REGISTER_ORGANIZATION, request)
    token = await token_for(settings, request.email)
    await platform.web.call(CONFIRM_REGISTRATION, OfRegistrationLink(token=token))
    return request, token


async def keep_town(platform, code="011002", url="https://www.city.sapporo.lg.jp/"):
    row = KeepMunicipality(
        lg_code=code,
        name="札幌市",
        name_kana="さっぽろし",
        kind=MunicipalityKind.CITY,
        prefecture="北海道",
        url=url,
    )
    await platform.operator.call(KEEP_MUNICIPALITIES, KeepMunicipalities(rows=(row,)), OPERATOR)
    return municipality_id(code)


async def test_a_registration_becomes_an_organization_when_somebody_has_looked_at_it(
    platform, settings
):
    admin = await platform_admin(platform)
    request = registration()
    await platform.web.call(REGISTER_ORGANIZATION, request)
    token = await token_for(settings, request.email)
    assert (await waiting(platform, admin)) == []  # the address has not answered
    for _ in range(3):  # looking confirms nothing
        seen = await platform.web.call(LOOK_UP_REGISTRATION, OfRegistrationLink(token=token))
        assert seen.state is RegistrationState.UNCONFIRMED
    await platform.web.call(CONFIRM_REGISTRATION, OfRegistrationLink(token=token))
    again = await platform.web.call(CONFIRM_REGISTRATION, OfRegistrationLink(token=token))
    [found] = await waiting(platform, admin)
    assert again.state is RegistrationState.WAITING
    assert (
        await platform.web.call(LIST_ORGANIZATIONS, ListOrganizations(search="みらい"))
    ).total == 0
    assert await platform.web.call(GET_ORGANIZATIONS, GetOrganizations(ids=(request.id,))) == ()

    done = await platform.web.call(
        APPROVE_REGISTRATION, ApproveRegistration(id=found.id, revision=found.revision), admin.actor
    )

    [organization] = await platform.web.call(
        GET_ORGANIZATIONS, GetOrganizations(ids=(done.organization_id,))
    )
    assert (organization.name, organization.review_before_publishing) == (request.name, True)
    await eventually(lambda: len(letters(settings, request.email)) == 2)
    invitation = await token_for(settings, request.email)
    accepted = await platform.web.call(
        ACCEPT_INVITATION,
        AcceptInvitation(
            token=invitation, email=request.email, name="未来 望", password="amagumo no shita de"
        ),
    )
    assert accepted.session is not None
    joined = "SELECT role FROM profiles.memberships WHERE organization_id = $1"
    await eventually(lambda: rows(settings, joined, organization.id))
    assert await rows(settings, joined, organization.id) == [("company_admin",)]


async def waiting(platform, somebody):
    page = await platform.web.call(LIST_REGISTRATIONS, ListRegistrations(), somebody.actor)
    return list(page.registrations)


async def test_a_refusal_says_why_to_who_applied(platform, settings):
    admin = await platform_admin(platform)
    request, token = await register(platform, settings)
    [found] = await waiting(platform, admin)
    refuse = RefuseRegistration(
        id=found.id,
        revision=found.revision,
        reason=RefusalReason.INCOMPLETE,
        note="何をする団体か、サイトに書いてから、もう一度お出しください。",
    )

    await platform.web.call(REFUSE_REGISTRATION, refuse, admin.actor)

    seen = await platform.web.call(LOOK_UP_REGISTRATION, OfRegistrationLink(token=token))
    assert (seen.state, seen.reason, seen.note) == (
        RegistrationState.REFUSED,
        RefusalReason.INCOMPLETE,
        refuse.note,
    )
    await eventually(lambda: len(letters(settings, request.email)) == 2)
    assert "理由: 内容が足りませんでした\n" + refuse.note in letters(settings, request.email)[1]
    assert await platform.web.call(GET_ORGANIZATIONS, GetOrganizations(ids=(request.id,))) == ()
    with pytest.raises(Conflict):
        await platform.web.call(
            APPROVE_REGISTRATION,
            ApproveRegistration(id=found.id, revision=found.revision + 1),
            admin.actor,
        )


@pytest.mark.parametrize(
    ("more", "field", "problem"),
    [
        ({"corporate_number": "5000012090001"}, "corporate_number", "wrong_check_digit"),
        ({"corporate_number": None}, "corporate_number", "number_or_none"),
        ({"has_no_corporate_number": True}, "corporate_number", "number_or_none"),
        ({"corporate_number": "123"}, "corporate_number", "wrong_form"),
        ({"attests_no_gang": False}, "attests_no_gang", "not_attested"),
        ({"attests_no_campaign": False}, "attests_no_campaign", "not_attested"),
        ({"accepts_terms": False}, "accepts_terms", "not_attested"),
        ({"terms_version": "2001-01-01"}, "accepts_terms", "terms_changed"),
        ({"prefecture": "東京"}, "prefecture", "unknown_prefecture"),
        ({"url": "javascript:alert(1)"}, "url", "wrong_form"),
        ({"name": " "}, "name", "required"),
        ({"email": "a@b\r\nBcc: c@d.example"}, "email", "control_characters"),
        ({"kind": OrganizationKind.MUNICIPALITY}, "lg_code", "required"),
        (
            {"kind": OrganizationKind.MUNICIPALITY, "lg_code": "011003"},
            "lg_code",
            "wrong_check_digit",
        ),
        ({"kind": OrganizationKind.MUNICIPALITY, "lg_code": "012025"}, "lg_code", "unknown"),
    ],
)
async def test_what_cannot_stand_is_named_and_no_letter_goes_out(
    platform, settings, more, field, problem
):
    with pytest.raises(Invalid) as refused:
        await platform.web.call(REGISTER_ORGANIZATION, registration(**more))

    assert (field, problem) in {(one.field, one.problem) for one in refused.value.fields}
    assert await rows(settings, "SELECT count(*) FROM profiles.registrations") == [(0,)]


async def test_a_company_is_decided_by_the_platform_alone_a_town_also_by_its_own_liaison(
    platform, settings
):
    town_id = await keep_town(platform)
    liaison = await member(platform, town_id, Role.LIAISON)
    admin = await platform_admin(platform)
    clerk = await member(platform, town_id, Role.STAFF)
    company, _ = await register(platform, settings)
    own, _ = await register(
        platform,
        settings,
        kind=OrganizationKind.MUNICIPALITY,
        lg_code="011002",
        corporate_number=None,
        email="kankyo@city.sapporo.lg.jp",
    )

    assert [one.id for one in await waiting(platform, admin)] == [company.id, own.id]
    [seen] = await waiting(platform, liaison)
    assert (seen.id, seen.mail_proof) == (own.id, MailProof.OWN_DOMAIN)
    for actor, fault in ((clerk.actor, Forbidden), (None, Unauthenticated)):
        with pytest.raises(fault):
            await platform.web.call(LIST_REGISTRATIONS, ListRegistrations(), actor)
    with pytest.raises(Forbidden):
        await platform.web.call(
            APPROVE_REGISTRATION, ApproveRegistration(id=company.id, revision=2), liaison.actor
        )
    await platform.web.call(
        APPROVE_REGISTRATION, ApproveRegistration(id=own.id, revision=2), liaison.actor
    )
    await eventually(lambda: len(letters(settings, "kankyo@city.sapporo.lg.jp")) == 2)


@pytest.mark.parametrize(
    ("email", "proof"),
    [
        ("a@city.koga.lg.jp", MailProof.OWN_DOMAIN),
        ("a@city.koga.lg.jp.evil.jp", MailProof.NONE),
        ("a@attacker-city.koga.lg.jp", MailProof.LG_JP),
        ("a@sub.city.koga.lg.jp", MailProof.LG_JP),
        ("a@xlg.jp", MailProof.NONE),
        ("a@city.koga-lg.jp", MailProof.NONE),
        ("a@lg.jp", MailProof.NONE),
        ("a@city.koga.fukuoka.jp", MailProof.NONE),
    ],
)
def test_an_address_proves_a_municipality_label_by_label(email, proof):
    assert mail_proof(email, "https://www.city.koga.lg.jp/") is proof


async def test_an_organization_that_is_here_already_is_not_made_twice_nor_betrayed(
    platform, settings
):
    admin = await platform_admin(platform)
    for email in ("a@mirai.example", "b@mirai.example"):
        await register(platform, settings, email=email)
    first, second = await waiting(platform, admin)
    await platform.web.call(
        APPROVE_REGISTRATION, ApproveRegistration(id=first.id, revision=2), admin.actor
    )

    [left] = await waiting(platform, admin)
    assert (left.id, left.is_known) == (second.id, True)
    with pytest.raises(Conflict) as refused:
        await platform.web.call(
            APPROVE_REGISTRATION, ApproveRegistration(id=second.id, revision=2), admin.actor
        )
    assert refused.value.reason == "already_here"
    third = registration(email="c@mirai.example")
    answer = await platform.web.call(REGISTER_ORGANIZATION, third)
    assert answer.id == third.id


async def test_one_that_is_approved_and_refused_fifty_times_at_once_is_decided_once(
    platform, settings
):
    admin = await platform_admin(platform)
    request, _ = await register(platform, settings)
    approve = ApproveRegistration(id=request.id, revision=2)
    refuse = RefuseRegistration(
        id=request.id, revision=2, reason=RefusalReason.OTHER, note="だめでした"
    )

    answers = await asyncio.gather(
        *(platform.web.call(APPROVE_REGISTRATION, approve, admin.actor) for _ in range(25)),
        *(platform.web.call(REFUSE_REGISTRATION, refuse, admin.actor) for _ in range(25)),
        return_exceptions=True,
    )

    assert sum(not isinstance(answer, Fault) for answer in answers) == 1


async def test_an_address_sends_no_more_than_three_a_day_and_links_are_not_guessed(
    platform, settings
):
    for _ in range(5):
        await platform.web.call(REGISTER_ORGANIZATION, registration())

    assert await rows(settings, "SELECT count(*) FROM profiles.registrations") == [(3,)]
    with pytest.raises(NotFound):
        await platform.web.call(CONFIRM_REGISTRATION, OfRegistrationLink(token="x" * 43))
