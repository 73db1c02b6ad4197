"""The sign-in page, also in the place of a form that was sent too late, which it then carries."""

from __future__ import annotations

from typing import Any

from litestar import Response

from contracts.sample import PASSPHRASE
from gateway.pages import demo
from gateway.pages.failures import Problems
from gateway.pages.page import Page
from gateway.pages.passkey_places import elsewhere

Typed = dict[str, Any]


def show_sign_in(
    page: Page, typed: Typed, problems: Problems | None = None, status: int = 200
) -> Response[bytes]:
    """``typed``: email, next, and in ``kept`` a form that waits."""
    people = demo.people(page.context.settings)
    values = {"form": typed, "problems": problems, "demo": people, "passphrase": PASSPHRASE}
    values["passkey_place"] = elsewhere(page)
    return page.show("pages/sign_in.html", values, status=status)


def show_kept_out(page: Page, suspension: dict[str, Any]) -> Response[bytes]:
    """To somebody who has shown whose account it is, in place of a session."""
    return page.show("pages/sign_in/suspended.html", {"suspension": suspension}, status=403)


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
