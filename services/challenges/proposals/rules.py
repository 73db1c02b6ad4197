"""The rules of proposals, free of I/O: who may do what with which, and what may follow what."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from enum import StrEnum
from typing import NamedTuple
from uuid import UUID

from chassis.texts import visible
from contracts.challenges import ChallengeState, Direction
from contracts.faults import Conflict, FieldProblem, Forbidden, Invalid, NotFound
from contracts.profiles import PUBLIC_KINDS
from contracts.proposals import (
    LEAST,
    Disclosure,
    PartnerState,
    ProposalState,
    ProposalWords,
    SectionKey,
    Side,
)
from contracts.rights import DECIDERS, POSTERS
from contracts.wire import Actor, Role
from services.challenges.store.proposals.seen import Held
from services.challenges.store.proposals.writing import Call

S = ProposalState
TAKING = (ChallengeState.OPEN, ChallengeState.STALE)
"""A challenge that takes proposals."""
HERE, A_DAY, DRAFTS = 3, 10, 5
"""Live proposals of an organization to one challenge; what a person sends in 24 hours; drafts."""
PARTNERS = 9
LEAST_CASES = 5
"""Before that, how long somebody takes to answer says more of the cases than of them."""
PARTY = frozenset({Side.LEAD, Side.PARTNER})


class Action(StrEnum):
    SAVE = "save"
    ATTACH = "attach"
    SUBMIT = "submit"
    REVISE = "revise"
    WITHDRAW = "withdraw"
    CONFIRM = "confirm"
    INVITE = "invite"
    ANSWER_INVITATION = "answer_invitation"
    ANSWER = "answer"
    TAKE_IN = "take_in"
    ASK = "ask"
    FORWARD = "forward"
    SCORE = "score"
    DECLARE = "declare"
    DECIDE = "decide"


class May(NamedTuple):
    """Which side may do it, in which states."""

    sides: frozenset[Side]
    states: frozenset[ProposalState]


WAITING = frozenset({S.SUBMITTED, S.UNDER_REVIEW, S.CLARIFICATION, S.SHORTLISTED})
LOOKERS = frozenset({Side.OWNER, Side.REVIEWER})
OWNER = frozenset({Side.OWNER})
LEAD = frozenset({Side.LEAD})
MAY: dict[Action, May] = {
    Action.SAVE: May(PARTY, frozenset({S.DRAFT})),
    Action.ATTACH: May(PARTY, frozenset({S.DRAFT, S.SUBMITTED})),
    Action.SUBMIT: May(LEAD, frozenset({S.DRAFT})),
    Action.REVISE: May(PARTY, frozenset({S.SUBMITTED})),
    Action.WITHDRAW: May(LEAD, WAITING | {S.DRAFT}),
    Action.CONFIRM: May(LEAD, frozenset({S.ACCEPTED})),
    Action.INVITE: May(LEAD, frozenset({S.DRAFT})),
    Action.ANSWER_INVITATION: May(frozenset({Side.INVITED}), frozenset({S.DRAFT})),
    Action.ANSWER: May(PARTY, frozenset({S.CLARIFICATION})),
    Action.TAKE_IN: May(OWNER, frozenset({S.SUBMITTED})),
    Action.ASK: May(OWNER, frozenset({S.UNDER_REVIEW})),
    Action.FORWARD: May(OWNER, WAITING),
    Action.SCORE: May(LOOKERS, frozenset({S.UNDER_REVIEW, S.CLARIFICATION, S.SHORTLISTED})),
    Action.DECLARE: May(LOOKERS, WAITING),
    # From submitted only to say no: what is taken up is looked at first.
    Action.DECIDE: May(OWNER, frozenset({S.SUBMITTED, S.UNDER_REVIEW, S.SHORTLISTED})),
}


def side_of(found: Held, actor: Actor | None) -> Side | None:
    """As whom the actor sees it; none: it is not there for them.

    Raises ``Forbidden`` (``declare_first``) for who would read it before saying whether they
    have a conflict of interest. With one it is not there. What is public of one that was agreed
    on is not there while who leads it, or who asked for it, is suspended.
    """
    own = actor.organization if actor else None
    if actor and own is not None:
        if own == found.organization_id and actor.role in POSTERS:
            return Side.LEAD
        joined = {partner.organization_id: partner.state for partner in found.partners}
        if actor.role in POSTERS and joined.get(own) is PartnerState.CONFIRMED:
            return Side.PARTNER
        if actor.role in POSTERS and joined.get(own) is PartnerState.INVITED:
            return Side.INVITED
        if own == found.owner_id and found.version and not found.has_conflict:
            side = _looking(found, actor.role)
            if side and not found.has_declared:
                raise Forbidden("say first with whom you have a conflict", reason="declare_first")
            return side
        if found.is_outside and found.version and not found.has_conflict:
            if not found.has_declared:
                raise Forbidden("say first with whom you have a conflict", reason="declare_first")
            return Side.REVIEWER
    is_here = found.state is S.CONFIRMED and not (found.is_suspended or found.is_kept_back)
    is_open = any(one.level is Disclosure.PUBLIC and one.text for one in found.sections)
    return Side.PUBLIC if is_here and is_open else None


def _looking(found: Held, role: Role) -> Side | None:
    if role in POSTERS:
        return Side.OWNER
    return Side.REVIEWER if found.is_reviewer else None


def check_action(found: Held | None, actor: Actor | None, action: Action) -> Held:
    """The proposal, if the actor may do that with it.

    Raises ``NotFound`` for what is not there for them, ``Forbidden`` for what is another's to do.
    """
    side = side_of(found, actor) if found else None
    if found is None or actor is None or side in {None, Side.PUBLIC}:
        raise NotFound("no such proposal")
    if side not in MAY[action].sides:
        raise Forbidden("this is not yours to do", reason="not_yours")
    if action is Action.DECIDE and actor.role not in DECIDERS:
        raise Forbidden("your role may not decide", reason="not_yours")
    if action is Action.SCORE and not found.is_reviewer:
        raise Forbidden("you were not asked to review this", reason="not_yours")
    return found


def is_time_for(found: Held, action: Action, revision: int | None) -> bool:
    """Whether it stands as it was read, in a state that allows it. None: in whatever revision."""
    return found.state in MAY[action].states and revision in {None, found.revision}


def check_beginning(call: Call | None, own: UUID) -> Call:
    """Raises ``NotFound`` for no challenge, ``Conflict`` for one that takes no more."""
    if call is None:
        raise NotFound("no such challenge")
    if call.owner_id == own:
        raise Forbidden("nobody proposes to the own challenge", reason="own_challenge")
    if (call.direction is Direction.PUBLIC_NEED) == (call.kind in PUBLIC_KINDS):
        raise Forbidden("this challenge asks the other side", reason="wrong_side")
    if call.state not in TAKING:
        raise Conflict("this challenge takes no more proposals", reason="call_closed")
    if call.drafts >= DRAFTS:
        raise Conflict("there are enough drafts for this challenge", reason="too_many_drafts")
    return call


def check_open(found: Held, moment: datetime) -> None:
    """Raises ``Conflict`` when the call is over, by the database's clock."""
    is_late = found.deadline is not None and moment >= found.deadline
    if is_late or found.challenge_state not in TAKING:
        raise Conflict("this challenge takes no more proposals", reason="call_closed")


