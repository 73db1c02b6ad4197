"""Who is asking: a session's token in a cookie or bearer header; and how forms are sealed."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from urllib.parse import urlsplit

from litestar import Request
from litestar.datastructures import Cookie
from litestar.datastructures.state import State

from chassis.calls import Bus
from contracts.accounts import GET_SESSION, Acting, GetSession, Session
from contracts.faults import Invalid, Unauthenticated
from contracts.wire import Actor
from gateway.acting import choice, first
from gateway.bars import check_place
from gateway.errors import Refused
from gateway.seals import is_form_mark
from gateway.settings import GatewaySettings

DAYS_30 = 30 * 86_400
YEAR = 365 * 86_400
VISITOR = "visitor"
"""Cookie of somebody not signed in, that their forms are sealed with."""
SAFE = frozenset({"GET", "HEAD", "OPTIONS"})


@dataclass(frozen=True, slots=True)
class Who:
    """Somebody as a request shows them. ``token`` may be of a session that has ended."""

    token: str | None = None
    from_cookie: bool = False
    session: Session | None = None
    chosen: Acting | None = None
    """The membership acted in; none: the first."""

    @property
    def acting(self) -> Acting | None:
        """In which membership they act; none without any."""
        if self.session is None:
            return None
        return self.chosen or first(self.session)

    @property
    def actor(self) -> Actor | None:
        acting = self.acting
        if self.session is None or acting is None:
            return None
        return Actor(
            account=self.session.account_id,
            person=self.session.person_id,
            role=acting.role,
            organization=acting.organization_id,
            unit=acting.unit_id,
            is_confirmed=self.session.is_confirmed,
        )

    @property
    def bound(self) -> str:
        """What makes a form one of this session, written for the one that is acted for."""
        acting = self.acting
        return f"{self.token or ''} {acting.id}" if acting else self.token or ""

    @property
    def key(self) -> str:
        """What cursors and limits are bound to."""
        return str(self.session.account_id) if self.session else "visitor"


def cookie_name(settings: GatewaySettings) -> str:
    """``__Host-`` keeps a cookie to one host and to https; a town on plain http cannot have it."""
    return "__Host-sid" if is_https(settings) else "sid"


def is_https(settings: GatewaySettings) -> bool:
    return urlsplit(settings.site).scheme == "https"


def session_cookie(settings: GatewaySettings, token: str) -> Cookie:
    """Set with a token, and taken back with an empty one."""
    return _cookie(settings, cookie_name(settings), token, DAYS_30 if token else 0)


def browser_name(settings: GatewaySettings) -> str:
    return "__Host-browser" if is_https(settings) else "browser"


def browser_cookie(settings: GatewaySettings, token: str) -> Cookie:
    """Stays when one signs out: it opens nothing, and strangers' guesses do not lock it out."""
    return _cookie(settings, browser_name(settings), token, YEAR)


def visitor_cookie(settings: GatewaySettings) -> Cookie:
    return _cookie(settings, VISITOR, secrets.token_urlsafe(16), DAYS_30)


def _cookie(settings: GatewaySettings, name: str, value: str, seconds: int) -> Cookie:
    return Cookie(
        key=name,
        value=value,
        max_age=seconds,
        path="/",
        httponly=True,
        secure=is_https(settings),
        samesite="lax",
    )


async def who(request: Request[None, None, State], bus: Bus, settings: GatewaySettings) -> Who:
    """One call to accounts for somebody with a token, none for a visitor. Raises ``Refused``."""
    header = request.headers.get("authorization", "")
    bearer = header[7:].strip() if header[:7].lower() == "bearer " else None
    token = bearer or request.cookies.get(cookie_name(settings))
    if not token:
        return Who()
    try:
        here = request.client.host[:100] if request.client else ""
        session = await bus.call(GET_SESSION, GetSession(token=token, address=here))
    except (Unauthenticated, Invalid):
        return Who(token=token, from_cookie=bearer is None)
    check_place(session, request.url.path)
    chosen = choice(request, session)
    return Who(token=token, from_cookie=bearer is None, session=session, chosen=chosen)


def check_origin(
    request: Request[None, None, State], who: Who, settings: GatewaySettings, secret: bytes
) -> None:
    """No other site acts with somebody's cookie. Raises ``Refused`` 403.

    A foreign ``Origin`` is refused whoever asks; with a session's cookie the request has to
    show that it comes from here.
    """
    origin = request.headers.get("origin")
    if origin is not None and origin not in origins(request, settings):
        raise Refused(403, "FORBIDDEN", "this site does not take requests from other sites")
    if not who.from_cookie or origin is not None:
        return
    if request.headers.get("sec-fetch-site") == "same-origin":
        return
    given = request.headers.get("x-csrf-token", "")
    if any(is_form_mark(secret, bound, given) for bound in (who.bound, who.token or "")):
        return
    raise Refused(
        403,
        "FORBIDDEN",
        "a request with a session's cookie needs the Origin header of this site;"
        " a program may send its token as Authorization: Bearer instead",
    )


def origins(request: Request[None, None, State], settings: GatewaySettings) -> tuple[str, ...]:
    """Where this site is: what the settings say; without one, where it was asked (a known host)."""
    if settings.base_url:
        return (settings.site,)
    return (settings.site, f"{request.url.scheme}://{request.headers.get('host', '')}")
