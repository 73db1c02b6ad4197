"""In which of their memberships somebody acts: what a header or a cookie says, if it is live.

Somebody with two memberships must not do for one what they meant for the other: a choice that
is no longer live is refused where something would be changed, and forgotten where it is read.
"""

from __future__ import annotations

from litestar import Request
from litestar.datastructures import Cookie
from litestar.datastructures.state import State

from contracts.accounts import Acting, Session
from gateway.errors import Refused

HEADER = "X-Enishi-Acting"
"""The id of a membership: for programs."""
COOKIE = "acting"
SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
CHOOSES = "/acting"
"""Where another one is chosen, whatever was chosen before."""
DAYS_30 = 30 * 86_400


def choice(request: Request[None, None, State], session: Session) -> Acting | None:
    """The membership that is acted in; none without any. Raises ``Refused`` 403."""
    named = request.headers.get(HEADER)
    if named is not None:
        found = _of(session, named)
        if found is None:
            raise Refused(403, "FORBIDDEN", "you do not act in this membership")
        return found
    if session.owes_terms:  # in none, and there is nothing to choose from
        return None
    account, _, chosen = request.cookies.get(COOKIE, "").partition(".")
    if not chosen or account != str(session.account_id):
        return first(session)
    found = _of(session, chosen)
    if found is None and request.method not in SAFE and request.url.path != CHOOSES:
        raise Refused(403, "FORBIDDEN", "the membership you acted in has ended; choose another")
    return found or first(session)


def first(session: Session) -> Acting | None:
    return session.acting[0] if session.acting else None


def is_stale(request: Request[None, None, State], session: Session | None) -> bool:
    """Whether the cookie chooses what there is no longer."""
    account, _, chosen = request.cookies.get(COOKIE, "").partition(".")
    if session is None or account != str(session.account_id):
        return False
    return _of(session, chosen) is None


def acting_cookie(session: Session, chosen: Acting | None, *, secure: bool) -> Cookie:
    """Taken back with none."""
    return Cookie(
        key=COOKIE,
        value=f"{session.account_id}.{chosen.id}" if chosen else "",
        max_age=DAYS_30 if chosen else 0,
        path="/",
        httponly=True,
        secure=secure,
        samesite="lax",
    )


def _of(session: Session, membership_id: str) -> Acting | None:
    return next((one for one in session.acting if str(one.id) == membership_id), None)
