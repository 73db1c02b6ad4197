"""The thread of an introduction: it is its units', and nobody else's."""

import re
from base64 import b64encode
from datetime import UTC, datetime, timedelta
from email.message import EmailMessage
from pathlib import Path
from uuid import uuid4

import msgspec
import pytest

from contracts.accounts import OPEN_ACCOUNT, OpenAccount
from contracts.desk import (
    DISCARD_LETTER,
    LIST_LETTERS,
    LIST_STUCK,
    SEND_LETTER,
    WRITE_LETTER,
    LetterState,
    ListLetters,
    ListStuck,
    SendLetter,
    StuckKind,
    WriteLetter,
)
from contracts.dialogue import (
    EXPORT_DIALOGUES,
    LIST_DIALOGUES,
    NOTE_DIALOGUE,
    ContactKind,
    ExportDialogues,
    ListDialogues,
    NoteDialogue,
)
from contracts.faults import Conflict, Forbidden, Invalid, NotFound
from contracts.introductions import TRANSFER_INTRODUCTION, TransferIntroduction
from contracts.members import END_MEMBERSHIP, EndMembership
from contracts.notify import LIST_NOTIFICATIONS, ListNotifications, NotificationKind
from contracts.preferences import Grade
from contracts.profiles import KEEP_PERSON, KeepPerson, OrganizationKind
from contracts.regaining import CHANGE_EMAIL, CONFIRM_EMAIL
from contracts.threads import (
    BLOCK,
    CHOOSE_TALK,
    DECIDE_CASE,
    LIST_CASES,
    LIST_MESSAGES,
    OFFER_TALK,
    READ_THREAD,
    REPORT_MESSAGE,
    RESTORE_MESSAGE,
    SEND_MESSAGE,
    TAKE_MAIL,
    Block,
    ChooseTalk,
    DecideCase,
    ListCases,
    ListMessages,
    OfferTalk,
    Outcome,
    ReadThread,
    ReportMessage,
    ReportReason,
    RestoreMessage,
    SendMessage,
    TakeMail,
    TalkState,
)
from contracts.wire import Role
from tests.eventually import eventually
from tests.introducing import joined, two, unit
from tests.members import member
from tests.outside import rows
from tests.platform import OPERATOR
from tests.service.factors.people import Person
from tests.service.regaining.letters import link, of


async def write(pair, of, made, body="はじめまして。", **more):
    asked = SendMessage(id=uuid4(), introduction_id=made.id, body=body, **more)
    return await pair.platform.web.call(SEND_MESSAGE, asked, of.actor)


async def read(pair, of, made):
    asked = ListMessages(introduction_id=made.id)
    return (await pair.platform.web.call(LIST_MESSAGES, asked, of.actor)).messages


async def told(platform, of):
    page = await platform.web.call(LIST_NOTIFICATIONS, ListNotifications(), of.actor)
    return [one.kind for one in page.notifications]


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

    async def heard():
        return (await told(platform, pair.liaison)).count(NotificationKind.MESSAGE_RECEIVED) == 1

    await eventually(heard)
    assert (await told(platform, pair.liaison)).count(NotificationKind.INTRODUCTION_MADE) == 1
    assert await told(platform, pair.admin) == [NotificationKind.INTRODUCTION_MADE]


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


async def test_a_report_is_a_case_with_an_outcome_and_the_author_hears_why(platform):
    pair = await two(platform)
    made = await pair.introduced()
    sent = await write(pair, pair.admin, made, "ひどいことば")
    own = await platform.organization("架空運営", OrganizationKind.ORGANIZER)
    moderator = await member(platform, own, Role.MODERATOR, "見本 司")
    report = ReportMessage(id=uuid4(), message_id=sent.id, reason=ReportReason.INSULT)
    with pytest.raises(Conflict):
        await platform.web.call(REPORT_MESSAGE, report, pair.admin.actor)
    case = await platform.web.call(REPORT_MESSAGE, report, pair.liaison.actor)
    [waiting] = await platform.web.call(LIST_CASES, ListCases(), moderator.actor)
    assert (waiting.id, waiting.body) == (case.id, "ひどいことば")
    with pytest.raises(Forbidden):
        await platform.web.call(LIST_CASES, ListCases(), pair.liaison.actor)

    decided = DecideCase(id=case.id, outcome=Outcome.HIDDEN, reason="侮辱にあたるため")
    await platform.web.call(DECIDE_CASE, decided, moderator.actor)

    [seen] = await read(pair, pair.liaison, made)
    [mine] = await read(pair, pair.admin, made)
    assert (seen.body, seen.is_hidden, seen.hidden_reason) == ("", True, "")
    assert mine.hidden_reason == "侮辱にあたるため"
    with pytest.raises(Conflict):
        await platform.web.call(DECIDE_CASE, decided, moderator.actor)

    async def heard():
        return NotificationKind.MESSAGE_HIDDEN in await told(platform, pair.admin)

    await eventually(heard)