def check_call_goes_on(found: Held) -> None:
    """Raises ``Conflict``: nothing is decided or confirmed when a call has been closed."""
    if found.challenge_state is ChallengeState.CLOSED:
        raise Conflict("this call has been closed", reason="call_over")


def check_sent(here: int, today: int) -> None:
    """Raises ``Conflict`` for more than an organization or a person may send."""
    if here >= HERE:
        raise Conflict(f"there are {HERE} proposals to this challenge", reason="too_many_here")
    if today >= A_DAY:
        raise Conflict(f"{A_DAY} proposals were sent within a day", reason="too_many_today")


def check_words(words: ProposalWords) -> None:
    """Raises ``Invalid`` for what no draft may be either."""
    keys = [one.key for one in words.sections]
    if len(keys) != len(set(keys)):
        raise Invalid("a section twice", fields=(FieldProblem("sections", "taken"),))


def check_submitting(words: ProposalWords, *, accept_terms: bool, unanswered: bool) -> None:
    """Raises ``Invalid`` with every field that cannot stand."""
    problems = tuple(_missing(words))
    if not accept_terms:
        problems = (*problems, FieldProblem("accept_terms", "not_attested"))
    if unanswered:
        problems = (*problems, FieldProblem("partners", "unanswered"))
    if problems:
        raise Invalid("the proposal cannot stand as it is", fields=problems)


def _missing(words: ProposalWords) -> Iterator[FieldProblem]:
    texts = {one.key: one.text for one in words.sections}
    approach = texts.get(SectionKey.APPROACH, "")
    said = {"title": words.title, "summary": words.summary, "approach": approach}
    for name, least in LEAST.items():
        count = visible(said[name])
        if count < least:
            yield FieldProblem(name, "too_short" if count else "required", least)
    for one in words.sections:
        if one.level is Disclosure.NAMED and one.text and not one.people:
            yield FieldProblem(one.key.value, "nobody_named")
