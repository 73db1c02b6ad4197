"""Keeping challenges of another source, and the copy of the organizations that post them."""

from __future__ import annotations

import msgspec

from chassis.calls import Asked
from chassis.events import Told
from chassis.postgres import Runner
from chassis.recording import record_batch
from contracts.challenges import (
    CHALLENGE_AMENDED,
    CHALLENGE_PUBLISHED,
    ChallengeState,
    ImportChallenge,
    ImportChallenges,
)
from contracts.faults import Conflict, Unauthenticated, Unavailable
from contracts.profiles import Kept, Organization
from contracts.wire import Actor
from services.challenges import rules
from services.challenges.challenges import tell_of
from services.challenges.deps import Deps
from services.challenges.store import challenges, organizations

OPEN = ChallengeState.OPEN


async def import_challenges(deps: Deps, asked: Asked[ImportChallenges]) -> Kept:
    """Keep the rows, each whole; repeated, nothing is doubled.

    Raises ``Unavailable`` while an organization of a row has not arrived here yet.
    """
    if asked.actor is None:
        raise Unauthenticated("only an operator imports")
    counts = {"new": 0, "changed": 0, "same": 0}
    async with deps.database.transaction() as transaction:
        await _check_organizations(transaction, asked.request)
        for row in asked.request.rows:
            counts[await _import(transaction, row, asked.actor)] += 1
        await record_batch(transaction, asked, "challenge", counts)
    return Kept(**counts)


async def _check_organizations(transaction: Runner, request: ImportChallenges) -> None:
    ids = {row.organization_id for row in request.rows}
    if ids - (await organizations.kinds(transaction, list(ids))).keys():
        raise Unavailable("an organization has not arrived here yet", retry_after=1)


async def _import(transaction: Runner, row: ImportChallenge, actor: Actor) -> str:
    owner = msgspec.structs.replace(actor, organization=row.organization_id)
    searched = rules.searched(row)
    new = await challenges.insert(transaction, row, OPEN, owner, searched, row.source)
    found = await challenges.held(transaction, row.id)
    if found is None or found.organization_id != row.organization_id:
        raise Conflict("this id is already in use")
    if new:
        await tell_of(transaction, CHALLENGE_PUBLISHED, found)
        return "new"
    if found.state is not OPEN or rules.is_same(found, row):
        return "same"
    await challenges.write(transaction, row, OPEN, searched)
    changed = await challenges.held(transaction, row.id)
    if changed is not None:
        await tell_of(transaction, CHALLENGE_AMENDED, changed)
    return "changed"


async def keep_organization(_: Deps, told: Told[Organization]) -> None:
    await organizations.keep(told.transaction, told.payload)