async def reported(pair, made):
    """A moderator, and the case of a message of the company's."""
    sent = await write(pair, pair.admin, made, "ひどいことば")
    own = await pair.platform.organization("架空運営", OrganizationKind.ORGANIZER)
    moderator = await member(pair.platform, own, Role.MODERATOR, "見本 司")
    report = ReportMessage(id=uuid4(), message_id=sent.id, reason=ReportReason.INSULT)
    return moderator, await pair.platform.web.call(REPORT_MESSAGE, report, pair.liaison.actor)


async def test_what_was_hidden_is_restored_once_with_a_reason_and_the_author_hears_why(platform):
    pair = await two(platform)
    made = await pair.introduced()
    moderator, case = await reported(pair, made)
    call, asked = platform.web.call, RestoreMessage(id=case.id, reason="引用でした")
    with pytest.raises(Conflict):  # it is not hidden
        await call(RESTORE_MESSAGE, asked, moderator.actor)
    hide = DecideCase(id=case.id, outcome=Outcome.HIDDEN, reason="侮辱にあたるため")
    await call(DECIDE_CASE, hide, moderator.actor)
    [hidden] = await call(LIST_CASES, ListCases(hidden=True), moderator.actor)
    assert (hidden.id, hidden.body) == (case.id, "ひどいことば")
    assert hidden.outcome_reason == "侮辱にあたるため"
    for who in (pair.liaison, pair.admin):
        with pytest.raises(Forbidden):
            await call(RESTORE_MESSAGE, asked, who.actor)
    blank, other = (RestoreMessage(id=each, reason=" 　") for each in (case.id, uuid4()))
    with pytest.raises(Invalid) as wrong:
        await call(RESTORE_MESSAGE, blank, moderator.actor)
    assert [one.field for one in wrong.value.fields] == ["reason"]
    with pytest.raises(NotFound):
        await call(
            RESTORE_MESSAGE, msgspec.structs.replace(other, reason="引用でした"), moderator.actor
        )

    done = await call(RESTORE_MESSAGE, asked, moderator.actor)

    assert (done.restored_reason, done.restored_at is None) == ("引用でした", False)
    for who in (pair.liaison, pair.admin):
        [seen] = await read(pair, who, made)
        assert (seen.body, seen.is_hidden, seen.hidden_reason) == ("ひどいことば", False, "")
    assert await call(LIST_CASES, ListCases(hidden=True), moderator.actor) == ()
    with pytest.raises(Conflict):
        await call(RESTORE_MESSAGE, asked, moderator.actor)

    async def heard():
        return NotificationKind.MESSAGE_RESTORED in await told(platform, pair.admin)

    await eventually(heard)


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


def mail(body, sender="hana@example.jp", **headers):
    message = EmailMessage()
    if sender is not None:
        message["From"] = sender
    message["Subject"] = "Re: メッセージ"
    for name, value in headers.items():
        message[name.replace("_", "-")] = value
    message.set_content(body)
    return b64encode(message.as_bytes()).decode()


async def address_of(pair, made):
    """Where the letter to the liaison may be answered to."""
    account = OpenAccount(
        id=uuid4(),
        person_id=pair.liaison.actor.person,
        email="hana@example.jp",
        password="nagai-himitsu-no-kotoba",
    )
    await pair.platform.operator.call(OPEN_ACCOUNT, account, OPERATOR)
    await write(pair, pair.admin, made)

    def found():
        for file in Path(pair.platform.settings.home, "mail").glob("*.eml"):
            known = re.search(rb"reply\+([a-z2-7]+)@", file.read_bytes())
            if known:
                return known[1].decode()
        return None

    token = await eventually(found)

    async def known():
        statement = "SELECT count(*) FROM introductions.reply_addresses"
        return (await rows(pair.platform.settings, statement))[0][0] > 0

    await eventually(known)
    return f"reply+{token}@127.0.0.1"


