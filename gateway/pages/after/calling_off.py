"""Calling an event off: everybody who comes or waits is told."""

from __future__ import annotations

from litestar import post
from litestar.di import NamedDependency
from litestar.params import FromPath, SkipValidation
from litestar.response import Redirect

from gateway.pages import forms
from gateway.pages.asides import send_and_go
from gateway.pages.page import Page


@post("/events/{event_id:str}/call-off")
async def call_off(
    page: NamedDependency[SkipValidation[Page]], event_id: FromPath[str]
) -> Redirect:
    form = await page.form()
    revision = forms.revision({"revision": forms.text(form, "revision")}) or 1
    to = f"/events/{event_id}"
    given = {"id": event_id, "revision": revision, "state": "CALLED_OFF"}
    return await send_and_go(page, "AdvanceEvent", to, "event_called_off", **given)


HANDLERS = [call_off]
