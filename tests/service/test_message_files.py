"""Files in the thread of an introduction, through the real bus and database."""

import asyncio
import hashlib
from uuid import uuid4

import pytest

from contracts.attachments import LARGEST
from contracts.faults import Conflict, Fault, Forbidden, Invalid, NotFound, Unauthenticated
from contracts.introductions import END_INTRODUCTION, EndIntroduction, EndReason
from contracts.message_files import READ_FILE, SEND_FILE, ReadFile, SendFile
from contracts.profiles import OrganizationKind
from contracts.threads import LIST_MESSAGES, ListMessages
from contracts.wire import Role
from tests.introducing import two
from tests.members import member
from tests.outside import rows
from tests.platform import member_of

PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n"


def sending(introduction, **more):
    given = {"id": uuid4(), "introduction_id": introduction.id, "name": "工程表.pdf"}
    return SendFile(**{**given, "description": "来年度の工程表", "content": PDF, **more})


async def send(pair, who, asked):
    return await pair.platform.web.call(SEND_FILE, asked, who.actor)


async def read(pair, actor, message):
    return await pair.platform.web.call(READ_FILE, ReadFile(id=message), actor)


async def messages(pair, who, introduction):
    asked = ListMessages(introduction_id=introduction.id)
    return (await pair.platform.web.call(LIST_MESSAGES, asked, who.actor)).messages


async def test_a_file_is_a_message_that_both_sides_and_nobody_else_read(platform):
    pair = await two(platform)
    made = await pair.introduced()
    asked = sending(made, name="C:\\\\資料\\\\工程表.pdf")

    sent = await asyncio.gather(*(send(pair, pair.admin, asked) for _ in range(3)))

    assert {one.id for one in sent} == {asked.id}
    [shown] = await messages(pair, pair.liaison, made)
    assert (shown.body, shown.file.name, shown.file.size) == (
        "来年度の工程表",
        "工程表.pdf",
        len(PDF),
    )
    assert shown.file.sha256 == hashlib.sha256(PDF).hexdigest()
    for who in (pair.admin, pair.liaison):
        assert (await read(pair, who.actor, asked.id)).content == PDF
    stranger = await platform.organization("別の市", OrganizationKind.MUNICIPALITY)
    other = await member(platform, stranger, Role.LIAISON)
    for message in (asked.id, uuid4()):
        with pytest.raises(NotFound):
            await read(pair, other.actor, message)
        with pytest.raises(Unauthenticated):
            await read(pair, None, message)
        with pytest.raises(Forbidden):
            await read(pair, member_of(pair.town, Role.AUDITOR), message)
    with pytest.raises(Conflict):
        await send(pair, pair.admin, sending(made, id=asked.id, content=PDF + b"%"))

    hide = "UPDATE introductions.messages SET is_hidden = true WHERE id = $1"
    await rows(platform.settings, hide, asked.id)
    assert (await messages(pair, pair.liaison, made))[0].file is None
    with pytest.raises(NotFound):
        await read(pair, pair.liaison.actor, asked.id)


async def test_what_is_no_file_of_ours_and_whoever_may_not_write_is_refused(platform):
    pair = await two(platform)
    made = await pair.introduced()
    for wrong, field, problem in (
        ({"content": b"MZ\x90\x00", "name": "工程表.exe"}, "content", "unknown_type"),
        ({"content": b"<html><script>", "name": "a.pdf"}, "content", "not_what_it_says"),
        ({"content": b"", "name": "a.pdf"}, "content", "empty_file"),
        ({"description": "  "}, "description", "required"),
        ({"description": "長" * 201}, "description", "too_long"),
        ({"content": b"%PDF-" + b"a" * LARGEST}, "content", "too_long"),
    ):
        with pytest.raises(Fault) as refused:
            await send(pair, pair.admin, sending(made, **wrong))
        assert isinstance(refused.value, Invalid), refused.value
        assert [(one.field, one.problem) for one in refused.value.fields] == [(field, problem)]
    stranger = await platform.organization("別の市", OrganizationKind.MUNICIPALITY)
    other = await member(platform, stranger, Role.LIAISON)
    with pytest.raises(NotFound):
        await send(pair, other, sending(made))
    end = EndIntroduction(id=made.id, revision=made.revision, reason=EndReason.DONE)
    await platform.web.call(END_INTRODUCTION, end, pair.admin.actor)
    with pytest.raises(Conflict):
        await send(pair, pair.admin, sending(made))
    assert await messages(pair, pair.admin, made) == ()
