"""Roles that go together: who posts, who decides, who helps on the day."""

from __future__ import annotations

from contracts.wire import Role

Roles = frozenset[Role]

EVERYBODY: Roles | None = None
"""Also who is not signed in."""

SIGNED_IN: Roles = frozenset(Role)
OPERATOR: Roles = frozenset({Role.OPERATOR})
PUBLIC_SIDE: Roles = frozenset({Role.STAFF, Role.LIAISON, Role.DECISION_MAKER})
PRIVATE_SIDE: Roles = frozenset({Role.COMPANY_MEMBER, Role.COMPANY_ADMIN})
POSTERS: Roles = PUBLIC_SIDE | PRIVATE_SIDE
LEDGER_READERS: Roles = frozenset(
    {Role.AUDITOR, Role.PLATFORM_ADMIN, Role.LIAISON, Role.COMPANY_ADMIN}
)
"""Liaisons and company admins see their own organization's entries; the rest: decision 8."""
LEDGER_EXPORTERS: Roles = frozenset({Role.AUDITOR, Role.LIAISON})
MANAGERS: Roles = frozenset({Role.LIAISON, Role.COMPANY_ADMIN, Role.ORGANIZER, Role.PLATFORM_ADMIN})
"""Who sees the members of an organization and changes them; one of them has to stay."""
RELEASERS: Roles = frozenset({Role.LIAISON, Role.COMPANY_ADMIN})
"""Who publishes what a colleague has written."""
DECIDERS: Roles = frozenset({Role.LIAISON, Role.DECISION_MAKER, Role.COMPANY_ADMIN})
"""Who says yes or no to proposals, and sets how they are looked at."""
LOOKERS: Roles = POSTERS | {Role.REVIEWER}
"""Who may look at proposals to the own challenge; reviewers, once they were asked to."""
INSPECTORS: Roles = frozenset({Role.ORGANIZER, Role.COORDINATOR, Role.AUDITOR, Role.PLATFORM_ADMIN})
"""Who may have all matches made again, and see who stands in how many lists."""
CURATORS: Roles = frozenset({Role.LIAISON, Role.ORGANIZER, Role.COORDINATOR})
"""Who says what counts in lists, and pins or leaves out; a liaison for its own town alone."""
PLATFORM_ADMINS: Roles = frozenset({Role.PLATFORM_ADMIN})
CLOSERS: Roles = PLATFORM_ADMINS | {Role.COMPANY_ADMIN}
"""A company admin closes the own organization and no other."""
REGISTRARS: Roles = frozenset({Role.PLATFORM_ADMIN, Role.LIAISON})
"""A liaison decides on people of the own municipality."""

DIALOGUE_READERS: Roles = frozenset({Role.LIAISON, Role.AUDITOR})
"""Who reads the fair-dialogue record of the own organization, and discloses it."""
MODERATORS: Roles = frozenset({Role.MODERATOR})
"""Who decides on what was reported."""
SUSPENDERS: Roles = PLATFORM_ADMINS | MODERATORS
"""Who keeps an account out; a moderator lets nobody in again."""
STANDING_SETTERS: Roles = CLOSERS | MODERATORS
"""Who has a say in whether an organization takes part; a moderator suspends and no more."""
COORDINATORS: Roles = frozenset({Role.COORDINATOR, Role.ORGANIZER})
"""Who moves what is stuck; no preference is ever theirs to see."""

EVENT_ORGANIZERS: Roles = frozenset({Role.ORGANIZER, Role.LIAISON})
"""Who runs the matching events of the own organization."""
EVENT_STAFF: Roles = EVENT_ORGANIZERS | {Role.COORDINATOR, Role.STAFF}
"""Who helps on the day: checks people in, and gives empty places to others."""
