"""Public face of the challenges service: questions, answered to everybody without a name.

Nobody but the asking organization learns who asked: the name is in no record that leaves the
service but ``Question.is_mine``, and an unanswered question is seen by its two sides alone.
"""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import Annotated
from uuid import UUID

from msgspec import Meta, Struct

from contracts.challenges import Challenge
from contracts.wire import Event, Key, Method, Revision

QuestionText = Annotated[str, Meta(min_length=5, max_length=2_000)]
Answer = Annotated[str, Meta(min_length=1, max_length=8_000)]


class QuestionState(StrEnum):
    ASKED = "asked"
    ANSWERED = "answered"
    WITHDRAWN = "withdrawn"


class Question(Struct, frozen=True, kw_only=True):
    id: UUID
    challenge_id: UUID
    state: QuestionState
    text: str
    """As it is read in public: whoever answers may leave out what would betray who asked."""
    answer: str = ""
    answered_at: datetime | None = None
    asked_at: datetime | None = None
    """For its two sides alone: a time may tell who it was."""
    is_confidential: bool = False
    confidential_reason: str = ""
    is_mine: bool = False
    """Whether the organization of who reads this asked it."""
    own_text: str = ""
    """As it was asked; for who asked and who answers alone."""
    revision: int = 1


class AskQuestion(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    id: UUID
    challenge_id: UUID
    text: QuestionText
    idempotency_key: Key | None = None


class AnswerQuestion(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Answer it, or answer it anew. Everybody who takes part is told."""

    id: UUID
    revision: Revision
    answer: Answer
    text: Annotated[str, Meta(max_length=2_000)] = ""
    """The question in other words, as it will be read; empty: as it was asked."""
    confidential_reason: Annotated[str, Meta(max_length=500)] = ""
    """With one, the question and its answer stay between the two sides."""
    idempotency_key: Key | None = None


class WithdrawQuestion(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Take back one's own, while it is not answered."""

    id: UUID
    revision: Revision
    idempotency_key: Key | None = None


class ListQuestions(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Those that the actor may see: answered ones in the order of their answers, then the rest."""

    challenge_id: UUID


class QuestionAsked(Struct, frozen=True, kw_only=True):
    """Somebody waits for an answer; not who."""

    question_id: UUID
    challenge: Challenge


ASK_QUESTION = Method("rpc.challenges.v1.question.ask", AskQuestion, Question)
ANSWER_QUESTION = Method("rpc.challenges.v1.question.answer", AnswerQuestion, Question)
WITHDRAW_QUESTION = Method("rpc.challenges.v1.question.withdraw", WithdrawQuestion, Question)
LIST_QUESTIONS = Method(
    "rpc.challenges.v1.question.list", ListQuestions, tuple[Question, ...], safe=True
)
QUESTION_ASKED = Event("event.challenges.v1.question.asked", QuestionAsked)
