"""Messages in the thread of an introduction: they are its units', and nobody else's."""

from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest

from contracts.faults import Conflict, Forbidden, Invalid
from contracts.introductions import TRANSFER_INTRODUCTION, TransferIntroduction
from contracts.members import END_MEMBERSHIP, EndMembership
from contracts.notify import NotificationKind
from contracts.preferences import Contact, Grade
from contracts.profiles import KEEP_PERSON, KeepPerson, OrganizationKind
from contracts.threads import (
    BLOCK,
    CHOOSE_TALK,
    OFFER_TALK,
    READ_THREAD,
    Block,
    ChooseTalk,
    OfferTalk,
    ReadThread,
    TalkState,
)
from contracts.wire import Role
from tests.eventually import eventually
from tests.introducing import joined, two, unit
from tests.members import member
from tests.outside import rows
from tests.platform import OPERATOR
from tests.proposing import refusal
from tests.service.talking.writing import read, told, write


async def test_a_message_is_read_by_the_other_side_and_marked_so(platform):
    pair = await two(platform)
    made = await pair.introduced()
    sent = await write(pair, pair.admin, made, links=("https://example.jp/pdf",))
    [received] = await read(pair, pair.liaison, made)
    assert (received.body, received.links) == (sent.body, ("https://example.jp/pdf",))
    assert not sent.is_read
    [one] = await pair.introductions(pair.liaison)
    assert one.unread == 1

    await platform.web.call(READ_THREAD, ReadThread(introduction_id=made.id), pair.liaison.actor)

    assert (await read(pair, pair.admin, made))[0].is_read
    assert (await pair.introductions(pair.liaison))[0].unread == 0
    for wrong in ("javascript:alert(1)", "http://example.jp", "https://a@b.jp"):
        with pytest.raises(Invalid):
            await write(pair, pair.admin, made, links=(wrong,))


async def test_both_sides_are_told_once_of_an_introduction_and_of_each_message(platform):
    pair = await two(platform)
    made = await pair.introduced()
    await write(pair, pair.admin, made)

    made_known = NotificationKind.INTRODUCTION_MADE

    async def heard():
        theirs = await told(platform, pair.liaison)
        assert sorted(theirs) == sorted([made_known, NotificationKind.MESSAGE_RECEIVED])
        assert await told(platform, pair.admin) == [made_known]
        return True

    await eventually(heard)


async def test_a_thread_goes_on_with_its_unit_and_who_left_is_out_at_once(platform):
    pair = await two(platform)
    section = await unit(pair, pair.liaison.actor, pair.town, "環境政策課")
    clerk = await member(platform, pair.town, Role.STAFF, "担当 太郎", unit=section)
    made = await pair.introduced()
    await write(pair, pair.admin, made)
    [ours] = await pair.introductions(pair.liaison)
    asked = TransferIntroduction(id=made.id, revision=ours.revision, unit_id=section)
    await platform.web.call(TRANSFER_INTRODUCTION, asked, pair.liaison.actor)
    await joined(platform, clerk)
    assert len(await read(pair, clerk, made)) == 1

    successor = await member(platform, pair.town, Role.STAFF, "後任 次郎", unit=section)
    ended = EndMembership(id=clerk.membership, revision=1)
    await platform.web.call(END_MEMBERSHIP, ended, pair.liaison.actor)
    await joined(platform, successor)

    async def out():
        try:
            await read(pair, clerk, made)
        except Forbidden:
            return True
        return False

    await eventually(out)
    assert len(await read(pair, successor, made)) == 1
    with pytest.raises(Forbidden):
        await write(pair, clerk, made)


async def test_a_blocked_thread_is_written_by_nobody_and_the_two_are_kept_apart(platform):
    pair = await two(platform)
    made = await pair.introduced()
    await platform.web.call(BLOCK, Block(introduction_id=made.id), pair.liaison.actor)
    for one in (pair.admin, pair.liaison):
        with pytest.raises(Conflict) as refused:
            await write(pair, one, made)
        assert refused.value.reason == "introduction_over"


