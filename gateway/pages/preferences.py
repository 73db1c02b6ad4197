"""How somebody likes to read: language, size of letters, colours; kept in cookies of theirs."""

from __future__ import annotations

from typing import Any, NamedTuple

from litestar import Request
from litestar.datastructures import Cookie

from gateway.catalogues import LOCALES, READINGS, locale_of
from gateway.sessions import is_https
from gateway.settings import GatewaySettings

YEAR = 365 * 86_400
CHOICES = {
    "locale": READINGS,
    "textSize": ("standard", "large", "extra_large"),
    "theme": ("standard", "white", "black", "yellow"),
}
"""Name of a form's field -> what it may be; the first is taken where nothing is said."""
COOKIES = {"locale": "locale", "textSize": "text_size", "theme": "theme"}


class Preferences(NamedTuple):
    reading: str
    """A language of ours, or plain Japanese."""
    text_size: str
    theme: str

    @property
    def locale(self) -> str:
        return locale_of(self.reading)


def preferences(request: Request[Any, Any, Any], account: str = "") -> Preferences:
    """Of the request: ``?lang=`` before the cookie, the cookie before the browser's languages.

    ``account``: the language of whoever is signed in, where the browser says none of ours.
    """
    asked = request.query_params.get("lang")
    said = asked if asked in READINGS else _kept(request, "locale", "") or spoken(request)
    return Preferences(
        reading=said or (account if account in LOCALES else LOCALES[0]),
        text_size=_kept(request, "textSize", "standard"),
        theme=_kept(request, "theme", "standard"),
    )


def _kept(request: Request[Any, Any, Any], name: str, otherwise: str) -> str:
    found = request.cookies.get(COOKIES[name], "")
    return found if found in CHOICES[name] else otherwise


def spoken(request: Request[Any, Any, Any]) -> str:
    """The first of our languages in ``Accept-Language``, by weight; empty for none of them."""
    weighed = []
    for part in request.headers.get("accept-language", "")[:500].split(","):
        tag, _, weight = part.strip().partition(";q=")
        if tag[:2].lower() in LOCALES:
            weighed.append((-_number(weight), tag[:2].lower()))
    return min(weighed, key=lambda found: found[0])[1] if weighed else ""


def _number(weight: str) -> float:
    try:
        return float(weight) if weight else 1.0
    except ValueError:
        return 0.0


def cookie(settings: GatewaySettings, name: str, value: str) -> Cookie:
    """``name`` as in a form."""
    return Cookie(
        key=COOKIES[name],
        value=value,
        max_age=YEAR,
        path="/",
        httponly=True,
        secure=is_https(settings),
        samesite="lax",
    )
