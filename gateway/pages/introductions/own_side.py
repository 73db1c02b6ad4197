"""One's own side of an introduction: which section it belongs to, and whom the others may call."""

from __future__ import annotations

from litestar import Response, post
from litestar.di import NamedDependency
from litestar.params import FromPath, SkipValidation
from litestar.response import Redirect

from gateway.pages import forms
from gateway.pages.asides import send_and_go
from gateway.pages.failures import Failed
from gateway.pages.introductions.interests import contact_of, problems_of
from gateway.pages.introductions.threads import given_of, show_introduction
from gateway.pages.page import Page


@post("/introductions/{introduction_id:str}/transfer")
async def transfer(
    page: NamedDependency[SkipValidation[Page]], introduction_id: FromPath[str]
) -> Redirect:
    form = await page.form()
    given = given_of(form, introduction_id) | {"unitId": forms.text(form, "unitId") or None}
    return await send_and_go(
        page, "TransferIntroduction", "/introductions", "introduction_transferred", **given
    )


@post("/introductions/{introduction_id:str}/contact")
async def write_contact(
    page: NamedDependency[SkipValidation[Page]], introduction_id: FromPath[str]
) -> Response[bytes] | Redirect:
    """The section stays; an address that is none is said beside its field."""
    form = await page.form()
    typed = {name: forms.text(form, name) for name in ("name", "email")}
    given = given_of(form, introduction_id) | {"unitId": forms.text(form, "unit") or None}
    to = f"/introductions/{introduction_id}"
    try:
        return await send_and_go(
            page, "TransferIntroduction", to, "contact_written", **given, contact=contact_of(typed)
        )
    except Failed as failed:
        if failed.code != "VALIDATION":
            raise
        return await show_introduction(page, introduction_id, typed, problems_of(failed), 422)


HANDLERS = [transfer, write_contact]
