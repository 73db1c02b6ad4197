"""Asking both sides what became of a meeting: once for each question."""

from __future__ import annotations

from chassis.events import Told
from contracts.follow_ups import FollowUpAsked
from contracts.notify import NotificationKind
from contracts.rights import POSTERS, RELEASERS
from services.notify.deps import Deps
from services.notify.store import news
from services.notify.store.news import News


async def tell_asked(deps: Deps, told: Told[FollowUpAsked]) -> None:
    found = told.payload
    for side in found.sides:
        one = News(
            kind=NotificationKind.FOLLOW_UP_ASKED,
            cause=f"follow_up:{found.introduction_id}:{found.step}",
            organization_id=side.organization_id,
            unit_id=side.unit_id,
            subject_id=found.introduction_id,
            title=found.title,
            other_name=side.other_name,
            place=f"/introductions/{found.introduction_id}/follow-ups",
        )
        await news.tell(told.transaction, one, sorted(POSTERS), sorted(RELEASERS))
    told.afterwards.append(deps.written.set)
