"""Files in threads: looked at before they are taken, read by the two sides alone."""

from __future__ import annotations

import asyncio
import hashlib

from chassis.calls import Asked
from chassis.files.inspecting import Taken, inspected
from chassis.files.problem import NotTaken
from chassis.idempotency import once
from chassis.postgres import Runner
from chassis.recording import record
from chassis.texts import visible
from contracts.faults import Conflict, FieldProblem, Invalid, Limited, NotFound
from contracts.message_files import SEND_FILE, FileContent, ReadFile, SendFile
from contracts.threads import Message, MessageFile, SendMessage
from services.introductions import standing
from services.introductions.deps import Deps
from services.introductions.introductions import held
from services.introductions.store import message_files, threads
from services.introductions.threads import check_side, write

AT_ONCE = asyncio.Semaphore(4)
"""Files that one process looks at side by side; further ones are told to come back."""


async def send_file(deps: Deps, asked: Asked[SendFile]) -> Message:
    """Raises ``Invalid`` for what is not taken, and whatever a message is refused for."""
    request = asked.request
    if not visible(request.description):
        problem = FieldProblem("description", "required")
        raise Invalid("say what is in it", fields=(problem,))
    taken = await _inspected(request)
    mark = hashlib.sha256(taken.content).hexdigest()

    async def change(transaction: Runner) -> Message:
        who, found = await held(transaction, asked, request.introduction_id)
        body = request.description
        said = SendMessage(id=request.id, introduction_id=request.introduction_id, body=body)
        await write(transaction, who, found, said)
        await message_files.put(transaction, request.id, taken, mark)
        message = await threads.one(transaction, request.id, who.organization, who.person)
        if message is None or message.file is None or message.file.sha256 != mark:
            raise Conflict("this id is already in use")
        await record(
            transaction,
            asked,
            object_kind="message",
            object_id=message.id,
            tenant=who.organization,
            fields=("file",),
        )
        return message

    return await once(deps.database, SEND_FILE, asked, change)


async def _inspected(request: SendFile) -> Taken:
    if AT_ONCE.locked():
        raise Limited("many files are being looked at", retry_after=2)
    async with AT_ONCE:
        try:
            return await asyncio.to_thread(inspected, request.name, request.content)
        except NotTaken as not_taken:
            problem = FieldProblem("content", not_taken.problem)
            raise Invalid("this file is not taken", fields=(problem,)) from None


async def read_file(deps: Deps, asked: Asked[ReadFile]) -> FileContent:
    """Raises ``NotFound`` for that of others, and of a message that was hidden."""
    who = await standing.acting(deps.database, asked.actor)
    found = await message_files.one(deps.database, asked.request.id)
    if found is None:
        raise NotFound("no such file")
    await check_side(deps.database, who, found.introduction_id)
    file = MessageFile(
        name=found.name, media_type=found.media_type, size=found.size, sha256=found.sha256
    )
    return FileContent(
        file=file, content=await message_files.content(deps.database, asked.request.id)
    )
