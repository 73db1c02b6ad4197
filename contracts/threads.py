"""The thread of an introduction: messages, reading, reports, and finding a time to talk.

It belongs to the two units, not to people: who comes into a unit reads it, who leaves does not.
"""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import Annotated
from uuid import UUID

from msgspec import Meta, Struct

from contracts.introductions import Note
from contracts.media import MediaType
from contracts.profiles import Url
from contracts.wire import After, Event, First, Key, Method

Body = Annotated[str, Meta(min_length=1, max_length=4_000)]
Links = Annotated[tuple[Url, ...], Meta(max_length=5)]
"""``https`` addresses; files travel as links, because mail gateways strip attachments."""
Times = Annotated[tuple[datetime, ...], Meta(min_length=1, max_length=3)]
Mail = Annotated[str, Meta(max_length=200_000)]


class MessageFile(Struct, frozen=True, kw_only=True):
    """What came with a message; its content is read by itself."""

    name: str
    """Cleaned: no paths, nothing that deceives, ending as what it is."""
    media_type: MediaType
    size: int
    """Bytes."""
    sha256: str
    """In hex, of what is downloaded."""


class Message(Struct, frozen=True, kw_only=True):
    id: UUID
    introduction_id: UUID
    organization_id: UUID
    """Whose side wrote it."""
    person_id: UUID
    body: str
    """Empty when it was hidden."""
    links: tuple[str, ...] = ()
    sent_at: datetime
    by_mail: bool = False
    hidden_reason: str = ""
    """Why a moderator hid it: for its author's side, and the others see that it is hidden."""
    is_hidden: bool = False
    is_read: bool = False
    """Of one's own: whether the other side has read it. Of theirs: whether oneself has."""
    file: MessageFile | None = None
    """None when it was hidden."""


