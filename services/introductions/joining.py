"""Bringing two together, once, in the transaction in which the second of them said yes."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from chassis.outbox import tell
from chassis.postgres import Runner
from contracts.faults import Conflict
from contracts.introductions import (
    INTEREST_ACCEPTED,
    INTRODUCTION_MADE,
    Interest,
    StepKind,
)
from contracts.preferences import PAIR_EXCLUDED, Grade, PairExcluded
from services.introductions import rules, standing
from services.introductions.dialogues import note_introduction
from services.introductions.store import interests, introductions, pairs
from services.introductions.store.interests import Waiting
from services.introductions.store.introductions import About, Yes


async def join(transaction: Runner, first: Yes, second: Yes, about: About) -> UUID:
    """The live introduction of a pair that is held: made now, unless there is one.

    ``first`` spoke first. Whatever interest waits between the two has had its answer.
    """
    before = await introductions.live_between(transaction, first.organization, second.organization)
    if before is not None:
        return before
    await standing.check_not_alone(
        transaction, (first.organization, first.unit), (second.organization, second.unit)
    )
    made = await introductions.insert(transaction, first, second, about)
    await _answer(transaction, first, second, made)
    found = await introductions.as_told(transaction, made)
    if found is None:
        raise Conflict("the other organization has not arrived here yet")
    await note_introduction(transaction, found)
    await tell(transaction, INTRODUCTION_MADE, rules.without_contacts(found))
    return made


async def _answer(transaction: Runner, first: Yes, second: Yes, made: UUID) -> None:
    """Both directions: two who asked each other have both been answered."""
    for sender, receiver in ((first, second), (second, first)):
        waiting = await interests.open_between(
            transaction, sender.organization, receiver.organization
        )
        ids = [one.id for one in waiting]
        await interests.make_mutual(transaction, ids, made)
        for one in ids:
            await interests.step(
                transaction,
                one,
                StepKind.ACCEPTED,
                organization=receiver.organization,
                person=receiver.person,
            )
        for accepted in await interests.by_ids(transaction, ids, None):
            await tell(transaction, INTEREST_ACCEPTED, accepted)


def yes_of_interest(waiting: Sequence[Waiting]) -> tuple[Yes, UUID]:
    """The yes of who asked, and with which interest."""
    one = waiting[0]
    yes = Yes(
        organization=one.from_organization_id,
        unit=one.from_unit_id,
        contact=one.contact,
        person=one.sent_by,
    )
    return yes, one.id


def about_of(found: Interest) -> About:
    return About(
        cause=found.cause, cause_id=found.cause_id, title=found.cause_title, interest=found.id
    )


async def tell_excluded(
    transaction: Runner, own: UUID, other: UUID, before: Grade | None, after: Grade | None
) -> None:
    """That a no came or went, to who matches and schedules; nothing else is told of a wish."""
    if Grade.NO not in {before, after} or before is after:
        return
    low, high = sorted((own, other))
    told = PairExcluded(
        low_id=low,
        high_id=high,
        excluded_by=await pairs.excluded_by(transaction, own, other),
        revision=await pairs.next_revision(transaction, own, other),
    )
    await tell(transaction, PAIR_EXCLUDED, told)
