"""What a session may do that its organization's policy bars, and where it leads.

Somebody barred from all they belong to acts in no role (``session.acting`` is empty). From where
they may not act they are refused whatever they ask for; without the second factor that is
demanded they are led to set one up, and may do that and leave. New terms of use come before
everything else as well: they may be read, accepted or left.
"""

from __future__ import annotations

from contracts.accounts import Bar, Session
from contracts.faults import Forbidden
from gateway.errors import Refused

LEAVING = frozenset({"/sign-out", "/settings"})
"""Paths that stay open from wherever."""
SETTING_UP = ("/security", "/own-data", "/sign-out", "/settings", "/about")
"""Pages that stay open without the factor; what lies below them as well."""
READING = ("/terms", "/own-data", "/sign-out", "/settings", "/about", "/accessibility")
"""Likewise, before the terms of use are accepted."""
NETWORK, SECOND_FACTOR, TERMS = "NETWORK", "SECOND_FACTOR_DEMANDED", "TERMS_ASKED"
INACTIVE, NOWHERE = "ORGANIZATION_INACTIVE", "NO_ORGANIZATION"
ORDER = (Bar.NETWORK, Bar.SECOND_FACTOR, Bar.TERMS, Bar.INACTIVE)
"""What can be done something about comes first."""


def bar_of(session: Session | None) -> Bar | None:
    """Why they act for nobody; none for who does, or never did."""
    if session is None or session.acting or not session.barred:
        return None
    found = {barred.why for barred in session.barred}
    return next(why for why in ORDER if why in found)


def check_place(session: Session, path: str) -> None:
    """Raises ``Refused`` 403 from where they may not act."""
    if bar_of(session) is Bar.NETWORK and path not in LEAVING:
        message = "your organization does not let you in from this network"
        raise Refused(403, "FORBIDDEN", message, reason=NETWORK)


def leads_away(session: Session | None, path: str) -> str:
    """For what a page has to wait: a second factor, the terms of use; empty: for nothing."""
    if session is None:
        return ""
    if bar_of(session) is Bar.SECOND_FACTOR:
        return "" if _is_below(path, SETTING_UP) else SECOND_FACTOR
    return TERMS if session.owes_terms and not _is_below(path, READING) else ""


def _is_below(path: str, pages: tuple[str, ...]) -> bool:
    return any(path == one or path.startswith(f"{one}/") for one in pages)


def without_role(session: Session | None) -> Forbidden | None:
    """Why somebody signed in has no role for now; none for visitors and who has one."""
    if session is None or session.acting:
        return None
    bar = bar_of(session)
    if bar is Bar.SECOND_FACTOR:
        return Forbidden("your organization demands a second factor", reason=SECOND_FACTOR.lower())
    if bar is Bar.TERMS:
        return Forbidden("accept the terms of use first", reason=TERMS.lower())
    if bar is Bar.INACTIVE:
        message = "your organization is suspended, or closed"
        return Forbidden(message, reason=INACTIVE.lower())
    if bar is None and not session.owes_terms:
        return Forbidden("you belong to no organization now", reason=NOWHERE.lower())
    return None
