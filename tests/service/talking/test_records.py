"""The record of a dialogue, and what a coordinator sees of what is stuck."""

from datetime import UTC, datetime, timedelta
from uuid import uuid4

import msgspec
import pytest

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
from contracts.notify import NotificationKind
from contracts.preferences import Grade
from contracts.profiles import OrganizationKind
from contracts.wire import Role
from tests.eventually import eventually
from tests.introducing import joined, two
from tests.members import member
from tests.service.talking.writing import told, write


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
