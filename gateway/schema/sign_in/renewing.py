"""The same session under a new token, when more may be done with it than before (S05)."""

from __future__ import annotations

from dataclasses import replace

from contracts.factors import OfSession
from contracts.regaining import RENEW_SESSION
from gateway.context import Context
from gateway.sessions import session_cookie


def go_on(context: Context, token: str) -> None:
    """Under its new token, also for the rest of this request."""
    context.who = replace(context.who, token=token)
    context.cookies.append(session_cookie(context.settings, token))


async def renew(context: Context) -> str:
    """The new token. Raises ``Unauthenticated``."""
    found = await context.ask(RENEW_SESSION, OfSession(token=context.who.token or ""))
    go_on(context, found.token)
    return str(found.token)
