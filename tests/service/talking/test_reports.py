"""What is reported, hidden and restored, and what its author hears."""

from uuid import uuid4

import msgspec
import pytest

from contracts.faults import Conflict, Forbidden, Invalid, NotFound
from contracts.notify import NotificationKind
from contracts.profiles import OrganizationKind
from contracts.threads import (
    DECIDE_CASE,
    LIST_CASES,
    REPORT_MESSAGE,
    RESTORE_MESSAGE,
    DecideCase,
    ListCases,
    Outcome,
    ReportMessage,
    ReportReason,
    RestoreMessage,
)
from contracts.wire import Role
from tests.eventually import eventually
from tests.introducing import two
from tests.members import member
from tests.service.talking.writing import read, told, write


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