async def test_an_answer_by_mail_is_a_message_without_what_it_quotes(platform):
    pair = await two(platform)
    made = await pair.introduced()
    to = await address_of(pair, made)
    body = (
        "ぜひお話ししましょう。\n\n2026年11月25日(水) 10:00 縁 <no-reply@example.jp>:\n> 前の手紙"
    )
    asked = TakeMail(recipient=to.upper().replace("REPLY", "reply"), mail=mail(body))

    taken = await platform.operator.call(TAKE_MAIL, asked, OPERATOR)
    again = await platform.operator.call(TAKE_MAIL, asked, OPERATOR)

    assert taken == again
    newest, *_ = await read(pair, pair.admin, made)
    assert (newest.id, newest.body, newest.by_mail) == (
        taken.message_id,
        "ぜひお話ししましょう。",
        True,
    )


async def test_a_forged_an_old_and_an_automatic_answer_are_refused(platform):
    pair = await two(platform)
    made = await pair.introduced()
    to = await address_of(pair, made)

    async def take(recipient, given):
        asked = TakeMail(recipient=recipient, mail=given)
        return await platform.operator.call(TAKE_MAIL, asked, OPERATOR)

    forged = to.replace("+", "+aaaa")
    for recipient in (forged, "hana@example.jp", "reply+@example.jp"):
        with pytest.raises(NotFound):
            await take(recipient, mail("はい"))
    with pytest.raises(Forbidden):
        await take(to, mail("留守にしています", Auto_Submitted="auto-replied"))
    with pytest.raises(Invalid):
        await take(to, mail("> 引用だけ"))
    with pytest.raises(Invalid):
        await take(to, "これはメールではない")
    await rows(
        platform.settings,
        "UPDATE introductions.reply_addresses SET expires_at = now() RETURNING 1",
    )
    with pytest.raises(NotFound):
        await take(to, mail("はい"))


async def test_an_answer_by_mail_is_taken_from_the_readers_own_address_alone(platform):
    """Whoever comes by a letter cannot write as its reader, who is told once a day."""
    pair = await two(platform)
    made = await pair.introduced()
    to = await address_of(pair, made)

    async def take(body, sender):
        asked = TakeMail(recipient=to, mail=mail(body, sender))
        return await platform.operator.call(TAKE_MAIL, asked, OPERATOR)

    others = ("thief@example.jp", "hana@example.jp, thief@example.jp", "hana", "", "@", None)
    for sender in others:
        with pytest.raises(Forbidden) as refused:
            await take("にせの返事", sender)
        assert refused.value.reason == "other_sender", sender
    assert [one.body for one in await read(pair, pair.admin, made) if one.by_mail] == []

    async def is_told():
        found = await told(platform, pair.liaison)
        return found.count(NotificationKind.MAIL_REFUSED) == 1

    await eventually(is_told)
    for sender in ("花 <HANA@Example.JP>", '"佐藤, 花" <hana@example.jp>'):
        await take(f"{sender} の返事", sender)
    written = [one for one in await read(pair, pair.admin, made) if one.by_mail]
    assert len(written) == 2
    assert await is_told()


async def test_after_a_change_of_address_the_new_one_answers_earlier_letters(platform):
    pair = await two(platform)
    made = await pair.introduced()
    to = await address_of(pair, made)
    statement = "SELECT sender_hash FROM introductions.reply_addresses"
    [(before,)] = await rows(platform.settings, statement)
    hana = Person(platform, "hana@example.jp")
    await hana.sign_in("nagai-himitsu-no-kotoba")
    await hana.ask(CHANGE_EMAIL, email="hana@new.example")
    confirmed = await link(platform.settings, "hana@new.example", "このアドレスに変える手続き")
    await platform.web.call(CONFIRM_EMAIL, of(confirmed))

    async def moved():
        return (await rows(platform.settings, statement))[0][0] != before

    await eventually(moved)
    asked = TakeMail(recipient=to, mail=mail("前のアドレスから"))
    with pytest.raises(Forbidden):
        await platform.operator.call(TAKE_MAIL, asked, OPERATOR)
    asked = TakeMail(recipient=to, mail=mail("新しいアドレスから", "hana@new.example"))
    await platform.operator.call(TAKE_MAIL, asked, OPERATOR)


