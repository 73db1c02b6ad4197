"""The coordinator's desk: who is stuck, what to do next, and letters that a human sends."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum
from typing import Annotated
from uuid import UUID

from msgspec import Meta, Struct

from contracts.wire import Event, Key, Method, Revision

Subject = Annotated[str, Meta(min_length=1, max_length=120)]
LetterText = Annotated[str, Meta(min_length=1, max_length=4_000)]

MASS = 2
"""From so many receivers on, a letter takes a second person."""


class StuckKind(StrEnum):
    NO_REPLY = "no_reply"
    """An interest that nobody has answered for ten days."""
    SILENT_THREAD = "silent_thread"
    """A message that nobody has answered for ten days, or an introduction without any."""
    UNIT_WITHOUT_OWNER = "unit_without_owner"
    BUDGET_DEADLINE = "budget_deadline"
    """A challenge whose budget is asked for in thirty days, and nobody has answered it."""
    STALE_CHALLENGE = "stale_challenge"
    PROMISE_PASSED = "promise_passed"
    """Proposals to a challenge without an answer on the day that was promised."""


class Action(StrEnum):
    """The next best thing to do."""

    REMIND_RECEIVER = "remind_receiver"
    ASK_BOTH = "ask_both"
    ASK_FOR_OWNER = "ask_for_owner"
    BRING_TOGETHER = "bring_together"
    ASK_TO_CONFIRM = "ask_to_confirm"
    ASK_FOR_ANSWER = "ask_for_answer"


class Stuck(Struct, frozen=True, kw_only=True):
    """What does not move. Never a preference: a coordinator does not see those."""

    kind: StuckKind
    subject_id: UUID
    """Of the interest, the introduction, the unit or the challenge."""
    title: str = ""
    organization_id: UUID
    """Who is asked to move."""
    organization_name: str = ""
    unit_id: UUID | None = None
    other_organization_id: UUID | None = None
    other_organization_name: str = ""
    since: datetime
    action: Action
    count: int = 1
    """How many of them: proposals of a challenge. Whose they are stays between the sides."""
    until: date | None = None
    """Day by which a challenge is to be answered."""
    draft_id: UUID | None = None
    """A letter about it that waits in the outbox."""


class LetterState(StrEnum):
    DRAFT = "draft"
    WAITING = "waiting"
    """For a second person."""
    SENT = "sent"
    DISCARDED = "discarded"


class DeskLetter(Struct, frozen=True, kw_only=True):
    """A letter of the coordinator's: nothing leaves before a human has looked at it."""

    id: UUID
    kind: StuckKind | None = None
    subject_id: UUID | None = None
    to: tuple[UUID, ...]
    """Organizations."""
    to_names: tuple[str, ...] = ()
    to_unit_id: UUID | None = None
    """Of the only one of them."""
    subject: str
    text: str
    state: LetterState
    written_by: UUID
    confirmed_by: UUID | None = None
    written_at: datetime
    sent_at: datetime | None = None
    revision: int = 1


class ListStuck(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The longest first, a hundred at most."""


class WriteLetter(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A new draft, or with ``revision`` other words for one."""

    id: UUID
    revision: Revision | None = None
    kind: StuckKind | None = None
    subject_id: UUID | None = None
    to: Annotated[tuple[UUID, ...], Meta(min_length=1, max_length=200)]
    to_unit_id: UUID | None = None
    subject: Subject
    text: LetterText
    idempotency_key: Key | None = None


class SendLetter(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """To one at once; to more, when a second person sends it too. Or to throw it away."""

    id: UUID
    revision: Revision
    idempotency_key: Key | None = None


class ListLetters(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What is in the outbox, the newest first; what was sent stays for a year."""


class DeskLetterSent(Struct, frozen=True, kw_only=True):
    """To be brought to the people of one organization."""

    id: UUID
    organization_id: UUID
    unit_id: UUID | None = None
    subject: str
    text: str


LIST_STUCK = Method("rpc.introductions.v1.stuck.list", ListStuck, tuple[Stuck, ...], safe=True)
LIST_LETTERS = Method(
    "rpc.introductions.v1.letter.list", ListLetters, tuple[DeskLetter, ...], safe=True
)
WRITE_LETTER = Method("rpc.introductions.v1.letter.write", WriteLetter, DeskLetter)
SEND_LETTER = Method("rpc.introductions.v1.letter.send", SendLetter, DeskLetter)
DISCARD_LETTER = Method("rpc.introductions.v1.letter.discard", SendLetter, DeskLetter)

DESK_LETTER_SENT = Event("event.introductions.v1.letter.sent", DeskLetterSent)