async def test_adults_are_never_alone_with_a_minor(platform):
    pair = await two(platform)
    school = await platform.organization("架空高校", OrganizationKind.SCHOOL)
    await pair.known(school)
    student, membership = uuid4(), uuid4()
    row = KeepPerson(
        id=student,
        name="生徒 一",
        membership_id=membership,
        organization_id=school,
        role=Role.COMPANY_MEMBER,
        is_minor=True,
    )
    await platform.operator.call(KEEP_PERSON, row, OPERATOR)
    minor = type(pair.admin)(
        type(pair.admin.actor)(
            account=uuid4(), person=student, role=Role.COMPANY_MEMBER, organization=school
        ),
        membership,
    )
    await joined(platform, minor)

    async def is_minor():
        statement = "SELECT is_minor FROM introductions.people WHERE id = $1"
        return await rows(platform.settings, statement, student) == [(True,)]

    await eventually(is_minor)
    with pytest.raises(Forbidden) as refused:
        await pair.send(minor, pair.town)
    assert refused.value.reason == "minor"
    teacher = await member(platform, school, Role.COMPANY_ADMIN, "先生 二")
    await joined(platform, teacher)
    await pair.wish(teacher, pair.town, Grade.MEET)
    await pair.wish(pair.liaison, school, Grade.MEET)
    [made] = await pair.introductions(pair.liaison)
    await write(pair, pair.liaison, made)  # with the teacher there
    await write(pair, minor, made)
    [theirs] = await pair.introductions(minor)
    for contact, says in ((Contact(email="seito@example.jp"), "minor"), (Contact(), None)):
        asked = TransferIntroduction(id=made.id, revision=theirs.revision, contact=contact)
        given = platform.web.call(TRANSFER_INTRODUCTION, asked, minor.actor)
        assert (said.reason if (said := await refusal(given)) else None) == says
    [seen] = await pair.introductions(pair.liaison)
    assert seen.theirs.contact == Contact()
    await rows(
        platform.settings,
        "UPDATE introductions.memberships SET until = now() WHERE id = $1 RETURNING id",
        teacher.membership,
    )
    for one in (pair.liaison, minor):
        with pytest.raises(Forbidden) as refused:
            await write(pair, one, made)
        assert refused.value.reason == "minor"


async def test_the_other_side_picks_one_of_three_times(platform):
    pair = await two(platform)
    made = await pair.introduced()
    soon = datetime.now(UTC).replace(microsecond=0) + timedelta(days=3)
    times = tuple(soon + timedelta(hours=hour) for hour in range(3))
    asked = OfferTalk(id=uuid4(), introduction_id=made.id, times=times, place="市役所 2階")
    talk = await platform.web.call(OFFER_TALK, asked, pair.liaison.actor)
    choose = ChooseTalk(id=talk.id, time=times[1])
    with pytest.raises(Conflict):
        await platform.web.call(CHOOSE_TALK, choose, pair.liaison.actor)
    other = ChooseTalk(id=talk.id, time=soon + timedelta(days=1))
    with pytest.raises(Invalid):
        await platform.web.call(CHOOSE_TALK, other, pair.admin.actor)
    chosen = await platform.web.call(CHOOSE_TALK, choose, pair.admin.actor)
    assert (chosen.state, chosen.chosen, chosen.sequence) == (TalkState.CHOSEN, times[1], 1)
    called_off = await platform.web.call(CHOOSE_TALK, ChooseTalk(id=talk.id), pair.liaison.actor)
    assert (called_off.state, called_off.sequence) == (TalkState.CANCELLED, 2)
    past = OfferTalk(id=uuid4(), introduction_id=made.id, times=(datetime.now(UTC),))
    with pytest.raises(Invalid):
        await platform.web.call(OFFER_TALK, past, pair.liaison.actor)
