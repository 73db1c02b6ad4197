"""The thread of an introduction: writing, reading, and closing it for good."""

from __future__ import annotations

import asyncio
from urllib.parse import urlsplit
from uuid import UUID

from chassis.calls import Asked
from chassis.idempotency import once
from chassis.outbox import tell
from chassis.postgres import Runner
from chassis.recording import record
from chassis.texts import visible
from contracts.dialogue import ContactKind
from contracts.faults import Conflict, FieldProblem, Invalid, Limited
from contracts.introductions import Introduction
from contracts.preferences import Contact, Grade
from contracts.threads import (
    BLOCK,
    MESSAGE_SENT,
    SEND_MESSAGE,
    Block,
    ListMessages,
    Message,
    MessagePage,
    MessageSent,
    ReadThread,
    SendMessage,
    ThreadRead,
)
from services.introductions import joining, rules, standing
from services.introductions.deps import Deps
from services.introductions.dialogues import note_contact
from services.introductions.introductions import held
from services.introductions.rules import Acting
from services.introductions.store import introductions, pairs, threads

AN_HOUR = 60
"""Messages of one side in one thread within an hour."""


async def send_message(deps: Deps, asked: Asked[SendMessage]) -> Message:
    async def change(transaction: Runner) -> Message:
        check_message(asked.request)
        who, found = await held(transaction, asked, asked.request.introduction_id)
        message = await write(transaction, who, found, asked.request)
        await record(
            transaction,
            asked,
            object_kind="message",
            object_id=message.id,
            tenant=who.organization,
        )
        return message

    return await once(deps.database, SEND_MESSAGE, asked, change)


async def write(
    transaction: Runner,
    who: Acting,
    found: Introduction,
    asked: SendMessage,
    *,
    by_mail: bool = False,
) -> Message:
    """Into a thread that is held. Raises ``Conflict`` when nobody writes there any more."""
    await check_writing(transaction, found)
    if await threads.count_lately(transaction, found.id, who.organization) >= AN_HOUR:
        raise Limited("too many messages within an hour", retry_after=600)
    new = await threads.insert(transaction, asked, who.organization, who.person, by_mail=by_mail)
    message = await threads.one(transaction, asked.id, who.organization, who.person)
    if message is None or (message.introduction_id, message.person_id) != (found.id, who.person):
        raise Conflict("this id is already in use")
    if new:
        await threads.read(transaction, found.id, who.organization, who.person)
        said = (message.sent_at, message.body, who.person)
        await note_contact(transaction, ContactKind.MESSAGE, found, *said)
        await tell(transaction, MESSAGE_SENT, _told(message, found))
    return message


def _told(message: Message, found: Introduction) -> MessageSent:
    return MessageSent(
        id=message.id,
        introduction_id=found.id,
        from_organization_id=found.ours.organization_id,
        from_organization_name=found.ours.organization_name,
        to_organization_id=found.theirs.organization_id,
        to_unit_id=found.theirs.unit_id,
        sent_at=message.sent_at,
    )


async def check_writing(transaction: Runner, found: Introduction) -> None:
    """Raises unless there are two sides that may talk."""
    rules.check_live(found)
    if await introductions.hold(transaction, found.id) is not None:
        raise Conflict("nobody writes here any more", reason="introduction_over")
    ours, theirs = found.ours, found.theirs
    await standing.check_not_alone(
        transaction,
        (ours.organization_id, ours.unit_id),
        (theirs.organization_id, theirs.unit_id),
    )


def check_message(asked: SendMessage) -> None:
    """Raises ``Invalid`` with every field that cannot stand."""
    problems = []
    if not visible(asked.body):
        problems.append(FieldProblem("body", "required"))
    if not all(_is_link(link) for link in asked.links):
        problems.append(FieldProblem("links", "wrong_form"))
    if problems:
        raise Invalid("the message cannot stand as it is", fields=tuple(problems))


def _is_link(given: str) -> bool:
    try:
        parts = urlsplit(given)
        return parts.scheme == "https" and bool(parts.hostname) and "@" not in parts.netloc
    except ValueError:
        return False


async def list_messages(deps: Deps, asked: Asked[ListMessages]) -> MessagePage:
    who = await standing.acting(deps.database, asked.actor)
    await check_side(deps.database, who, asked.request.introduction_id)
    found, total = await asyncio.gather(
        threads.page(deps.database, asked.request, who.organization, who.person),
        threads.count(deps.database, asked.request.introduction_id),
    )
    first = asked.request.first
    return MessagePage(messages=found[:first], more=len(found) > first, total=total)


async def read_thread(deps: Deps, asked: Asked[ReadThread]) -> ThreadRead:
    who = await standing.acting(deps.database, asked.actor)
    await check_side(deps.database, who, asked.request.introduction_id)
    whose = (asked.request.introduction_id, who.organization, who.person)
    await threads.read(deps.database, *whose)
    return ThreadRead(introduction_id=asked.request.introduction_id)


async def block(deps: Deps, asked: Asked[Block]) -> ThreadRead:
    """Nobody writes there any more, as after its end, and the two are kept apart."""

    async def change(transaction: Runner) -> ThreadRead:
        who, found = await held(transaction, asked, asked.request.introduction_id)
        other = found.theirs.organization_id
        await introductions.block(transaction, found.id)
        before = await pairs.one(transaction, who.organization, other)
        whose = (who.organization, other, who.unit)
        await pairs.put(transaction, *whose, Grade.NO, Contact(), who.person)
        grade = before.grade if before else None
        await joining.tell_excluded(transaction, who.organization, other, grade, Grade.NO)
        await record(
            transaction,
            asked,
            object_kind="introduction",
            object_id=found.id,
            tenant=who.organization,
            fields=("blocked",),
        )
        return ThreadRead(introduction_id=found.id)

    return await once(deps.database, BLOCK, asked, change)


async def check_side(runner: Runner, who: Acting, introduction_id: UUID) -> None:
    """Raises ``NotFound`` for a thread that is not theirs."""
    found = await introductions.one(runner, who.organization, introduction_id, who.person)
    rules.check_side(found, who)
