"""What a person sets about lists: how much things count, which pairs stand first or nowhere."""

from __future__ import annotations

from uuid import UUID

import msgspec

from chassis.calls import Asked
from chassis.idempotency import once
from chassis.postgres import Runner
from chassis.recording import changed, record
from contracts.curation import (
    CHANGE_STRENGTHS,
    ChangeStrengths,
    Choice,
    ChoosePair,
    Choosing,
    FoundStrengths,
    GetStrengths,
    ListChoices,
    Released,
    ReleasePair,
    SetStrengths,
)
from contracts.faults import Conflict, NotFound, Unauthenticated
from contracts.wire import Actor, Role
from services.matching.deps import Deps
from services.matching.store import curation, documents


async def get_strengths(deps: Deps, asked: Asked[GetStrengths]) -> FoundStrengths:
    return FoundStrengths(found=await curation.strengths(deps.database, asked.request.id))


async def change_strengths(deps: Deps, asked: Asked[ChangeStrengths]) -> SetStrengths:
    """Of the liaison's own town; of any town or event for who accompanies them.

    Raises ``NotFound``, and ``Conflict`` with the newest for a stale revision.
    """
    request, actor = asked.request, _actor(asked.actor)
    _check_own(actor, request.id, "no such town")

    async def change(transaction: Runner) -> SetStrengths:
        before = await curation.strengths(transaction, request.id)
        if not await _set(transaction, before, request, actor):
            newest = msgspec.to_builtins(before) if before else None
            raise Conflict("what counts has changed since it was read", newest=newest)
        found = await curation.strengths(transaction, request.id)
        if found is None:
            raise NotFound("no such town")
        fields = changed(before.strengths, found.strengths) if before else ("strengths",)
        await record(
            transaction,
            asked,
            object_kind="strengths",
            object_id=request.id,
            tenant=actor.organization,
            fields=fields,
            reason=request.reason,
        )
        return found

    found = await once(deps.database, CHANGE_STRENGTHS, asked, change)
    known = deps.engine.knowledge.strengths.get(found.id)
    if known is None or known.revision < found.revision:
        deps.engine.knowledge.strengths[found.id] = found
    return found


async def _set(
    transaction: Runner, before: SetStrengths | None, request: ChangeStrengths, actor: Actor
) -> bool:
    """Not over what its asker has not seen."""
    if request.revision != (before.revision if before else None):
        return False
    return await curation.set_strengths(transaction, request, actor)


async def choose_pair(deps: Deps, asked: Asked[ChoosePair]) -> Choosing:
    """Pin an offer, or leave it out. Raises ``NotFound`` for a pair that is not open here."""
    request, actor = asked.request, _actor(asked.actor)
    await _check_pair(deps, actor, request.challenge_id, request.offer_id)
    async with deps.database.transaction() as transaction:
        found = await curation.choose(transaction, request, actor)
        if found is None:
            raise NotFound("no such pair")
        await _record(transaction, asked, actor, request.challenge_id, request.offer_id)
    deps.engine.knowledge.choose(found)
    return found


async def release_pair(deps: Deps, asked: Asked[ReleasePair]) -> Released:
    request, actor = asked.request, _actor(asked.actor)
    await _check_challenge(deps, actor, request.challenge_id)
    async with deps.database.transaction() as transaction:
        found = await curation.release(transaction, request.challenge_id, request.offer_id)
        if found is not None:
            await _record(transaction, asked, actor, request.challenge_id, request.offer_id)
    deps.engine.knowledge.release(request.challenge_id, request.offer_id)
    return Released(was=found)


async def list_choices(deps: Deps, asked: Asked[ListChoices]) -> tuple[Choosing, ...]:
    actor = _actor(asked.actor)
    await _check_challenge(deps, actor, asked.request.challenge_id)
    found = await curation.choices(deps.database, asked.request.challenge_id)
    return tuple(sorted(found, key=lambda one: one.choice is not Choice.PIN))


async def _check_pair(deps: Deps, actor: Actor, challenge_id: UUID, offer_id: UUID) -> None:
    await _check_challenge(deps, actor, challenge_id)
    owners = await documents.organizations(deps.database, [challenge_id, offer_id])
    if len(owners) < len({challenge_id, offer_id}) or challenge_id == offer_id:
        raise NotFound("no such pair")


async def _check_challenge(deps: Deps, actor: Actor, challenge_id: UUID) -> None:
    owners = await documents.organizations(deps.database, [challenge_id])
    if challenge_id not in owners:
        raise NotFound("no such challenge")
    _check_own(actor, owners[challenge_id], "no such challenge")


def _check_own(actor: Actor, organization_id: UUID, otherwise: str) -> None:
    if actor.role is Role.LIAISON and actor.organization != organization_id:
        raise NotFound(otherwise)


def _actor(actor: Actor | None) -> Actor:
    if actor is None:
        raise Unauthenticated("sign in first")
    return actor


async def _record(
    transaction: Runner,
    asked: Asked[ChoosePair] | Asked[ReleasePair],
    actor: Actor,
    challenge_id: UUID,
    offer_id: UUID,
) -> None:
    request = asked.request
    why = f"{request.choice}: {request.reason}" if isinstance(request, ChoosePair) else ""
    await record(
        transaction,
        asked,
        object_kind="pair",
        object_id=challenge_id,
        tenant=actor.organization,
        fields=(str(offer_id),),
        reason=why,
    )
