"""Files on a challenge: taken in after a look at their bytes, seen as their subject is seen."""

from __future__ import annotations

import asyncio
import hashlib
from typing import Any
from uuid import UUID

from chassis.calls import Asked
from chassis.idempotency import once
from chassis.postgres import Runner
from chassis.recording import record
from chassis.texts import visible
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
from contracts.faults import Conflict, FieldProblem, Invalid, Limited, NotFound
from services.challenges import rules
from services.challenges.deps import Deps
from services.challenges.files.inspecting import Taken, inspected
from services.challenges.files.problem import NotTaken
from services.challenges.store import attachments

AT_ONCE = asyncio.Semaphore(4)
"""Files that one process looks at side by side; further ones are told to come back."""


async def add_attachment(deps: Deps, asked: Asked[AddAttachment]) -> Attachment:
    """Raises ``Invalid`` for what is not taken, ``NotFound`` for a subject of others."""
    request = asked.request
    actor, own = rules.poster(asked.actor)
    taken = await _inspected(request)
    mark = hashlib.sha256(taken.content).hexdigest()

    async def change(transaction: Runner) -> Attachment:
        await _must_own(transaction, request.subject_kind, request.subject_id, own)
        await attachments.alone(transaction, request.subject_id)
        found = await attachments.there(transaction, request)
        if request.id not in {one.id for one in found}:
            _check_room(found, taken)
        new = await attachments.insert(transaction, request, actor, taken, mark)
        kept = await attachments.one(transaction, request.id)
        if kept is None or kept.subject_id != request.subject_id or kept.sha256 != mark:
            raise Conflict("this id is already in use")
        if new:
            await _record(transaction, asked, kept, own, "")
        return kept

    return await once(deps.database, ADD_ATTACHMENT, asked, change)


async def _inspected(request: AddAttachment) -> Taken:
    if not visible(request.description):
        problem = FieldProblem("description", "required")
        raise Invalid("say what is in it", fields=(problem,))
    if AT_ONCE.locked():
        raise Limited("many files are being looked at", retry_after=2)
    async with AT_ONCE:
        try:
            return await asyncio.to_thread(inspected, request.name, request.content)
        except NotTaken as not_taken:
            problem = FieldProblem("content", not_taken.problem)
            raise Invalid("this file is not taken", fields=(problem,)) from None


def _check_room(found: tuple[Attachment, ...], taken: Taken) -> None:
    if len(found) >= MOST:
        raise Invalid("no more files", fields=(FieldProblem("content", "too_many_files", MOST),))
    if sum(one.size for one in found) + len(taken.content) > MOST_BYTES:
        problem = FieldProblem("content", "too_large_together", MOST_BYTES // 1_000_000)
        raise Invalid("too large together", fields=(problem,))


async def remove_attachment(deps: Deps, asked: Asked[RemoveAttachment]) -> Attachment:
    """Its content is gone for good; the reason stays in the record."""
    request = asked.request
    _, own = rules.poster(asked.actor)

    async def change(transaction: Runner) -> Attachment:
        found = await attachments.one(transaction, request.id)
        if found is None:
            raise NotFound("no such file")
        await _must_own(transaction, found.subject_kind, found.subject_id, own)
        await attachments.remove(transaction, found.id, request.reason.strip())
        await _record(transaction, asked, found, own, request.reason.strip())
        return found

    return await once(deps.database, REMOVE_ATTACHMENT, asked, change)


async def list_attachments(deps: Deps, asked: Asked[ListAttachments]) -> tuple[Attachment, ...]:
    own = asked.actor.organization if asked.actor else None
    _, seen = await _reach(deps.database, asked.request.subject_kind, asked.request.subject_id, own)
    return await attachments.there(deps.database, asked.request) if seen else ()


async def read_attachment(deps: Deps, asked: Asked[ReadAttachment]) -> AttachmentContent:
    """Raises ``NotFound`` for whoever may not see its subject."""
    own = asked.actor.organization if asked.actor else None
    found = await attachments.one(deps.database, asked.request.id)
    if found is not None:
        _, seen = await _reach(deps.database, found.subject_kind, found.subject_id, own)
        if seen:
            content = await attachments.content(deps.database, found.id)
            return AttachmentContent(attachment=found, content=content)
    raise NotFound("no such file")


async def _reach(
    runner: Runner, kind: SubjectKind, subject: UUID, own: UUID | None
) -> tuple[bool, bool]:
    look = attachments.REACH.get(kind)
    return await look(runner, subject, own) if look else (False, False)


async def _must_own(runner: Runner, kind: SubjectKind, subject: UUID, own: UUID) -> None:
    if not (await _reach(runner, kind, subject, own))[0]:
        raise NotFound("no such subject")


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
