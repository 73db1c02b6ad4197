"""Links of letters: their tokens leave the address before a page is shown.

So no token is in a Referer, a history or the log of a proxy. What is shown comes from a cookie;
following a link, or having a scanner of mail follow it, uses nothing up (S10).
"""

from __future__ import annotations

import re

from litestar import Response
from litestar.datastructures import Cookie
from litestar.response import Redirect

from gateway.pages.failures import Failed
from gateway.pages.page import Page
from gateway.sessions import is_https

MINUTES_30 = 1_800
GONE = frozenset({"USED", "REVOKED", "EXPIRED", "DECIDED", "TAKEN"})
GONE_STATUS = 410
TOKEN = re.compile(r"[A-Za-z0-9_.~=-]{1,200}")
"""What a link of ours may end in; anything else is no token, and may not fit into a cookie."""


def take_along(page: Page, kind: str, token: str, to: str) -> Redirect:
    """On to the page that asks, with the token in a cookie. Raises ``Failed``."""
    if not TOKEN.fullmatch(token):
        raise Failed("NOT_FOUND")
    page.cookies.append(_cookie(page, kind, token, MINUTES_30))
    answer = page.go(to)
    answer.headers["Referrer-Policy"] = "no-referrer"
    answer.headers["Cache-Control"] = "no-store"
    return answer


def token_of(page: Page, kind: str) -> str:
    """Raises ``Failed`` for who comes without a link."""
    found = page.request.cookies.get(f"letter-{kind}", "")
    if not found:
        raise Failed("NOT_FOUND")
    return found


def put_away(page: Page, kind: str) -> None:
    page.cookies.append(_cookie(page, kind, "", 0))


def gone(page: Page, failed: Failed, what: str) -> Response[bytes]:
    """Says why a link leads nowhere any more. Raises ``Failed`` for whatever else it is.

    What cannot be a token is as little there as one that nobody has.
    """
    if failed.code == "VALIDATION":
        raise Failed("NOT_FOUND") from failed
    if failed.reason not in GONE:
        raise failed
    values = {"reason": failed.reason.lower(), "what": what}
    return page.show("pages/recovery/gone.html", values, status=GONE_STATUS)


def _cookie(page: Page, kind: str, token: str, seconds: int) -> Cookie:
    return Cookie(
        key=f"letter-{kind}",
        value=token,
        max_age=seconds,
        path="/",
        httponly=True,
        secure=is_https(page.context.settings),
        samesite="lax",
    )
