"""Telling those who take part in a challenge what is new, and its own people what to do."""

from __future__ import annotations

from typing import Any

from chassis.events import Told
from contracts.amendments import ChallengeNews, NewsKind
from contracts.challenges import Challenge
from contracts.notify import NotificationKind
from contracts.questions import QuestionAsked
from contracts.wire import Role
from services.notify.deps import Deps
from services.notify.store import notifications

KINDS = {
    NewsKind.AMENDED: NotificationKind.CHALLENGE_AMENDED,
    NewsKind.ANSWERED: NotificationKind.QUESTION_ANSWERED,
    NewsKind.CLOSED: NotificationKind.CHALLENGE_ENDED,
}
HEADS = (Role.LIAISON, Role.COMPANY_ADMIN)
"""Told beside the author, who may have moved on."""


async def tell_news(deps: Deps, told: Told[ChallengeNews]) -> None:
    """The same to everybody."""
    news = told.payload
    await notifications.tell_parties(told.transaction, KINDS[news.kind], news)
    told.afterwards.append(deps.written.set)


async def tell_question(deps: Deps, told: Told[QuestionAsked]) -> None:
    """The people of the challenge; not who asked."""
    cause = f"question:{told.payload.question_id}"
    await _tell_own(deps, told, NotificationKind.QUESTION_ASKED, told.payload.challenge, cause)


async def tell_stale(deps: Deps, told: Told[Challenge]) -> None:
    """Once each time that it goes stale."""
    await _tell_own(deps, told, NotificationKind.CHALLENGE_STALE, told.payload, "")


async def _tell_own(
    deps: Deps,
    told: Told[Any],
    kind: NotificationKind,
    challenge: Challenge,
    cause: str,
) -> None:
    author = (challenge.author_id,) if challenge.author_id else ()
    await notifications.tell_colleagues(
        told.transaction, kind, challenge, roles=HEADS, people=author, cause=cause
    )
    told.afterwards.append(deps.written.set)
