"""What every handler of a page is given: who asks, how they read, and how to answer them."""

from __future__ import annotations

import gzip
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

from litestar import MediaType, Request, Response
from litestar.datastructures import Cookie, FormMultiDict
from litestar.datastructures.state import State
from litestar.di import NamedDependency
from litestar.params import SkipValidation
from litestar.response import Redirect
from markupsafe import Markup

from chassis import traces
from gateway import executor
from gateway.bars import INACTIVE, NOWHERE, leads_away, without_role
from gateway.catalogues import load
from gateway.context import Context
from gateway.errors import Refused
from gateway.pages import flashes, incoming
from gateway.pages.documents import documents
from gateway.pages.environment import render
from gateway.pages.failures import Failed, first_failure
from gateway.pages.marks import Marks
from gateway.pages.paths import trail_of
from gateway.pages.preferences import Preferences, cookie, preferences
from gateway.sessions import VISITOR, check_origin, visitor_cookie

Asking = Request[None, None, State]
SIGNING_IN = "/sign-in"
PAGE = "page"
"""Where a request keeps its page, for when it fails: key of its scope's state."""


@dataclass(slots=True)
class Page:
    request: Asking
    context: Context
    preferences: Preferences
    viewer: dict[str, Any] | None = None
    """Whoever is signed in, as the last answer told."""
    visitor: str = ""
    """What the forms of somebody not signed in are bound to."""
    cookies: list[Cookie] = field(default_factory=list)
    back: str | None = None
    """Where the settings lead back to; this page where nothing else is said."""
    saying: str | None = None
    """Key of what this page says at its top: of ``flashes.SAID``."""
    sent: FormMultiDict | None = None
    """What was posted, whoever's form it was."""

    async def ask(self, name: str, **variables: Any) -> dict[str, Any]:
        """Data of an operation of our documents. Raises ``Failed``.

        The frame is not worth a page: when only ``viewer`` fails, the rest is shown.
        """
        found = await executor.run(documents()[name], variables, self.context)
        errors = [
            error for error in found.errors if list(error.get("path") or ())[:1] != ["viewer"]
        ]
        if errors or found.data is None:
            raise first_failure(errors or found.errors)
        if "viewer" in found.data:
            self.viewer = found.data["viewer"] or self._bare_viewer()
        return found.data

    async def send(self, name: str, /, **given: Any) -> dict[str, Any]:
        """Ask for a change with one input. Raises ``Failed``."""
        found: dict[str, Any] = (await self.ask(name, input=given))["done"]
        return found

    def _bare_viewer(self) -> dict[str, Any] | None:
        """Of the session alone, while the services behind the frame do not answer."""
        session, actor = self.context.who.session, self.context.actor
        if session is None:
            return None
        role = actor.role.name if actor else ""
        bare = {"name": session.email, "role": role, "organization": None}
        return {**bare, "unreadNotifications": 0, "acting": []}

    @property
    def is_signed_in(self) -> bool:
        return self.context.who.session is not None

    def must_be_signed_in(self) -> None:
        """Raises ``Failed``, which is answered with the way to sign in and back."""
        if not self.is_signed_in:
            raise Failed("UNAUTHENTICATED")

    @property
    def without_role(self) -> str:
        """Reason for which somebody signed in acts for nobody, where nothing leads them on."""
        fault = without_role(self.context.who.session)
        found = fault.reason.upper() if fault else ""
        return found if found in {INACTIVE, NOWHERE} else ""

    @property
    def stated_reason(self) -> str:
        """What was said when the organization was suspended or closed for which one would act."""
        session = self.context.who.session
        return next((one.reason for one in session.barred if one.reason), "") if session else ""

    @property
    def path(self) -> str:
        return self.request.url.path

    def address(self, **changes: Any) -> str:
        """This page's own address with some of its query changed; ``lang`` is in a cookie now."""
        query = {name: value for name, value in self.request.query_params.items() if value}
        query = {**query, **changes, "lang": None}
        kept = {name: value for name, value in query.items() if value not in {None, ""}}
        return self.path + (f"?{urlencode(kept)}" if kept else "")

    def show(
        self,
        template: str,
        values: dict[str, Any] | None = None,
        *,
        status: int = 200,
        block: str | None = None,
    ) -> Response[bytes]:
        """A page in the language of whoever asks; with ``block`` only that part of it."""
        said = self._said(status) if block is None else []
        around = self._around(status) | {"flash": said}
        html = render(self.preferences.reading, template, {**(values or {}), **around}, block)
        body, packed = self._packed(html.encode())
        return Response(
            content=body,
            media_type=MediaType.HTML,
            status_code=status,
            headers=self._headers() | packed,
            cookies=[*self.cookies, *self.context.cookies],
        )

    def _around(self, status: int) -> dict[str, Any]:
        """What ``base.html`` wants to know."""
        return {
            "status": status,
            "text_size": self.preferences.text_size,
            "theme": self.preferences.theme,
            "viewer": self.viewer or self._bare_viewer(),
            "path": self.path,
            "url_with": self.address,
            "back": self.back or self.address(),
            "site": self.context.settings.site,
            "csrf_input": self._csrf_input(),
            "trail": trail_of(self.request.query_params),
        }

    def _said(self, status: int) -> list[dict[str, str]]:
        """What the last page left to be said, what this one says, and why one acts for nobody.

        An error says the last by itself.
        """
        left = flashes.left(self.request)
        if left:
            self.cookies.append(flashes.cookie(self.context.settings, ""))
        translate = load(self.preferences.reading).gettext
        standing = self.without_role.lower() if status < 400 else ""  # noqa: PLR2004 -- no error
        found = [flashes.SAID[key] for key in (left, self.saying, standing) if key]
        said = [{"kind": kind, "text": translate(sentence)} for kind, sentence in found]
        if standing and self.stated_reason:
            said[-1]["stated"] = self.stated_reason
        return said

    def go(self, to: str, flash: str | None = None) -> Redirect:
        """On to another page, which says ``flash`` once."""
        if flash:
            self.cookies.append(flashes.cookie(self.context.settings, flash))
        cookies = [*self.cookies, *self.context.cookies]
        return Redirect(to, status_code=303, cookies=cookies)

    def _packed(self, body: bytes) -> tuple[bytes, dict[str, str]]:
        """Smaller on its way where the browser can unpack it; ``seals.form_mark`` allows for it."""
        if "gzip" not in self.request.headers.get("accept-encoding", ""):
            return body, {}
        return gzip.compress(body, compresslevel=6, mtime=0), {"Content-Encoding": "gzip"}

    def _headers(self) -> dict[str, str]:
        """What is personal stays with nobody; the rest is asked for anew each time."""
        stored = "no-store" if self.context.who.token else "private, no-cache"
        language = self.preferences.locale
        vary = "Cookie, Accept-Language, Accept-Encoding, HX-Request"
        return {"Cache-Control": stored, "Content-Language": language, "Vary": vary}

    def _csrf_input(self) -> Markup:
        return Markup('<input type="hidden" name="csrf" value="{}">').format(self.marks.new())

    @property
    def secret(self) -> bytes:
        found: bytes = self.request.app.state.secret
        return found

    @property
    def marks(self) -> Marks:
        return Marks(self.secret, self.context.who, self.visitor)

    async def form(self) -> FormMultiDict:
        """What was posted, from a form of ours. Raises as ``check`` does."""
        form = await self.posted()
        self.check()
        return form

    async def posted(self) -> FormMultiDict:
        """What was posted, whoever's form it was; not from another site.

        Raises ``Refused``, and ``HTTPException`` for what is too large.
        """
        if self.sent is None:
            check_origin(self.request, self.context.who, self.context.settings, self.secret)
            self.sent = incoming.taken(self.request)
        return self.sent

    def take_back(self) -> None:
        """Have what was posted, though it is not taken, where it came from a page of ours."""
        try:
            check_origin(self.request, self.context.who, self.context.settings, self.secret)
        except Refused:
            return
        self.sent = self.sent or incoming.given(self.request)

    def check(self) -> None:
        """That what was posted was written in this session. Raises as ``Marks.check`` does."""
        self.marks.check(self.mark, waits=not self.signs_in)

    @property
    def mark(self) -> str:
        """What the form that was posted says of its session."""
        return str(self.sent.get("csrf", "")) if self.sent is not None else ""

    @property
    def is_ours(self) -> bool:
        return self.marks.is_ours(self.mark)

    @property
    def signs_in(self) -> bool:
        """Whether its forms are how one comes in, so that nothing of them waits for that."""
        return self.path.startswith(SIGNING_IN)

    def know_visitor(self) -> None:
        """Give a browser that nobody is signed in with what its forms are sealed with."""
        if not self.visitor:
            given = visitor_cookie(self.context.settings)
            self.visitor = str(given.value)
            self.cookies.append(given)

    @property
    def is_fragment(self) -> bool:
        """Whether htmx asks for what it will put into the page that is there."""
        return self.request.headers.get("hx-request") == "true"


