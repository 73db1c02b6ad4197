"""Telling everybody who takes part in a challenge the same, at the same time."""

from __future__ import annotations

from chassis.outbox import tell
from chassis.postgres import Runner
from contracts.amendments import CHALLENGE_NEWS, ChallengeNews, NewsKind
from contracts.challenges import Challenge
from services.challenges.store import needs


async def tell_parties(
    transaction: Runner, challenge: Challenge, kind: NewsKind, mark: str
) -> None:
    """Whoever asked, proposed or was introduced; nothing where nobody did.

    ``mark``: what tells this piece of news from others of its kind.
    """
    parties = await needs.parties(transaction, challenge.id)
    if not parties:
        return
    news = ChallengeNews(
        cause=f"{kind}:{challenge.id}:{mark}",
        kind=kind,
        challenge_id=challenge.id,
        challenge_title=challenge.title,
        challenge_organization_name=challenge.organization_name,
        parties=parties,
    )
    await tell(transaction, CHALLENGE_NEWS, news)
