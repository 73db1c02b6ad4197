"""Files on challenges and proposals: looked at before they are taken, seen as their subject is."""

from __future__ import annotations

import hashlib
from typing import Any
from uuid import UUID

from chassis.calls import Asked
from chassis.files.inspecting import Taken
from chassis.files.taking import taken
from chassis.idempotency import once
from chassis.postgres import Runner
from chassis.recording import record
from contracts.attachments import (
    ADD_ATTACHMENT,
    MOST,
    MOST_BYTES,
    REMOVE_ATTACHMENT,
    AddAttachment,
    Attachment,
    AttachmentContent,
    ListAttachments,
    ReadAttachment,
    RemoveAttachment,
    SubjectKind,
)
from contracts.faults import Conflict, FieldProblem, Invalid, NotFound
from contracts.proposals import Disclosure, Side
from contracts.wire import Actor
from services.challenges import rules
from services.challenges.deps import Deps
from services.challenges.files import reaching
from services.challenges.proposals import rules as proposal_rules
from services.challenges.store import attachments
from services.challenges.store.proposals import lists
from services.challenges.store.proposals.seen import Held


async def add_attachment(deps: Deps, asked: Asked[AddAttachment]) -> Attachment:
    """Raises ``Invalid`` for what is not taken, ``NotFound`` for a subject of others."""
    request = asked.request
    actor, own = rules.poster(asked.actor)
    level = _level(request)
    kept_file = await taken(request.name, request.description, request.content)
    mark = hashlib.sha256(kept_file.content).hexdigest()

    async def change(transaction: Runner) -> Attachment:
        await reaching.must_change(
            transaction, request.subject_kind, request.subject_id, actor, adds=True
        )
        await attachments.alone(transaction, request.subject_id)
        found = await attachments.there(transaction, request)
        if request.id not in {one.id for one in found}:
            _check_room(found, kept_file)
        new = await attachments.insert(transaction, request, actor, kept_file, mark, level)
        kept = await attachments.one(transaction, request.id)
        if kept is None or kept.subject_id != request.subject_id or kept.sha256 != mark:
            raise Conflict("this id is already in use")
        if new:
            await _record(transaction, asked, kept, own, "")
        return kept

    return await once(deps.database, ADD_ATTACHMENT, asked, change)


def _level(request: AddAttachment) -> Disclosure:
    if request.subject_kind is SubjectKind.CHALLENGE:
        return Disclosure.PUBLIC
    if request.level is Disclosure.NAMED:
        problem = FieldProblem("level", "wrong_form")
        raise Invalid("a file is not opened by name", fields=(problem,))
    return request.level or Disclosure.INTEREST


def _check_room(found: tuple[Attachment, ...], new: Taken) -> None:
    if len(found) >= MOST:
        raise Invalid("no more files", fields=(FieldProblem("content", "too_many_files", MOST),))
    if sum(one.size for one in found) + len(new.content) > MOST_BYTES:
        problem = FieldProblem("content", "too_large_together", MOST_BYTES // 1_000_000)
        raise Invalid("too large together", fields=(problem,))


async def remove_attachment(deps: Deps, asked: Asked[RemoveAttachment]) -> Attachment:
    """Its content is gone for good; the reason stays in the record."""
    request = asked.request
    actor, own = rules.poster(asked.actor)

    async def change(transaction: Runner) -> Attachment:
        found = await attachments.one(transaction, request.id)
        if found is None:
            raise NotFound("no such subject")
        await reaching.must_change(
            transaction, found.subject_kind, found.subject_id, actor, adds=False
        )
        await attachments.remove(transaction, found.id, request.reason.strip())
        await _record(transaction, asked, found, own, request.reason.strip())
        return found

    return await once(deps.database, REMOVE_ATTACHMENT, asked, change)


async def list_attachments(deps: Deps, asked: Asked[ListAttachments]) -> tuple[Attachment, ...]:
    """Those of them that are open to the actor now."""
    kind, subject = asked.request.subject_kind, asked.request.subject_id
    found = await reaching.reach(deps.database, kind, subject, asked.actor)
    if not found.levels:
        return ()
    there = await attachments.there(deps.database, asked.request)
    return tuple(one for one in there if one.level in found.levels)


async def read_attachment(deps: Deps, asked: Asked[ReadAttachment]) -> AttachmentContent:
    """Raises ``NotFound`` for whoever may not see it. Its proposers see who read it."""
    async with deps.database.transaction() as transaction:
        found = await attachments.one(transaction, asked.request.id)
        if found is None:
            raise NotFound("no such file")
        kind, subject = found.subject_kind, found.subject_id
        open_now = await reaching.reach(transaction, kind, subject, asked.actor)
        if found.level not in open_now.levels:
            raise NotFound("no such file")
        if open_now.read is not None and asked.actor is not None:
            await _note_read(transaction, asked, asked.actor, found, open_now.read)
        content = await attachments.content(transaction, found.id)
        return AttachmentContent(attachment=found, content=content)


async def _note_read(
    transaction: Runner,
    asked: Asked[ReadAttachment],
    actor: Actor,
    found: Attachment,
    read: Held,
) -> None:
    who = (actor.person, actor.organization)
    side = proposal_rules.side_of(read, actor) or Side.PUBLIC
    await lists.note_read(transaction, read.id, read.version, who, side, (), found.name)
    await _record(transaction, asked, found, read.owner_id, f"version {read.version}")


async def _record(
    transaction: Runner, asked: Asked[Any], found: Attachment, own: UUID, reason: str
) -> None:
    await record(
        transaction,
        asked,
        object_kind="attachment",
        object_id=found.id,
        tenant=own,
        reason=reason,
    )