async def open_page(request: Asking, context: NamedDependency[SkipValidation[Context]]) -> Page:
    """Litestar dependency ``page``. Raises ``Refused`` 429, and ``Failed`` for who is led away."""
    request.app.state.requests.take(f"{context.who.key} {context.address}")
    page = page_of(request, context)
    if request.method == "POST":  # before anything can fail, so that it is there to be kept
        await page.posted()
    if waits_for := leads_away(context.who.session, page.path):
        raise Failed("FORBIDDEN", {"reason": waits_for})
    return page


def page_of(request: Request[Any, Any, Any], context: Context) -> Page:
    session = context.who.session
    chosen = preferences(request, session.locale if session else "")
    page = Page(request, context, chosen, visitor=request.cookies.get(VISITOR, ""))
    if context.who.token is None:
        page.know_visitor()
    if request.query_params.get("lang") == page.preferences.reading:
        page.cookies.append(cookie(context.settings, "locale", page.preferences.reading))
    request.scope["state"][PAGE] = page
    return page


def reference() -> str:
    """What to tell the operator: the number of this request in the logs."""
    return traces.current_id()


async def frame(page: Page) -> None:
    """Who is signed in, for pages that ask nothing else. Never fails."""
    try:
        await page.ask("Frame")
    except Failed:
        page.viewer = None
