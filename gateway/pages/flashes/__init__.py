"""What is said once after something was done: a cookie carries the key, never a text."""

from __future__ import annotations

from typing import Any

from litestar import Request
from litestar.datastructures import Cookie

from gateway.pages.flashes import challenges, events, introductions, people, proposals
from gateway.sessions import is_https
from gateway.settings import GatewaySettings

COOKIE = "flash"
SAID = {
    **challenges.SAID,
    **events.SAID,
    **introductions.SAID,
    **people.SAID,
    **proposals.SAID,
}
"""Key -> (kind of banner, sentence in Japanese)."""


def left(request: Request[Any, Any, Any]) -> str | None:
    """The key that the last page left, if it is one of ours."""
    found = request.cookies.get(COOKIE, "")
    return found if found in SAID else None


def cookie(settings: GatewaySettings, key: str) -> Cookie:
    """Taken back with an empty key."""
    return Cookie(
        key=COOKIE,
        value=key,
        max_age=60 if key else 0,
        path="/",
        httponly=True,
        secure=is_https(settings),
        samesite="lax",
    )
