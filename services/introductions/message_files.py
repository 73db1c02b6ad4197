"""Files in threads: looked at before they are taken, read by the two sides alone."""

from __future__ import annotations

import hashlib

from chassis.calls import Asked
from chassis.files.taking import taken
from chassis.idempotency import once
from chassis.postgres import Runner
from chassis.recording import record
from contracts.faults import Conflict, NotFound
from contracts.message_files import SEND_FILE, FileContent, ReadFile, SendFile
from contracts.threads import Message, MessageFile, SendMessage
from services.introductions import standing
from services.introductions.deps import Deps
from services.introductions.introductions import held
from services.introductions.store import message_files, threads
from services.introductions.threads import check_side, write


async def send_file(deps: Deps, asked: Asked[SendFile]) -> Message:
    """Raises ``Invalid`` for what is not taken, and whatever a message is refused for."""
    request = asked.request
    kept = await taken(request.name, request.description, request.content)
    mark = hashlib.sha256(kept.content).hexdigest()

    async def change(transaction: Runner) -> Message:
        who, found = await held(transaction, asked, request.introduction_id)
        body = request.description
        said = SendMessage(id=request.id, introduction_id=request.introduction_id, body=body)
        await write(transaction, who, found, said)
        await message_files.put(transaction, request.id, kept, mark)
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
