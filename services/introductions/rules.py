"""The rules of the introductions service, free of I/O: who may, and what may follow what."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

import msgspec
from msgspec import Struct

from chassis.addresses import normal_address
from chassis.texts import visible
from contracts import rights
from contracts.faults import Conflict, FieldProblem, Forbidden, Invalid, NotFound
from contracts.introductions import (
    DAYS_TO_ANSWER,
    OPEN_INTERESTS,
    Cause,
    Interest,
    InterestState,
    Introduction,
    IntroductionState,
    SendInterest,
)
from contracts.preferences import Contact, Grade
from contracts.wire import Actor

TIME = timedelta(days=DAYS_TO_ANSWER)
FORWARDS = 3
"""How often an interest goes on to another unit: each gives it time anew."""
LINE = 5  # characters that say something, at the least
POSITIVE = frozenset({Grade.MUST, Grade.MEET})
OPEN = frozenset({InterestState.SENT, InterestState.SEEN})
WIDE = rights.RELEASERS
"""Who sees what belongs to any unit of the organization."""

FOLLOWS: dict[str, frozenset[InterestState]] = {
    "see": frozenset({InterestState.SENT, InterestState.SEEN}),
    "accept": OPEN,
    "decline": OPEN,
    "forward": OPEN,
    "cancel": OPEN,
}
"""What may be done with an interest, and in which states (domain.md 1.3)."""


class Acting(Struct, frozen=True, kw_only=True):
    """For whom somebody acts."""

    person: UUID
    organization: UUID
    unit: UUID | None
    wide: bool

    def reaches(self, unit: UUID | None) -> bool:
        """Whether what belongs to that unit of the own organization is theirs to see."""
        return self.wide or unit is None or unit == self.unit


def acting(actor: Actor | None) -> Acting:
    """Raises ``Forbidden`` when somebody acts for no organization."""
    if actor is None or actor.organization is None:
        raise Forbidden("act for an organization to do this")
    return Acting(
        person=actor.person,
        organization=actor.organization,
        unit=actor.unit,
        wide=actor.role in WIDE,
    )


def check_other(own: UUID, other: UUID) -> None:
    """Raises ``NotFound``: an organization is not brought together with itself."""
    if own == other:
        raise NotFound("no such organization")


def contact_of(given: Contact) -> Contact:
    """As it is kept and shown. Raises ``Invalid`` for what is no address."""
    email = normal_address(given.email) if given.email else None
    return Contact(name=given.name.strip(), email=email)


def check_sending(asked: SendInterest) -> None:
    """Raises ``Invalid`` with every field that cannot stand."""
    problems = []
    if visible(asked.line) < LINE:
        problems.append(FieldProblem("line", "too_short", LINE))
    if "\n" in asked.line or "\r" in asked.line:
        problems.append(FieldProblem("line", "one_line"))
    if asked.cause in {Cause.PREFERENCE, Cause.MEETING}:
        problems.append(FieldProblem("cause", "unknown_value"))
    if asked.cause in {Cause.CHALLENGE, Cause.OFFER, Cause.PROPOSAL} and asked.cause_id is None:
        problems.append(FieldProblem("cause_id", "required"))
    if asked.cause is Cause.FREE and asked.to_organization_id is None:
        problems.append(FieldProblem("to_organization_id", "required"))
    if problems:
        raise Invalid("the interest cannot stand as it is", fields=tuple(problems))


def check_open(count: int) -> None:
    """Raises ``Conflict`` with the count when as many wait as may."""
    if count >= OPEN_INTERESTS:
        raise Conflict(
            f"{count} interests of your organization wait for an answer already",
            reason="too_many_open",
            fields=(FieldProblem("line", "too_many_open", count),),
            newest={"open": count, "most": OPEN_INTERESTS},
        )


def check_step(found: Interest | None, who: Acting, what: str, *, overdue: bool) -> Interest:
    """The interest, if ``who`` may do that with it now.

    Raises ``NotFound`` for what is not theirs, and ``Conflict`` when it has come to an end.
    """
    if found is None:
        raise NotFound("no such interest")
    side = (found.from_organization_id, found.from_unit_id)
    if what != "cancel":
        side = (found.to_organization_id, found.to_unit_id)
    if side[0] != who.organization or not who.reaches(side[1]):
        raise NotFound("no such interest")
    if overdue or found.state not in FOLLOWS[what]:
        raise Conflict("this interest has come to an end", reason="interest_over")
    return found


def check_revision(found: Interest | Introduction, revision: int) -> None:
    """Raises ``Conflict`` with the newest."""
    if found.revision != revision:
        newest = msgspec.to_builtins(found)
        raise Conflict("somebody else was here first", newest=newest)


def is_of(found: Interest, who: Acting) -> bool:
    """Whether an interest is theirs to see, from the one side or the other."""
    sent = found.from_organization_id == who.organization and who.reaches(found.from_unit_id)
    received = found.to_organization_id == who.organization and who.reaches(found.to_unit_id)
    return sent or received


def check_side(found: Introduction | None, who: Acting) -> Introduction:
    """Raises ``NotFound`` for what is not theirs."""
    if found is None or not who.reaches(found.ours.unit_id):
        raise NotFound("no such introduction")
    return found


def check_live(found: Introduction) -> None:
    if found.state is not IntroductionState.LIVE:
        raise Conflict("this introduction has ended", reason="introduction_over")


def without_contacts(found: Introduction) -> Introduction:
    """As it is told: who they are is for the two sides alone."""
    bare = {
        side: msgspec.structs.replace(getattr(found, side), contact=Contact())
        for side in ("ours", "theirs")
    }
    return msgspec.structs.replace(found, **bare)
