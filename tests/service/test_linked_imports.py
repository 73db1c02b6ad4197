"""Rows of a table are linked to organizations by their codes: shown first, then entered so."""

from uuid import uuid4

from contracts.codes import municipality_id
from contracts.matching_events import EventState
from contracts.participant_imports import (
    CHECK_IMPORT,
    IMPORT_PARTICIPANTS,
    CheckImport,
    ImportParticipants,
    ImportRow,
)
from contracts.participants import (
    MY_PARTICIPATION,
    SET_EVENT_PREFERENCES,
    GradeOf,
    MyParticipation,
    SetEventPreferences,
)
from contracts.preferences import Grade
from contracts.profiles import (
    KEEP_ORGANIZATIONS,
    KeepOrganization,
    KeepOrganizations,
    OrganizationKind,
)
from contracts.wire import Role
from tests.matching_event import advance, known, organizer, planned
from tests.members import member
from tests.platform import OPERATOR

TOWN, NOT_HERE, COMPANY = "011002", "5000012010024", "4000012090001"


async def organizations(platform):
    rows = [
        (municipality_id(TOWN), OrganizationKind.MUNICIPALITY, "架空市", None),
        (uuid4(), OrganizationKind.COMPANY, "架空合同会社", COMPANY),
    ]
    kept = tuple(
        KeepOrganization(id=id_, kind=kind, name=name, corporate_number=number)
        for id_, kind, name, number in rows
    )
    await platform.operator.call(KEEP_ORGANIZATIONS, KeepOrganizations(rows=kept), OPERATOR)
    return [one.id for one in kept]


def row(line, code, side="企業", name="架空社"):
    return ImportRow(line=line, side=side, organization_name=name, name=f"見本 {line}", code=code)


async def test_rows_are_linked_by_their_codes_where_these_lead_to_one_organization(platform):
    town, company = await organizations(platform)
    clerk = await member(platform, town, Role.LIAISON)
    seller = await member(platform, company, Role.COMPANY_ADMIN)
    who = await organizer(platform)
    await known(platform, clerk, seller)
    event = await planned(platform, who)
    table = (
        row(2, "11002", "自治体", "架空市役所"),  # as Excel leaves it
        row(3, "４００００１２０９０００１"),
        row(4, "4000-0120-90001", name="架空合同会社"),
        row(5, NOT_HERE),
        row(6, "9000012090001"),
        row(7, "いろは"),
        row(8, COMPANY, "自治体"),
        row(9, ""),
        row(10, "131016", "自治体", "どこにもない区"),
    )

    asked = CheckImport(event_id=event.id, rows=table)
    check = await platform.web.call(CHECK_IMPORT, asked, who.actor)

    linked = {one.line: (one.organization_id, one.organization_name) for one in check.linked}
    assert linked == {
        2: (town, "架空市"),
        3: (company, "架空合同会社"),
        4: (company, "架空合同会社"),
    }
    assert {(one.line, one.field, one.problem) for one in check.problems} == {
        (6, "code", "wrong_check_digit"),
        (7, "code", "wrong_check_digit"),
        (8, "code", "of_the_other_side"),
    }
    taken = ImportParticipants(id=uuid4(), event_id=event.id, rows=table)
    done = await platform.web.call(IMPORT_PARTICIPANTS, taken, who.actor)
    assert (done.participants, done.left_out) == (6, 3)


async def test_colleagues_of_a_linked_row_speak_for_it(platform):
    town, company = await organizations(platform)
    clerk = await member(platform, town, Role.LIAISON)
    seller = await member(platform, company, Role.COMPANY_ADMIN)
    who = await organizer(platform)
    await known(platform, clerk, seller)
    event = await planned(platform, who)
    table = (row(2, TOWN, "自治体"), row(3, COMPANY))
    taken = ImportParticipants(id=uuid4(), event_id=event.id, rows=table)
    await platform.web.call(IMPORT_PARTICIPANTS, taken, who.actor)
    for state in (EventState.REGISTRATION, EventState.PREFERENCES):
        event = await advance(platform, who, event, state)

    asked = MyParticipation(event_id=event.id)
    [theirs] = await platform.web.call(MY_PARTICIPATION, asked, clerk.actor)
    [ours] = await platform.web.call(MY_PARTICIPATION, asked, seller.actor)
    wish = (GradeOf(other_id=theirs.id, grade=Grade.MUST),)
    said = SetEventPreferences(participant_id=ours.id, grades=wish)
    [kept] = await platform.web.call(SET_EVENT_PREFERENCES, said, seller.actor)

    assert kept.grade is Grade.MUST
    assert (theirs.organization_name, ours.organization_name) == ("架空市", "架空合同会社")