class SendMessage(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    id: UUID
    introduction_id: UUID
    body: Body
    links: Links = ()
    idempotency_key: Key | None = None


class ListMessages(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The newest first."""

    introduction_id: UUID
    first: First = 50
    after: After | None = None


class MessagePage(Struct, frozen=True, kw_only=True):
    messages: tuple[Message, ...]
    more: bool
    total: int


class ReadThread(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """That one has read what is in it now."""

    introduction_id: UUID


class ThreadRead(Struct, frozen=True, kw_only=True):
    introduction_id: UUID
    unread: int = 0


class Block(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Nobody writes into the thread any more, and the two are not brought together again."""

    introduction_id: UUID
    idempotency_key: Key | None = None


class ReportReason(StrEnum):
    SPAM = "spam"
    INSULT = "insult"
    FRAUD = "fraud"
    PRIVATE_DATA = "private_data"
    OTHER = "other"


class Outcome(StrEnum):
    HIDDEN = "hidden"
    KEPT = "kept"


class ReportMessage(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    id: UUID
    message_id: UUID
    reason: ReportReason
    note: Note = ""
    idempotency_key: Key | None = None


class MessageCase(Struct, frozen=True, kw_only=True):
    """A report as a moderator's case, which ends with an outcome."""

    id: UUID
    message_id: UUID
    reason: ReportReason
    note: str = ""
    reported_at: datetime
    body: str = ""
    """For moderators, what was written."""
    organization_name: str = ""
    organization_id: UUID | None = None
    """Whose side wrote it, as ``person_id`` and ``person_name``: for moderators."""
    person_id: UUID | None = None
    person_name: str = ""
    outcome: Outcome | None = None
    outcome_reason: str = ""
    decided_at: datetime | None = None
    restored_at: datetime | None = None
    """When a moderator showed again what was hidden, with a reason."""
    restored_reason: str = ""


class DecideCase(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """``reason`` is shown to who wrote the message, when it is hidden."""

    id: UUID
    outcome: Outcome
    reason: Annotated[str, Meta(min_length=1, max_length=1_000)]
    idempotency_key: Key | None = None


class RestoreMessage(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Show again what was hidden; ``reason`` is shown to who wrote it."""

    id: UUID
    """Of the case."""
    reason: Annotated[str, Meta(min_length=1, max_length=1_000)]
    idempotency_key: Key | None = None


class ListCases(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Those that wait, the oldest first."""

    hidden: bool = False
    """Those whose message is hidden instead, the latest first."""


class TalkState(StrEnum):
    OFFERED = "offered"
    CHOSEN = "chosen"
    CANCELLED = "cancelled"


class Talk(Struct, frozen=True, kw_only=True):
    """Times that one side offers for a talk, of which the other picks one."""

    id: UUID
    """Also what its calendar entry is known by (the UID of RFC 5545)."""
    introduction_id: UUID
    offered_by: UUID
    """An organization."""
    times: tuple[datetime, ...]
    minutes: int
    place: str = ""
    state: TalkState
    chosen: datetime | None = None
    sequence: int = 0
    """Grows with each change (RFC 5545 SEQUENCE)."""
    offered_at: datetime


class OfferTalk(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    id: UUID
    introduction_id: UUID
    times: Times
    minutes: Annotated[int, Meta(ge=10, le=240)] = 30
    place: Annotated[str, Meta(max_length=300)] = ""
    """A room, or the address of a call."""
    idempotency_key: Key | None = None


class ChooseTalk(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """By the side that did not offer it; no ``time`` calls it off, which either side may."""

    id: UUID
    time: datetime | None = None
    idempotency_key: Key | None = None


class ListTalks(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    introduction_id: UUID


class TakeMail(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A mail as it arrived (RFC 5322), to a reply address of ours."""

    recipient: Annotated[str, Meta(max_length=320)]
    """Of the envelope."""
    mail: Mail
    """Its bytes, in Base64."""


class MailTaken(Struct, frozen=True, kw_only=True):
    message_id: UUID


class MessageSent(Struct, frozen=True, kw_only=True):
    """Told for notifying: without the words of the message."""

    id: UUID
    introduction_id: UUID
    from_organization_id: UUID
    from_organization_name: str
    to_organization_id: UUID
    to_unit_id: UUID | None = None
    sent_at: datetime


class MessageHidden(Struct, frozen=True, kw_only=True):
    id: UUID
    introduction_id: UUID
    person_id: UUID
    organization_id: UUID
    other_organization_name: str = ""
    reason: str


class MessageRestored(Struct, frozen=True, kw_only=True):
    """A moderator shows again what was hidden."""

    id: UUID
    introduction_id: UUID
    person_id: UUID
    organization_id: UUID
    reason: str
    restored_at: datetime


class TalkTold(Struct, frozen=True, kw_only=True):
    """A talk that was offered, chosen or called off, to who did not do it."""

    talk: Talk
    by_organization_name: str
    to_organization_id: UUID
    to_unit_id: UUID | None = None


class ReplyAddressMade(Struct, frozen=True, kw_only=True):
    """Told by notify: a letter may be answered. The address is known by its hash alone."""

    token_hash: str
    introduction_id: UUID
    person_id: UUID
    sender_hash: str = ""
    """From whom alone an answer is taken: ``sender_mark`` of the address of their account."""
    sender_revision: int = 0
    """Of the account that had this address; told again when it has another."""


class MailRefused(Struct, frozen=True, kw_only=True):
    """An answer by mail came from an address that is not the reader's; once a day is told of."""

    id: UUID
    introduction_id: UUID
    person_id: UUID
    organization_id: UUID


SEND_MESSAGE = Method("rpc.introductions.v1.message.send", SendMessage, Message)
LIST_MESSAGES = Method("rpc.introductions.v1.message.list", ListMessages, MessagePage, safe=True)
READ_THREAD = Method("rpc.introductions.v1.thread.read", ReadThread, ThreadRead)
BLOCK = Method("rpc.introductions.v1.thread.block", Block, ThreadRead)
REPORT_MESSAGE = Method("rpc.introductions.v1.message.report", ReportMessage, MessageCase)
LIST_CASES = Method("rpc.introductions.v1.case.list", ListCases, tuple[MessageCase, ...], safe=True)
DECIDE_CASE = Method("rpc.introductions.v1.case.decide", DecideCase, MessageCase)
RESTORE_MESSAGE = Method("rpc.introductions.v1.case.restore", RestoreMessage, MessageCase)
OFFER_TALK = Method("rpc.introductions.v1.talk.offer", OfferTalk, Talk)
CHOOSE_TALK = Method("rpc.introductions.v1.talk.choose", ChooseTalk, Talk)
LIST_TALKS = Method("rpc.introductions.v1.talk.list", ListTalks, tuple[Talk, ...], safe=True)
TAKE_MAIL = Method("rpc.introductions.v1.mail.take", TakeMail, MailTaken)

MESSAGE_SENT = Event("event.introductions.v1.message.sent", MessageSent)
MAIL_REFUSED = Event("event.introductions.v1.mail.refused", MailRefused)
MESSAGE_HIDDEN = Event("event.introductions.v1.message.hidden", MessageHidden)
MESSAGE_RESTORED = Event("event.introductions.v1.message.restored", MessageRestored)
TALK_OFFERED = Event("event.introductions.v1.talk.offered", TalkTold)
TALK_CHOSEN = Event("event.introductions.v1.talk.chosen", TalkTold)
TALK_CANCELLED = Event("event.introductions.v1.talk.cancelled", TalkTold)
REPLY_ADDRESS_MADE = Event("event.notify.v1.reply_address.made", ReplyAddressMade)
