"""The sign-in page, also in the place of a form that was sent too late, which it then carries."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from litestar import Response
from litestar.datastructures import FormMultiDict

from contracts.sample import PASSPHRASE
from gateway.errors import Refused
from gateway.pages import demo, seals
from gateway.pages.failures import Problems
from gateway.pages.page import Page
from gateway.pages.passkey_places import elsewhere

Typed = dict[str, Any]
Show = Callable[[Page, str, Typed, Problems, int], Response[bytes]]
"""A form's page: where it is sent, as typed, what cannot stand, status."""
OTHER_SESSION: Problems = {"": {"problem": "other_session", "limit": None}}


def show_sign_in(
    page: Page, typed: Typed, problems: Problems | None = None, status: int = 200
) -> Response[bytes]:
    """``typed``: email, next, and in ``kept`` a form that waits."""
    people = demo.people(page.context.settings)
    values = {"form": typed, "problems": problems, "demo": people, "passphrase": PASSPHRASE}
    values["passkey_place"] = elsewhere(page)
    return page.show("pages/sign_in.html", values, status=status)


def show_second_step(
    page: Page,
    typed: Typed,
    asked: dict[str, Any],
    problems: Problems | None = None,
    status: int = 200,
) -> Response[bytes]:
    """``asked``: the challenge, and the methods that will do."""
    shown = {"form": typed, "asked": asked, "problems": problems}
    values = {**shown, "passkey_place": elsewhere(page)}
    return page.show("pages/sign_in_second.html", values, status=status)


def sign_in_first(page: Page, name: str, typed: Typed) -> Response[bytes]:
    """Nothing was done; ``typed`` is kept in the page and shown again after signing in."""
    page.saying = "sign_in_to_send"
    kept = seals.keep(page.secret, name, page.path, typed)
    return show_sign_in(page, {"kept": kept, "next": page.path}, status=401)


def not_now(
    page: Page, name: str, form: FormMultiDict, typed: Typed, show: Show
) -> Response[bytes] | None:
    """Why a form that keeps what is typed is not taken now; none when it is.

    A form of another session is shown again and not done: whoever is signed in now decides.
    Raises ``Refused`` 403 for what is no form of ours.
    """
    if not form.get("csrf"):
        raise Refused(403, "FORBIDDEN", "this form is not of this site")
    if not page.is_signed_in:
        return sign_in_first(page, name, typed)
    if not page.is_ours(form):
        return show(page, page.path, typed, OTHER_SESSION, 403)
    return None
