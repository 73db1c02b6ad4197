"""Who may see and change the files of what: as the thing itself is seen, each kind by its rules."""

from __future__ import annotations

from typing import NamedTuple
from uuid import UUID

from chassis.postgres import Runner
from contracts.attachments import SubjectKind
from contracts.faults import Conflict, NotFound
from contracts.proposals import Disclosure, ProposalState
from contracts.wire import Actor
from services.challenges.proposals import holding, rules, views
from services.challenges.proposals.rules import Action
from services.challenges.store import attachments
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
        _, is_seen = await attachments.of_challenge(runner, subject, own)
        return Reach(ALL) if is_seen else NONE
    held = await holding.one(runner, subject, actor)
    side = rules.side_of(held, actor) if held else None
    if held is None or side is None:
        return NONE
    return Reach(views.open_files(held, side), None if side in rules.PARTY else held)


async def must_change(runner: Runner, kind: SubjectKind, subject: UUID, actor: Actor) -> None:
    """Kept from others until the transaction ends.

    Raises ``NotFound``, ``Forbidden``, and ``Conflict`` once the words are fixed as well.
    """
    if kind is SubjectKind.CHALLENGE:
        may_change, _ = await attachments.of_challenge(runner, subject, actor.organization)
        if not may_change:
            raise NotFound("no such subject")
        return
    await seen.lock(runner, [subject])
    held = await holding.one(runner, subject, actor)
    held = rules.check_action(held, actor, Action.ATTACH)
    if not rules.is_time_for(held, Action.ATTACH, None):
        raise Conflict(f"the proposal is {held.state}", reason="moved_on")
    if held.state is ProposalState.SUBMITTED:
        rules.check_open(held, await holding.moment(runner))
