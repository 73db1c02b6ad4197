"""Introductions with their threads: messages, and times for a talk."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

import strawberry

from contracts import introductions as contract
from contracts import threads
from contracts.wire import After
from gateway.schema.connections import (
    AfterArgument,
    Connection,
    FirstArgument,
    Info,
    connect,
)
from gateway.schema.introductions import words
from gateway.schema.introductions.nouns import Side, name_of
from gateway.schema.lists import page_of


@strawberry.type(description="What came with a message; messageFile has what is in it.")
class MessageFile:
    name: str
    media_type: str
    size: int = strawberry.field(description="Bytes.")
    sha256: str

    @classmethod
    def of(cls, record: threads.MessageFile) -> MessageFile:
        return cls(
            name=record.name,
            media_type=record.media_type,
            size=record.size,
            sha256=record.sha256,
        )


@strawberry.type
class MessageFileContent:
    file: MessageFile
    content: str = strawberry.field(description="In base64.")


@strawberry.type(description="What one side wrote to the other.")
class Message:
    id: strawberry.ID
    file: MessageFile | None
    body: str
    links: list[str]
    sent_at: datetime
    by_mail: bool
    is_own: bool
    is_read: bool
    is_hidden: bool
    hidden_reason: str
    person_id: strawberry.Private[UUID]

    @strawberry.field(description="Who wrote it.")
    async def person(self, info: Info) -> str:
        return await name_of(info, self.person_id)

    @classmethod
    def of(cls, record: threads.Message, own: UUID | None) -> Message:
        return cls(
            id=strawberry.ID(str(record.id)),
            file=MessageFile.of(record.file) if record.file else None,
            body=record.body,
            links=list(record.links),
            sent_at=record.sent_at,
            by_mail=record.by_mail,
            is_own=record.organization_id == own,
            is_read=record.is_read,
            is_hidden=record.is_hidden,
            hidden_reason=record.hidden_reason,
            person_id=record.person_id,
        )


@strawberry.type(description="Times that one side offers for a talk.")
class Talk:
    id: strawberry.ID
    times: list[datetime]
    minutes: int
    place: str
    state: words.TalkState
    chosen: datetime | None
    sequence: int = strawberry.field(description="As in its calendar entry (RFC 5545).")
    is_own: bool = strawberry.field(description="Whether the own side offered them.")

    @classmethod
    def of(cls, record: threads.Talk, own: UUID | None) -> Talk:
        return cls(
            id=strawberry.ID(str(record.id)),
            times=list(record.times),
            minutes=record.minutes,
            place=record.place,
            state=record.state,
            chosen=record.chosen,
            sequence=record.sequence,
            is_own=record.offered_by == own,
        )


@strawberry.type(description="Two who both said yes, with their thread.")
class Introduction:
    id: strawberry.ID
    ours: Side
    theirs: Side
    cause: words.Cause
    cause_id: strawberry.ID | None
    cause_title: str
    interest_id: strawberry.ID | None
    state: words.IntroductionState
    made_at: datetime
    ended_at: datetime | None
    unread: int
    revision: int
    key: strawberry.Private[UUID]

    @strawberry.field(description="What was written, the newest first.")
    async def messages(
        self, info: Info, first: FirstArgument = 50, after: AfterArgument = None
    ) -> Connection[Message]:
        asked = threads.ListMessages(introduction_id=self.key)
        page, seal = await page_of(info, "messages", threads.LIST_MESSAGES, asked, first, after)
        found: tuple[threads.Message, ...] = page.messages
        places = [seal(After(id=one.id, at=one.sent_at)) for one in found]
        own = info.context.actor.organization if info.context.actor else None
        nodes = [Message.of(one, own) for one in found]
        return connect(nodes, places, more=page.more, after=after, total=page.total)

    @strawberry.field(description="Talks that were offered, the oldest first.")
    async def talks(self, info: Info) -> list[Talk]:
        asked = threads.ListTalks(introduction_id=self.key)
        own = info.context.actor.organization if info.context.actor else None
        found = await info.context.ask(threads.LIST_TALKS, asked)
        return [Talk.of(one, own) for one in found]

    @classmethod
    def of(cls, record: contract.Introduction) -> Introduction:
        cause, interest = record.cause_id, record.interest_id
        return cls(
            id=strawberry.ID(str(record.id)),
            ours=Side.of(record.ours),
            theirs=Side.of(record.theirs),
            cause=record.cause,
            cause_id=strawberry.ID(str(cause)) if cause else None,
            cause_title=record.cause_title,
            interest_id=strawberry.ID(str(interest)) if interest else None,
            state=record.state,
            made_at=record.made_at,
            ended_at=record.ended_at,
            unread=record.unread,
            revision=record.revision,
            key=record.id,
        )
