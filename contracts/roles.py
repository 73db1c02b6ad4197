"""Which roles there are where, how far each reaches, and which take a second person to give."""

from __future__ import annotations

from contracts.profiles import PUBLIC_KINDS, OrganizationKind
from contracts.wire import Role

LEVEL: dict[Role, int] = {
    Role.OBSERVER: 0,
    Role.STAFF: 1,
    Role.COMPANY_MEMBER: 1,
    Role.REVIEWER: 1,
    Role.COORDINATOR: 1,
    Role.LIAISON: 2,
    Role.DECISION_MAKER: 2,
    Role.COMPANY_ADMIN: 2,
    Role.ORGANIZER: 2,
    Role.MODERATOR: 3,
    Role.AUDITOR: 3,
    Role.PLATFORM_ADMIN: 3,
}
"""Nobody gives or takes a role above their own level. An operator is no member of anything."""
RAISED = 2
"""From this level on a role is given by two people."""

_PUBLIC = (Role.STAFF, Role.LIAISON, Role.DECISION_MAKER, Role.REVIEWER, Role.OBSERVER)
_PRIVATE = (Role.COMPANY_MEMBER, Role.COMPANY_ADMIN, Role.OBSERVER)
_ORGANIZER = (Role.ORGANIZER, Role.COORDINATOR, Role.REVIEWER, Role.OBSERVER)
_PLATFORM = (Role.MODERATOR, Role.AUDITOR, Role.PLATFORM_ADMIN)
PLATFORM_ROLES = frozenset(_PLATFORM)
"""Of those who run the platform."""


def roles_of(kind: OrganizationKind) -> tuple[Role, ...]:
    """Those somebody may have in an organization of that kind, the commonest first."""
    if kind in PUBLIC_KINDS:
        return _PUBLIC
    if kind is OrganizationKind.ORGANIZER:
        return (*_ORGANIZER, *_PLATFORM)
    return _PRIVATE


def first_role(kind: OrganizationKind) -> Role:
    """Of the first of an organization: somebody who can ask the others in."""
    if kind in PUBLIC_KINDS:
        return Role.LIAISON
    return Role.ORGANIZER if kind is OrganizationKind.ORGANIZER else Role.COMPANY_ADMIN


def is_raised(role: Role) -> bool:
    return LEVEL.get(role, RAISED) >= RAISED
