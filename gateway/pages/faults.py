"""What goes wrong, said to people in their language; programs get the answers of ``shield``."""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

from litestar import Request, Response, get
from litestar.background_tasks import BackgroundTask
from litestar.di import NamedDependency
from litestar.exceptions import HTTPException
from litestar.params import FromPath, SkipValidation
from litestar.status_codes import HTTP_405_METHOD_NOT_ALLOWED

from contracts.faults import Fault
from gateway import refusals, shield
from gateway.bars import SECOND_FACTOR, TERMS
from gateway.context import Context, Loaders
from gateway.cursors import Cursors
from gateway.errors import CODES, Refused
from gateway.pages import late, terms
from gateway.pages.confirming import show_confirm
from gateway.pages.failures import Failed, Problems
from gateway.pages.marks import OTHER_SESSION
from gateway.pages.page import PAGE, Page, page_of, reference
from gateway.pages.paths import own_path
from gateway.sessions import Who, cookie_name
from gateway.whys import why

log = logging.getLogger(__name__)
Asking = Request[Any, Any, Any]


@get("/{rest:path}")
async def nothing_here(page: NamedDependency[SkipValidation[Page]], rest: FromPath[str]) -> None:  # noqa: ARG001 -- the path that nobody else has
    raise Failed("NOT_FOUND")


def wants_page(request: Asking) -> bool:
    by_people = "text/html" in request.headers.get("accept", "") or "hx-request" in request.headers
    return by_people and request.url.path != "/graphql"


def known_page(request: Asking) -> Page:
    """As the handler had it; of a stranger where it was refused before that."""
    known: Page | None = request.scope["state"].get(PAGE)
    if known is not None:
        return known
    state = request.app.state
    who = Who(token=request.cookies.get(cookie_name(state.settings)), from_cookie=True)
    context = Context(
        bus=state.bus,
        settings=state.settings,
        who=who,
        cursors=Cursors(state.secret, who.key),
        loaders=Loaders(state.bus, None),
    )
    return page_of(request, context)


LEADING: dict[str, Callable[[Page], Response[Any]]] = {
    TERMS: terms.ask,
    SECOND_FACTOR: late.set_up_first,
}
"""Reason -> what has to be done before anything else."""

TO_SEND_AGAIN = frozenset({408, 429, 500, 503, 504})
"""What passes by itself: the same once more may well be taken."""


def answer_failed(request: Asking, failed: Failed) -> Response[Any]:
    """To somebody not signed in: the way to sign in, and back to where they are."""
    standing = _standing(request, failed)
    if standing or failed.code == "UNAUTHENTICATED":
        page = known_page(request)
        return _answer(request, 403, None, standing) if standing else late.sign_in_first(page)
    if failed.reason == OTHER_SESSION and wants_page(request):
        return late.answer(known_page(request))
    if not wants_page(request):
        return shield.answer_refused(request, Refused(failed.status, failed.code, "refused"))
    if failed.reason in LEADING:
        return LEADING[failed.reason](known_page(request))
    session = known_page(request).context.who.session
    if failed.reason == "STEP_UP" and session is not None:
        return _confirm(request, has_second_factor=session.has_second_factor)
    answer = _answer(
        request, failed.status, failed.retry_after, failed.reason, problems=failed.problems
    )
    if failed.code == "FORBIDDEN" and failed.is_of_page:
        context = known_page(request).context
        context.refused.append(request.url.path)
        answer.background = BackgroundTask(refusals.note, context)
    return answer


def _standing(request: Asking, failed: Failed) -> str:
    """Why somebody signed in is refused for want of any role, to whom no page would help."""
    if not wants_page(request) or failed.code not in {"UNAUTHENTICATED", "FORBIDDEN"}:
        return ""
    why_none = known_page(request).without_role
    return why_none if failed.reason in {"", why_none} else ""


def _confirm(request: Asking, *, has_second_factor: bool) -> Response[Any]:
    """Here nothing can be asked any more: so every way is offered that there may be."""
    page = known_page(request)
    ways = {"passkeys": True, "totpSince": True, "recoveryCodesLeft": 1}
    mine = {"hasSecondFactor": has_second_factor, "security": ways if has_second_factor else {}}
    there = page.address() if request.method == "GET" else "/"
    return show_confirm(page, mine, there)


def answer_fault(request: Asking, fault: Fault) -> Response[Any]:
    if not wants_page(request):
        return shield.answer_fault(request, fault)
    shown = {"retryAfter": fault.retry_after, "reason": why(fault)}
    return answer_failed(request, Failed(CODES[fault.code], shown))


def answer_refused(request: Asking, refused: Refused) -> Response[Any]:
    if not wants_page(request):
        return shield.answer_refused(request, refused)
    return _answer(request, refused.status, refused.retry_after, refused.reason)


def answer_http(request: Asking, error: HTTPException) -> Response[Any]:
    if not wants_page(request):
        return shield.answer_http(request, error)
    answer = _answer(request, error.status_code, None)
    answer.headers.update(error.headers or {})
    return answer


def answer_bug(request: Asking, error: Exception) -> Response[Any]:
    if not wants_page(request):
        return shield.answer_bug(request, error)
    log.error("%s failed", request.url.path, exc_info=error)
    return _answer(request, 500, None)


def _answer(
    request: Asking,
    status: int,
    retry_after: float | None,
    reason: str = "",
    *,
    problems: Problems | None = None,
) -> Response[Any]:
    page = known_page(request)
    page.take_back()
    page.back = page.back or _back(request, page, status)
    number = reference() if status >= 500 else None  # noqa: PLR2004 -- ours to look into
    shown: dict[str, Any] = {"retry_after": retry_after, "reference": number, "reason": reason}
    shown["was_sent"] = request.method != "GET"
    shown |= {"stated": page.stated_reason, "contact": page.context.settings.contact}
    shown |= _left(page, problems or {})
    passes = status in TO_SEND_AGAIN
    shown |= {"again": late.again(page) if passes else None, "labels": late.SECRETS}
    shown["kept"] = late.on_its_way(page)
    try:
        answer = page.show("pages/error.html", shown, status=status)
    except Exception as error:  # noqa: BLE001 -- whatever it is, it must not hide the first one
        return shield.answer_bug(request, error)
    if retry_after:
        answer.headers["Retry-After"] = str(max(1, round(retry_after)))
    return answer


def _left(page: Page, problems: Problems) -> dict[str, Any]:
    """What was typed, with what is wrong with it, and the page that its form is on."""
    typed = late.typed(page, problems)
    if not typed:
        return {"typed": {}}
    return {"typed": typed, "problems": problems, "form_on": late.before(page)}


def _back(request: Asking, page: Page, status: int) -> str:
    """This page, to be tried again; where that leads nowhere, the one they came from, or home."""
    if status != HTTP_405_METHOD_NOT_ALLOWED:
        return page.address() if request.method == "GET" else "/"
    before = request.headers.get("referer", "").removeprefix(page.context.settings.site)
    path = own_path(before)
    return path if urlsplit(path).path != page.path else "/"


EXCEPTION_HANDLERS: dict[Any, Any] = {
    Failed: answer_failed,
    Fault: answer_fault,
    Refused: answer_refused,
    HTTPException: answer_http,
    Exception: answer_bug,
}
