"""Proposals as introductions know them: one that was confirmed brings its sides together."""

from __future__ import annotations

import logging

from chassis.events import Told
from contracts.faults import Forbidden
from contracts.introductions import Cause
from contracts.preferences import Contact
from contracts.proposals import ProposalTold
from services.introductions import joining
from services.introductions.deps import Deps
from services.introductions.store import copies, pairs, proposals, standings
from services.introductions.store.introductions import About, Yes

log = logging.getLogger(__name__)


async def keep_proposal(_: Deps, told: Told[ProposalTold]) -> None:
    await proposals.keep(told.transaction, told.payload)


async def introduce(_: Deps, told: Told[ProposalTold]) -> None:
    """Accepted by the one side and confirmed by the other: both have said yes in the open.

    Nobody's address is let out: neither side gave one for this. Not where minors would be alone.
    """
    found, transaction = told.payload, told.transaction
    await proposals.keep(transaction, found)
    sides = (found.organization_id, found.owner_id)
    await pairs.hold(transaction, *sides)
    if not all([await standings.is_active(transaction, side) for side in sides]):
        return
    challenge = await copies.cause(transaction, found.challenge_id)
    unit = challenge.unit_id if challenge else None
    first = Yes(organization=sides[0], unit=None, contact=Contact(), person=found.person_id)
    second = Yes(organization=sides[1], unit=unit, contact=Contact(), person=None)
    about = About(cause=Cause.PROPOSAL, cause_id=found.id, title=found.challenge_title)
    try:
        await joining.join(transaction, first, second, about)
    except Forbidden as refused:
        log.warning("proposal %s brings nobody together: %s", found.id, refused)
