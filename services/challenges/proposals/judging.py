"""The rules of looking at proposals and of deciding on them, free of I/O."""

from __future__ import annotations

import msgspec

from chassis.texts import visible
from contracts.assessments import Assessment, DecideProposals, SetRubric
from contracts.faults import Conflict, FieldProblem, Forbidden, Invalid, NotFound
from contracts.proposals import DecisionOutcome, DecisionReason, ProposalState
from contracts.rights import DECIDERS, POSTERS
from contracts.wire import Actor
from services.challenges.store.proposals.seen import Held


def check_looking(found: Assessment | None, actor: Actor) -> Assessment:
    """How proposals are looked at, for who posted the challenge or reviews it.

    Raises ``NotFound`` for others, ``Forbidden`` (``declare_first``) before they have said
    with whom they have a conflict.
    """
    shown = assessment(found, actor)
    if not shown.has_declared:
        raise Forbidden("say first with whom you have a conflict", reason="declare_first")
    return shown


def assessment(found: Assessment | None, actor: Actor) -> Assessment:
    """What the actor may know of it; counts only after they have declared, and who decides."""
    if found is None or not (found.is_reviewer or actor.role in POSTERS):
        raise NotFound("no such challenge")
    decides = actor.role in DECIDERS and not found.is_outside
    counts = {"undecided": 0, "pending": 0, "proposals": 0}
    if not found.has_declared:
        found = msgspec.structs.replace(found, **counts)
    if not decides:
        found = msgspec.structs.replace(found, reviewers=(), outside=(), pending=0)
    return msgspec.structs.replace(found, may_decide=decides)


def check_deciding(actor: Actor | None, found: Assessment) -> None:
    """Raises ``Forbidden`` for the role, and for whoever looks for another organization."""
    if actor is None or actor.role not in DECIDERS or found.is_outside:
        raise Forbidden("your role may not decide", reason="not_yours")


def check_rubric(before: Assessment, asked: SetRubric, *, looked: bool, scored: bool) -> None:
    """Raises ``Conflict`` for what others have already gone by."""
    if scored:
        raise Conflict("somebody has scored by it", reason="scored_already")
    if looked and asked.is_blind and not before.is_blind:
        raise Conflict("somebody may have seen the names", reason="seen_already")
    if before.is_blind and not asked.is_blind and before.proposals + looked:
        raise Conflict("a blind round ends when it is over", reason="round_open")


SAYS_ENOUGH = frozenset({DecisionReason.NOT_THIS_FISCAL_YEAR, DecisionReason.CALL_WITHDRAWN})
"""Reasons that need no further word."""


def check_decision(asked: DecideProposals) -> None:
    """Raises ``Invalid``: everybody is told why, and yes is yes."""
    problems = []
    if asked.reason not in SAYS_ENOUGH and not visible(asked.note):
        problems.append(FieldProblem("note", "required"))
    if (asked.outcome is DecisionOutcome.DECLINED) == (asked.reason is DecisionReason.FITS):
        problems.append(FieldProblem("reason", "unknown_value"))
    if problems:
        raise Invalid("the decision cannot stand as it is", fields=tuple(problems))


def may_decline(found: Held, asked: DecideProposals) -> bool:
    """What was asked of a suspended one is answered by nobody: its call must not wait for ever."""
    return (
        found.is_suspended
        and found.state is ProposalState.CLARIFICATION
        and asked.outcome is DecisionOutcome.DECLINED
    )


def check_decidable(found: Held, asked: DecideProposals) -> None:
    """Raises ``Conflict`` for a yes to what nobody has looked at, or to who cannot confirm it."""
    if found.is_suspended and asked.outcome is DecisionOutcome.ACCEPTED:
        raise Conflict("nobody acts for who proposed it now", reason="proposer_suspended")
    if found.state is ProposalState.SUBMITTED and asked.outcome is not DecisionOutcome.DECLINED:
        raise Conflict("take it in first", reason="take_in_first")
