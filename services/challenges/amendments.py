"""New words for an open challenge: at once, or after a second person has looked at them."""

from __future__ import annotations

from typing import Any

import msgspec

from chassis.calls import Asked
from chassis.idempotency import once
from chassis.outbox import tell
from chassis.postgres import Runner
from chassis.recording import record
from contracts.amendments import (
    AMENDMENT_RETURNED,
    AMENDMENT_SUBMITTED,
    DECIDE_AMENDMENT,
    Amendment,
    ChallengeVersion,
    DecideAmendment,
    GetAmendment,
    ListVersions,
    NewsKind,
)
from contracts.challenges import (
    AMEND_CHALLENGE,
    CHALLENGE_AMENDED,
    AmendChallenge,
    Challenge,
    ChallengeState,
)
from contracts.faults import FieldProblem, Forbidden, Invalid, NotFound
from services.challenges import rules
from services.challenges.challenges import conclude, owner_unit
from services.challenges.deps import Deps
from services.challenges.news import tell_parties
from services.challenges.store import challenges, organizations, versions

AMENDED = (ChallengeState.OPEN, ChallengeState.STALE)
"""In which states words may be changed; a stale one is open again with them."""


async def amend_challenge(deps: Deps, asked: Asked[AmendChallenge]) -> Challenge:
    """Everybody gets the same new version. Where an organization wants two people, it waits."""
    actor, own = rules.poster(asked.actor)
    request = asked.request

    async def change(transaction: Runner) -> Challenge:
        found = await challenges.held(transaction, request.id)
        found = rules.check_change(found, own, request.revision, *AMENDED)
        today = await challenges.today(transaction)
        rules.check_publishing(request, today, found.direction, found)
        unit = await owner_unit(transaction, asked) if request.unit_id else None
        if not await organizations.reviews(transaction, own):
            return await _publish(transaction, asked, request, found, unit)
        await versions.propose(transaction, request, actor.person)
        await _record(transaction, asked, found)
        submitted = msgspec.structs.replace(found, submitted_by=actor.person)
        await tell(transaction, AMENDMENT_SUBMITTED, submitted)
        return found

    return await once(deps.database, AMEND_CHALLENGE, asked, change)


async def decide_amendment(deps: Deps, asked: Asked[DecideAmendment]) -> Challenge:
    """Publish it, as it was read, or give it back. Raises ``Forbidden`` for its author."""
    actor, own = rules.poster(asked.actor)
    request = asked.request

    async def change(transaction: Runner) -> Challenge:
        found = await challenges.held(transaction, request.id)
        found = rules.check_change(found, own, request.revision, *AMENDED)
        waiting = await versions.waiting(transaction, request.id, own)
        if waiting is None or waiting.return_note:
            raise NotFound("nothing waits to be looked at")
        rules.check_read(waiting, request.written_at)
        if not request.publish:
            return await _give_back(transaction, asked, found, waiting)
        if actor.person == waiting.author_id:
            raise Forbidden("another person has to look at this", reason="second_person")
        today = await challenges.today(transaction)
        rules.check_publishing(waiting.written, today, found.direction, found)
        await versions.drop(transaction, found.id)
        unit = waiting.written.unit_id
        return await _publish(transaction, asked, waiting.written, found, unit)

    return await once(deps.database, DECIDE_AMENDMENT, asked, change)


async def _publish(
    transaction: Runner, asked: Asked[Any], written: AmendChallenge, found: Challenge, unit: Any
) -> Challenge:
    searched = rules.searched(written)
    await challenges.write(transaction, written, ChallengeState.OPEN, searched, unit=unit)
    done = await conclude(transaction, asked, CHALLENGE_AMENDED, found)
    await tell_parties(transaction, done, NewsKind.AMENDED, str(done.revision))
    return done


async def _give_back(
    transaction: Runner, asked: Asked[DecideAmendment], found: Challenge, waiting: Amendment
) -> Challenge:
    """Its words stay, to be written on. Tells its author why."""
    note = asked.request.note.strip()
    if not note:
        raise Invalid("say why", fields=(FieldProblem("note", "required"),))
    await versions.give_back(transaction, found.id, note)
    await _record(transaction, asked, found)
    told = msgspec.structs.replace(found, return_note=note, submitted_by=waiting.author_id)
    await tell(transaction, AMENDMENT_RETURNED, told)
    return found


async def _record(transaction: Runner, asked: Asked[Any], found: Challenge) -> None:
    await record(
        transaction,
        asked,
        object_kind="challenge",
        object_id=found.id,
        tenant=found.organization_id,
    )


async def get_amendment(deps: Deps, asked: Asked[GetAmendment]) -> tuple[Amendment, ...]:
    own = asked.actor.organization if asked.actor else None
    found = await versions.waiting(deps.database, asked.request.challenge_id, own)
    return (found,) if found else ()


async def list_versions(deps: Deps, asked: Asked[ListVersions]) -> tuple[ChallengeVersion, ...]:
    own = asked.actor.organization if asked.actor else None
    return await versions.newest(deps.database, asked.request.challenge_id, own)
