"""Who may ask what: the one table that the gateway and the services read. Deny by default.

The rows stand in a module for each service, the roles that go together in ``groups``.
A method, GraphQL field or page without an entry here fails the build. What a row
is *about* (own organization, published or not) is part of the ``where`` of the
statement that reads it; this table says which roles get as far as that.
"""

from __future__ import annotations

from contracts.faults import Forbidden, Unauthenticated
from contracts.rights import (
    accounts,
    challenges,
    introductions,
    ledger,
    matching,
    notify,
    profiles,
    sessions,
)
from contracts.rights.groups import (
    CLOSERS,
    COORDINATORS,
    CURATORS,
    DECIDERS,
    DIALOGUE_READERS,
    EVENT_ORGANIZERS,
    EVENT_STAFF,
    EVERYBODY,
    INSPECTORS,
    LEDGER_EXPORTERS,
    LEDGER_READERS,
    LOOKERS,
    MANAGERS,
    MODERATORS,
    OPERATOR,
    PLATFORM_ADMINS,
    POSTERS,
    PRIVATE_SIDE,
    PUBLIC_SIDE,
    REGISTRARS,
    RELEASERS,
    SIGNED_IN,
    STANDING_SETTERS,
    SUSPENDERS,
    Roles,
)
from contracts.wire import Actor, Role

__all__ = [
    "CLOSERS",
    "COORDINATORS",
    "CURATORS",
    "DECIDERS",
    "DIALOGUE_READERS",
    "EVENT_ORGANIZERS",
    "EVENT_STAFF",
    "EVERYBODY",
    "INSPECTORS",
    "LEDGER_EXPORTERS",
    "LEDGER_READERS",
    "LOOKERS",
    "MANAGERS",
    "METHODS",
    "MODERATORS",
    "OPERATOR",
    "PLATFORM_ADMINS",
    "POSTERS",
    "PRIVATE_SIDE",
    "PUBLIC_SIDE",
    "REGISTRARS",
    "RELEASERS",
    "SERVICES",
    "SIGNED_IN",
    "STANDING_SETTERS",
    "STEP_UP",
    "SUSPENDERS",
    "Roles",
    "check_right",
    "check_step_up",
]

SERVICES = (
    *("accounts", "profiles", "challenges", "matching", "introductions", "sessions"),
    *("notify", "ledger"),
)

METHODS: dict[str, Roles | None] = {
    **accounts.METHODS,
    **profiles.METHODS,
    **challenges.METHODS,
    **matching.METHODS,
    **introductions.METHODS,
    **sessions.METHODS,
    **notify.METHODS,
    **ledger.METHODS,
}

STEP_UP: frozenset[str] = frozenset(
    {
        "rpc.profiles.v1.membership.change",
        "rpc.profiles.v1.membership.end",
        "rpc.profiles.v1.change.confirm",
        "rpc.profiles.v1.policy.set",
        "rpc.profiles.v1.organization.set_standing",
        "rpc.accounts.v1.account.suspend",
        "rpc.ledger.v1.entry.export",
    }
)
"""What somebody at an unlocked screen must not do: they show once more who they are.

What concerns one's own account carries the session's token and is checked by accounts itself.
"""

for _service in SERVICES:
    METHODS[f"rpc.{_service}.v1.service.check"] = EVERYBODY
    # Of whoever asks, and nobody else; accounts wants the session's token.
    METHODS[f"rpc.{_service}.v1.own_data.get"] = EVERYBODY if _service == "accounts" else SIGNED_IN
    METHODS[f"rpc.{_service}.v1.retention.purge"] = OPERATOR
    METHODS[f"rpc.{_service}.v1.dead.list"] = OPERATOR
    METHODS[f"rpc.{_service}.v1.dead.replay"] = OPERATOR


def check_right(subject: str, role: Role | None) -> None:
    """Whether ``role`` (none: not signed in) may ask ``subject`` at all.

    Raises ``Unauthenticated`` or ``Forbidden``; a subject without an entry is forbidden.
    """
    roles = METHODS.get(subject, frozenset())
    if roles is None:
        return
    if role is None:
        raise Unauthenticated("sign in first")
    if role not in roles:
        raise Forbidden("your role may not do this")


def check_step_up(subject: str, actor: Actor | None) -> None:
    """Raises ``Forbidden`` with the reason ``step_up``. An operator has no session to confirm."""
    if subject not in STEP_UP or actor is None or actor.role is Role.OPERATOR:
        return
    if not actor.is_confirmed:
        raise Forbidden("confirm first that it is you", reason="step_up")
