"""The rules of memberships, free of I/O: who may give, change and take which role."""

from __future__ import annotations

from datetime import UTC, datetime
from uuid import UUID

import msgspec

from contracts.faults import Conflict, FieldProblem, Forbidden, Invalid, NotFound
from contracts.members import ChangeState, PendingChange
from contracts.profiles import Membership, OrganizationKind
from contracts.rights import MANAGERS
from contracts.roles import LEVEL, is_raised, roles_of
from contracts.wire import Actor, Role

MOST_INVITATIONS = 200
"""Of one organization within a day: whoever took over a desk cannot write to everybody."""


def manages(actor: Actor | None, organization_id: UUID) -> UUID:
    """The organization in which the actor must be a manager. Raises ``NotFound``.

    The members of another organization are nobody's to know of, but a platform admin's.
    """
    if actor is None or actor.organization is None or actor.role not in MANAGERS:
        raise NotFound("no such organization")
    if actor.role is not Role.PLATFORM_ADMIN and actor.organization != organization_id:
        raise NotFound("no such organization")
    return actor.organization


def check_reach(manager: Role, *roles: Role) -> None:
    """Raises ``Forbidden`` when one of ``roles`` is above the manager's own level."""
    if any(LEVEL.get(role, 99) > LEVEL.get(manager, -1) for role in roles):
        raise Forbidden("this role is above your own", reason="above_own")


def check_role(role: Role, kind: OrganizationKind) -> None:
    """Raises ``Invalid`` for a role that no one has in an organization of that kind."""
    if role not in roles_of(kind):
        raise Invalid("no such role here", fields=(FieldProblem("role", "unknown_value"),))


def check_revision(found: Membership, revision: int) -> None:
    """Raises ``Conflict`` with the newest when it has changed since it was read."""
    if found.revision != revision:
        newest = msgspec.to_builtins(found)
        raise Conflict("the membership has changed since it was read", newest=newest)


def check_not_own(found: Membership, actor: Actor) -> None:
    if found.person_id == actor.person:
        raise Forbidden("nobody changes their own role", reason="own_role")


def takes_two(before: Role, after: Role) -> bool:
    """Whether a second person has to confirm: giving more than everybody has."""
    return after is not before and is_raised(after)


def loses_manager(before: Role, after: Role | None) -> bool:
    """Whether a manager less is there afterwards (``after``: none when the membership ends)."""
    return before in MANAGERS and (after is None or after not in MANAGERS)


def last_manager() -> Conflict:
    return Conflict("somebody has to stay who manages the organization", reason="last_manager")


def check_until(until: datetime | None, now: datetime | None = None) -> datetime | None:
    """An instant that is to come, in UTC. Raises ``Invalid``."""
    if until is None:
        return None
    if until.tzinfo is None:
        problem = FieldProblem("until", "wrong_form")
        raise Invalid("say of which time zone this is", fields=(problem,))
    if until < (now or datetime.now(UTC)):
        raise Invalid("this has passed", fields=(FieldProblem("until", "past"),))
    return until


def check_second(change: PendingChange, actor: Actor, *, lapsed: bool) -> None:
    """Raises unless the actor is another person than the two it concerns, and not too late."""
    if change.state is not ChangeState.WAITING:
        raise Conflict(f"the change is {change.state}", reason="decided")
    if lapsed:
        raise Conflict("the change was not confirmed within seven days", reason="expired")
    if actor.person in {change.asked_by, change.person_id}:
        raise Forbidden("a second person has to confirm this", reason="second_person")
