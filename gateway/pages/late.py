"""Forms that came when whoever wrote them was not signed in, or was signed in anew.

Nothing of them is done. What is typed waits, sealed, through signing in, and is sent by one
more button; only by the account that typed it. Secrets are not kept: they are asked for again.
"""

from __future__ import annotations

import re
from typing import Any

from litestar import Response
from litestar.datastructures import FormMultiDict, UploadFile
from litestar.response import Redirect

from gateway.bars import SECOND_FACTOR
from gateway.pages import forms, seals
from gateway.pages.failures import Problems
from gateway.pages.page import Page
from gateway.pages.paths import own_path
from gateway.pages.seals import Kept
from gateway.pages.signing import show_sign_in
from gateway.seals import is_of_account
from gateway.words import N_

MOST = 600_000
"""Characters of a sealed form: with the rest of the form around it a request holds them."""
SECRETS = {
    "password": N_("パスワード"),
    "oldPassword": N_("いまのパスワード"),
    "code": N_("確認コード"),
    "recoveryCode": N_("回復コード"),
    "clientSecret": N_("クライアントの秘密"),
}
UNSAID = frozenset({"csrf", "kept", "passkey"})
"""What is only good in its own session."""
OF_MACHINES = re.compile(r"[\w.:/+-]*", re.ASCII)
"""Ids, numbers and choices: what nobody would miss among what they typed."""


def keep(page: Page) -> str:
    """What was sent, as text for a hidden field; empty for what is not to be kept.

    Of nobody who was signed in, or too large to come back.
    """
    carried = on_its_way(page)
    if carried or page.sent is None or not _may_wait(page):
        return carried
    sealed = seals.keep(page.secret, _found(page, page.sent))
    return sealed if len(sealed) <= MOST else ""


def on_its_way(page: Page) -> str:
    """A form that waits already, and came with what was sent now."""
    sealed = forms.text(page.sent, "kept") if page.sent is not None else ""
    return sealed if sealed and seals.kept(page.secret, sealed) else ""


def again(page: Page) -> Kept | None:
    """What was sent, to be sent again by one button; also while nobody can say who asks."""
    if page.sent is None or page.signs_in or not _goes_back(page):
        return None
    return _found(page, page.sent)


def _found(page: Page, form: FormMultiDict) -> Kept:
    names = [name for name in dict.fromkeys(form) if name not in UNSAID]
    texts = {name: forms.texts(form, name) for name in names}
    return Kept(
        action=page.address(),
        typed={name: given for name, given in texts.items() if given and not _hides(page, name)},
        mark=page.mark,
        secrets=[name for name in names if _hides(page, name) and any(texts[name])],
        files={name: given for name in names if (given := _files(page, name))},
        back=before(page),
    )


def _hides(page: Page, name: str) -> bool:
    """Whether it is a secret; the code on a badge is none: it is read aloud at the door."""
    return name in SECRETS and not (name == "code" and page.path.startswith("/events/"))


def typed(page: Page, problems: Problems) -> dict[str, str]:
    """What whoever asks typed in words, and whatever has a problem, to be copied from a fault."""
    form = page.sent
    if form is None or page.signs_in or not _goes_back(page):
        return {}
    names = (one for one in dict.fromkeys(form) if one not in UNSAID and not _hides(page, one))
    given = {name: "\n".join(forms.texts(form, name)) for name in names}
    return {
        name: text
        for name, text in given.items()
        if text.strip() and (name in problems or not _of_machine(text))
    }


def _of_machine(text: str) -> bool:
    return OF_MACHINES.fullmatch(text) is not None or text.startswith('[{"')


def _may_wait(page: Page) -> bool:
    return not page.signs_in and (is_of_account(page.mark) or page.marks.is_own(page.mark))


def _goes_back(page: Page) -> bool:
    """Whether they wrote it themselves, as far as can be said while accounts do not answer.

    It goes to whoever has just sent it, from a page of ours: ``Page.take_back``.
    """
    is_known = page.is_signed_in or page.context.who.token is None
    return page.marks.is_own(page.mark) or (not is_known and is_of_account(page.mark))


def _files(page: Page, name: str) -> list[str]:
    given = page.sent.getall(name, []) if page.sent is not None else []
    return [str(one.filename)[:200] for one in given if isinstance(one, UploadFile)]


def before(page: Page) -> str:
    """The page that the form was on; home where the browser does not say."""
    named = page.request.headers.get("referer", "").removeprefix(page.context.settings.site)
    return own_path(named)


def sign_in_first(page: Page) -> Response[bytes]:
    """In the place of an answer to somebody not signed in: how to, and what waits meanwhile."""
    kept = keep(page)
    page.saying = "sign_in_first"
    if page.sent is not None and _may_wait(page):
        page.saying = "sign_in_to_send" if kept else "too_much_to_keep"
    there = page.address() if page.request.method == "GET" else before(page)
    return show_sign_in(page, {"next": there, "kept": kept}, status=401)


def set_up_first(page: Page) -> Response[bytes] | Redirect:
    """In the place of an answer to who needs a second factor; what was sent waits meanwhile."""
    if page.sent is None:
        return page.go("/security", SECOND_FACTOR.lower())
    kept = keep(page)
    return page.show("pages/set_up_first.html", {"kept": kept}, status=403)


def answer(page: Page) -> Response[bytes]:
    """In the place of an answer to what was written in another session."""
    return show(page, keep(page), 403)


def show(page: Page, sealed: str, status: int = 200) -> Response[bytes]:
    """The button that sends what waits; to another account only that something waits."""
    found = seals.kept(page.secret, sealed)
    is_own = found is not None and page.marks.is_own(found.mark)
    shown: dict[str, Any] = {"sealed": sealed, "waits": found, "is_own": is_own}
    if found is None:
        status = 422
    elif is_own:
        page.back = found.back
        shown |= {"read": _read(found), "labels": SECRETS}
    return page.show("pages/send_again.html", shown, status=status)


def _read(found: Kept) -> list[str]:
    """What somebody typed in words."""
    values = [one for given in found.typed.values() for one in given]
    return [one for one in values if not OF_MACHINES.fullmatch(one)]
