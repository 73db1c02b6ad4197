"""Who may see and change the files of what: as the thing itself is seen, each kind by its rules."""

from __future__ import annotations

from typing import NamedTuple
from uuid import UUID

from chassis.postgres import Runner
from contracts.attachments import SubjectKind
from contracts.challenges import ChallengeState
from contracts.faults import Conflict, FieldProblem, Invalid, NotFound
from contracts.proposals import Disclosure, ProposalState
from contracts.wire import Actor
from services.challenges.proposals import holding, rules, views
from services.challenges.proposals.rules import Action
from services.challenges.store import attachments, challenges, organizations
from services.challenges.store.proposals import seen
from services.challenges.store.proposals.seen import Held

ALL = frozenset(Disclosure)


class Reach(NamedTuple):
    levels: frozenset[Disclosure]
    """Files of these levels are open."""
    read: Held | None = None
    """The proposal in which it is noted that a file was read; none where nobody needs to know."""


NONE = Reach(frozenset())


async def reach(runner: Runner, kind: SubjectKind, subject: UUID, actor: Actor | None) -> Reach:
    """Raises ``Forbidden`` (``declare_first``) as the proposal itself does."""
    if kind is SubjectKind.CHALLENGE:
        own = actor.organization if actor else None
        return Reach(ALL) if await attachments.is_challenge_seen(runner, subject, own) else NONE
    held = await holding.one(runner, subject, actor)
    side = rules.side_of(held, actor) if held else None
    if held is None or side is None:
        return NONE
    return Reach(views.open_files(held, side), None if side in rules.PARTY else held)


async def must_change(
    runner: Runner, kind: SubjectKind, subject: UUID, actor: Actor, *, adds: bool
) -> None:
    """Kept from others until the transaction ends.

    Raises ``NotFound``, ``Forbidden``, ``Invalid``, and ``Conflict`` once words are fixed too.
    """
    if kind is SubjectKind.CHALLENGE:
        await _must_change_challenge(runner, subject, actor, adds=adds)
        return
    await seen.lock(runner, [subject])
    held = await holding.one(runner, subject, actor)
    held = rules.check_action(held, actor, Action.ATTACH)
    if not rules.is_time_for(held, Action.ATTACH, None):
        raise Conflict(f"the proposal is {held.state}", reason="moved_on")
    if held.state is ProposalState.SUBMITTED:
        rules.check_open(held, await holding.moment(runner))


async def _must_change_challenge(
    runner: Runner, subject: UUID, actor: Actor, *, adds: bool
) -> None:
    """A challenge is published with the files that were looked at.

    Where two people are wanted, nobody publishes a file alone; taking one away cannot wait.
    """
    found = await challenges.held(runner, subject)
    if found is None or found.organization_id != actor.organization:
        raise NotFound("no such subject")
    if found.state is ChallengeState.IN_REVIEW or (adds and found.state is ChallengeState.CLOSED):
        raise Conflict(f"the challenge is {found.state}")
    is_draft = found.state is ChallengeState.DRAFT
    if adds and not is_draft and await organizations.reviews(runner, found.organization_id):
        problem = FieldProblem("content", "second_person")
        raise Invalid("another person would have to look at this", fields=(problem,))
