"""What a session may do that its organization's policy bars, and where it leads.

Somebody barred from all they belong to acts in no role (``session.acting`` is empty). From where
they may not act they are refused whatever they ask for; without the second factor that is
demanded they are led to set one up, and may do that and leave.
"""

from __future__ import annotations

from contracts.accounts import Bar, Session
from contracts.faults import Forbidden
from gateway.errors import Refused

LEAVING = frozenset({"/sign-out", "/settings"})
"""Paths that stay open from wherever."""
SETTING_UP = ("/security", "/own-data", "/sign-out", "/settings", "/about")
"""Pages that stay open without the factor; what lies below them as well."""
NETWORK, SECOND_FACTOR = "NETWORK", "SECOND_FACTOR_DEMANDED"


def bar_of(session: Session | None) -> Bar | None:
    """Why they act for nobody; none for who does, or never did."""
    if session is None or session.acting or not session.barred:
        return None
    by_network = any(barred.why is Bar.NETWORK for barred in session.barred)
    return Bar.NETWORK if by_network else Bar.SECOND_FACTOR


def check_place(session: Session, path: str) -> None:
    """Raises ``Refused`` 403 from where they may not act."""
    if bar_of(session) is Bar.NETWORK and path not in LEAVING:
        message = "your organization does not let you in from this network"
        raise Refused(403, "FORBIDDEN", message, reason=NETWORK)


def leads_away(session: Session | None, path: str) -> bool:
    """Whether a page has to wait until there is a second factor."""
    if bar_of(session) is not Bar.SECOND_FACTOR:
        return False
    return not any(path == one or path.startswith(f"{one}/") for one in SETTING_UP)


def without_role(session: Session | None) -> Forbidden | None:
    """Why somebody signed in has no role, where that is their organization's will."""
    if bar_of(session) is not Bar.SECOND_FACTOR:
        return None
    return Forbidden("your organization demands a second factor", reason=SECOND_FACTOR.lower())