async def test_the_dialogue_record_has_every_contact_and_is_its_liaisons_alone(platform):
    pair = await two(platform)
    sent = await pair.send(pair.admin, pair.town)
    await pair.accept(pair.liaison, sent)
    [made] = await pair.introductions(pair.liaison)
    await write(pair, pair.liaison, made, "予算は来年度を考えています。")
    await write(pair, pair.admin, made, "承知しました。")
    note = NoteDialogue(
        id=uuid4(),
        company_id=pair.company,
        kind=ContactKind.CALL,
        at=datetime.now(UTC) - timedelta(hours=1),
        people="窓口 花、見本 葵",
        disclosed="来年度の予定",
        offered_to="ほかの2社にも同じ資料を渡した",
    )
    await platform.web.call(NOTE_DIALOGUE, note, pair.liaison.actor)

    page = await platform.web.call(LIST_DIALOGUES, ListDialogues(), pair.liaison.actor)

    assert sorted(one.kind for one in page.dialogues) == sorted(
        ["interest", "introduction", "message", "message", "call"]
    )
    said = {one.disclosed for one in page.dialogues}
    assert said == {"", "予算は来年度を考えています。", "来年度の予定"}
    export = await platform.web.call(EXPORT_DIALOGUES, ExportDialogues(), pair.liaison.actor)
    assert export.total == 5
    clerk = await member(platform, pair.town, Role.STAFF, "担当 太郎")
    for actor in (clerk.actor, pair.admin.actor):
        with pytest.raises(Forbidden):
            await platform.web.call(LIST_DIALOGUES, ListDialogues(), actor)
    other = ListDialogues(organization_id=pair.company)
    with pytest.raises(NotFound):
        await platform.web.call(LIST_DIALOGUES, other, pair.liaison.actor)
    own = await platform.organization("架空運営", OrganizationKind.ORGANIZER)
    admin = await member(platform, own, Role.PLATFORM_ADMIN)
    auditor = await member(platform, own, Role.AUDITOR)
    await joined(platform, admin, auditor)
    theirs = ListDialogues(organization_id=pair.town)
    assert (await platform.web.call(LIST_DIALOGUES, theirs, auditor.actor)).total == 5
    for wrong, field in (
        ({"kind": ContactKind.MESSAGE}, "kind"),
        ({"company_id": uuid4()}, "company_id"),
        ({"at": datetime.now(UTC) + timedelta(days=1)}, "at"),
        ({"people": "  "}, "people"),
    ):
        bad = msgspec.structs.replace(note, id=uuid4(), **wrong)
        with pytest.raises(Invalid) as refused:
            await platform.web.call(NOTE_DIALOGUE, bad, pair.liaison.actor)
        assert [one.field for one in refused.value.fields] == [field]


async def test_a_coordinator_sees_what_is_stuck_and_sends_what_a_human_has_looked_at(platform):
    pair = await two(platform)
    own = await platform.organization("架空運営", OrganizationKind.ORGANIZER)
    one = await member(platform, own, Role.COORDINATOR, "調整 一")
    second = await member(platform, own, Role.COORDINATOR, "調整 二")
    await pair.wish(pair.liaison, pair.company, Grade.NO)
    sent = await pair.send(pair.admin, pair.town)
    call = platform.web.call
    assert await call(LIST_STUCK, ListStuck(), one.actor) == ()
    await pair.shifted(sent, 11)
    [found] = await call(LIST_STUCK, ListStuck(), one.actor)
    assert (found.kind, found.subject_id, found.organization_id) == (
        StuckKind.NO_REPLY,
        sent.id,
        pair.town,
    )
    draft = WriteLetter(
        id=uuid4(),
        kind=found.kind,
        subject_id=found.subject_id,
        to=(pair.town,),
        subject="お返事のお願い",
        text="関心が届いています。",
    )
    written = await call(WRITE_LETTER, draft, one.actor)
    assert NotificationKind.COORDINATOR_WROTE not in await told(platform, pair.liaison)
    gone = await call(SEND_LETTER, SendLetter(id=written.id, revision=1), one.actor)
    assert gone.state is LetterState.SENT

    async def heard():
        return NotificationKind.COORDINATOR_WROTE in await told(platform, pair.liaison)

    await eventually(heard)
    mass = WriteLetter(
        id=uuid4(), to=(pair.town, pair.company), subject="お知らせ", text="交流会があります。"
    )
    await call(WRITE_LETTER, mass, one.actor)
    waiting = await call(SEND_LETTER, SendLetter(id=mass.id, revision=1), one.actor)
    assert waiting.state is LetterState.WAITING
    with pytest.raises(Forbidden) as refused:
        await call(SEND_LETTER, SendLetter(id=mass.id, revision=2), one.actor)
    assert refused.value.reason == "second_person"
    sent_now = await call(SEND_LETTER, SendLetter(id=mass.id, revision=2), second.actor)
    assert sent_now.state is LetterState.SENT
    with pytest.raises(Conflict):
        await call(DISCARD_LETTER, SendLetter(id=mass.id, revision=3), one.actor)
    assert len(await call(LIST_LETTERS, ListLetters(), one.actor)) == 2
    with pytest.raises(Forbidden):
        await call(LIST_STUCK, ListStuck(), pair.liaison.actor)
