"""Solving outside of any transaction: nobody else waits for the event meanwhile.

A change asks its question in a transaction. Where that has not been answered yet the transaction
ends with nothing changed, the question is solved, and the change begins anew with the answer.
That counts if the question is still the same; else somebody changed something meanwhile, and it
is solved again.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Any, TypeVar

from chassis.calls import Asked
from chassis.idempotency import once
from chassis.postgres import Runner
from contracts.faults import Conflict
from contracts.wire import Method
from services.sessions import solving
from services.sessions.deps import Deps
from services.sessions.timetable.checking import Unplannable
from services.sessions.timetable.problem import Problem, Timetable

A = TypeVar("A")

TRIES = 3
"""Questions that are solved for one change."""


@dataclass(frozen=True, slots=True)
class Question:
    """For ``solving.solution``."""

    problem: Problem
    kept: Timetable | None = None
    moves: int = 0
    start: str | None = None


class Unanswered(Exception):
    def __init__(self, question: Question) -> None:
        super().__init__("to be solved outside")
        self.question = question


class Refused(Exception):
    """Nothing is kept of the change; this is its answer."""

    def __init__(self, answer: Any) -> None:
        super().__init__("not done")
        self.answer = answer


@dataclass(frozen=True, slots=True)
class Ahead:
    """What was solved for this change so far: one question and its answer."""

    answers: list[tuple[Question, Timetable | Unplannable]] = field(default_factory=list)

    def answer(self, question: Question) -> Timetable:
        """Raises ``Unplannable``; ``Unanswered`` for what was not solved yet."""
        for known, found in self.answers:
            if known == question:
                if isinstance(found, Unplannable):
                    raise found
                return found
        raise Unanswered(question)

    async def solve(self, question: Question) -> None:
        try:
            found: Timetable | Unplannable = await solving.solution(
                question.problem, question.kept, question.moves, question.start
            )
        except Unplannable as error:
            found = error
        self.answers[:] = [(question, found)]


async def once_solved(
    deps: Deps,
    method: Method[Any, A],
    asked: Asked[Any],
    change: Callable[[Runner, Ahead], Awaitable[A]],
) -> A:
    """As ``once``, for a change that asks at most one question, or is ``Refused``.

    Raises ``Conflict`` where the question was another each time.
    """
    ahead = Ahead()

    async def changing(transaction: Runner) -> A:
        return await change(transaction, ahead)

    for tried in range(TRIES + 1):
        try:
            return await once(deps.database, method, asked, changing)
        except Refused as refused:
            answer: A = refused.answer
            return answer
        except Unanswered as wanted:
            if tried < TRIES:
                await ahead.solve(wanted.question)
    raise Conflict("it changed while it was planned", reason="changed_meanwhile")
