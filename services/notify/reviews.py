"""Telling colleagues of a challenge that waits for them, and its author when it comes back."""

from __future__ import annotations

from chassis.events import Told
from contracts.challenges import Challenge
from contracts.notify import NotificationKind
from contracts.rights import RELEASERS
from services.notify.deps import Deps
from services.notify.store import notifications


async def tell_submitted(deps: Deps, told: Told[Challenge]) -> None:
    """Whoever may publish it; handed in again, they are told again."""
    challenge = told.payload
    people = {challenge.author_id, challenge.submitted_by} - {None}
    await notifications.tell_colleagues(
        told.transaction,
        NotificationKind.REVIEW_ASKED,
        challenge,
        roles=sorted(RELEASERS),
        but=[person for person in people if person is not None],
    )
    told.afterwards.append(deps.written.set)


async def tell_returned(deps: Deps, told: Told[Challenge]) -> None:
    """Who wrote it, and who handed it in."""
    challenge = told.payload
    people = {challenge.author_id, challenge.submitted_by} - {None}
    await notifications.tell_colleagues(
        told.transaction,
        NotificationKind.CHALLENGE_RETURNED,
        challenge,
        people=[person for person in people if person is not None],
    )
    told.afterwards.append(deps.written.set)
