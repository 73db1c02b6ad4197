"""Questions on a challenge: asked by the other side, answered to everybody without a name."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import msgspec

from chassis.calls import Asked
from chassis.idempotency import once
from chassis.outbox import tell
from chassis.postgres import Runner
from chassis.recording import record
from chassis.texts import visible
from contracts.amendments import CHALLENGE_NEWS, ChallengeNews, NewsKind, Party
from contracts.challenges import Challenge, ChallengeState, Direction
from contracts.faults import Conflict, FieldProblem, Forbidden, Invalid, NotFound
from contracts.profiles import PUBLIC_KINDS
from contracts.questions import (
    ANSWER_QUESTION,
    ASK_QUESTION,
    QUESTION_ASKED,
    WITHDRAW_QUESTION,
    AnswerQuestion,
    AskQuestion,
    ListQuestions,
    Question,
    QuestionAsked,
    QuestionState,
    WithdrawQuestion,
)
from services.challenges import rules
from services.challenges.deps import Deps
from services.challenges.news import tell_parties
from services.challenges.standing import check_here
from services.challenges.store import challenges, needs, organizations, questions, standings

WAITING_AT_MOST = 10
"""Unanswered questions of one organization on one challenge."""


async def ask_question(deps: Deps, asked: Asked[AskQuestion]) -> Question:
    """While the call is open, by the database's clock. Raises ``Conflict`` for too many."""
    request = asked.request
    actor, own = rules.poster(asked.actor)
    if visible(request.text) < 5:  # noqa: PLR2004 -- as QuestionText has it
        raise Invalid("say what you want to know", fields=(FieldProblem("text", "too_short", 5),))

    async def change(transaction: Runner) -> Question:
        challenge = await _open_to(transaction, request.challenge_id, own)
        if await questions.unanswered(transaction, challenge.id, own) >= WAITING_AT_MOST:
            raise Conflict("wait for the answers first", reason="too_many_waiting")
        if await questions.insert(transaction, request, actor):
            await needs.take_part(transaction, challenge.id, own, actor.person, "asked")
            await _record(transaction, asked, request.id, own)
            told = QuestionAsked(question_id=request.id, challenge=challenge)
            await tell(transaction, QUESTION_ASKED, told)
        return await _mine(transaction, request.id, own)

    return await once(deps.database, ASK_QUESTION, asked, change)


async def _open_to(transaction: Runner, challenge_id: UUID, own: UUID) -> Challenge:
    """One that this organization may ask about now."""
    found = await challenges.held(transaction, challenge_id)
    is_kept_back = await standings.is_kept_back(transaction, challenge_id, own)
    if found is None or found.published_at is None or is_kept_back:
        raise NotFound("no such challenge")
    kind = (await organizations.kinds(transaction, [own])).get(own)
    other_side = (kind in PUBLIC_KINDS) is (found.direction is Direction.PRIVATE_CALL)
    if kind is None or not other_side:
        raise Forbidden("the other side asks")
    today = await challenges.today(transaction)
    over = found.answer_by is not None and found.answer_by < today
    await check_here(transaction, found.organization_id)
    if found.state is not ChallengeState.OPEN or over or found.source is not None:
        raise Conflict("questions are no longer taken", reason="closed")
    return found


async def answer_question(deps: Deps, asked: Asked[AnswerQuestion]) -> Question:
    """To everybody; with a reason only to who asked. What was public stays so."""
    _, own = rules.poster(asked.actor)
    request = asked.request
    if not visible(request.answer):
        raise Invalid("an answer is needed", fields=(FieldProblem("answer", "required"),))

    async def change(transaction: Runner) -> Question:
        found = _checked(await questions.held(transaction, request.id, own), request.revision)
        challenge = await challenges.held(transaction, found.challenge_id)
        if challenge is None or challenge.organization_id != own:
            raise NotFound("no such question")
        was_public = found.state is QuestionState.ANSWERED and not found.is_confidential
        if was_public and request.confidential_reason.strip():
            problem = FieldProblem("confidential_reason", "already_public")
            raise Invalid("everybody has read it", fields=(problem,))
        await questions.answer(transaction, request)
        # Whose question it is must not be told by the entry: it is one of the own organization.
        await _record(transaction, asked, found.id, own)
        await _tell(transaction, challenge, found, secret=bool(request.confidential_reason.strip()))
        return await _mine(transaction, found.id, own)

    return await once(deps.database, ANSWER_QUESTION, asked, change)


async def _tell(
    transaction: Runner, challenge: Challenge, found: Question, *, secret: bool
) -> None:
    mark = f"{found.id}:{found.revision}"
    if not secret:
        await tell_parties(transaction, challenge, NewsKind.ANSWERED, mark)
        return
    organization, person = await questions.asker(transaction, found.id)
    news = ChallengeNews(
        cause=f"{NewsKind.ANSWERED}:{challenge.id}:{mark}",
        kind=NewsKind.ANSWERED,
        challenge_id=challenge.id,
        challenge_title=challenge.title,
        challenge_organization_name=challenge.organization_name,
        parties=(Party(organization_id=organization, person_id=person),),
    )
    await tell(transaction, CHALLENGE_NEWS, news)


async def withdraw_question(deps: Deps, asked: Asked[WithdrawQuestion]) -> Question:
    """By the organization that asked."""
    _, own = rules.poster(asked.actor)
    request = asked.request

    async def change(transaction: Runner) -> Question:
        found = _checked(await questions.held(transaction, request.id, own), request.revision)
        if not found.is_mine:
            raise NotFound("no such question")
        if found.state is not QuestionState.ASKED:
            raise Conflict("it is answered", newest=msgspec.to_builtins(found))
        await questions.withdraw(transaction, found.id)
        await _record(transaction, asked, found.id, own)
        return await _mine(transaction, found.id, own)

    return await once(deps.database, WITHDRAW_QUESTION, asked, change)


def _checked(found: Question | None, revision: int) -> Question:
    if found is None or found.state is QuestionState.WITHDRAWN:
        raise NotFound("no such question")
    if found.revision != revision:
        raise Conflict("the question has moved on", newest=msgspec.to_builtins(found))
    return found


async def _mine(transaction: Runner, question_id: UUID, own: UUID) -> Question:
    found = await questions.held(transaction, question_id, own)
    if found is None:
        raise Conflict("this id is already in use")
    return found


async def _record(transaction: Runner, asked: Asked[Any], question_id: UUID, tenant: UUID) -> None:
    """With who did it: the ledger of the town must not tell who asked."""
    await record(transaction, asked, object_kind="question", object_id=question_id, tenant=tenant)


async def list_questions(deps: Deps, asked: Asked[ListQuestions]) -> tuple[Question, ...]:
    own = asked.actor.organization if asked.actor else None
    return await questions.seen(deps.database, asked.request.challenge_id, own)
