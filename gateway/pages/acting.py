"""Choosing in which of one's memberships one acts."""

from __future__ import annotations

from litestar import post
from litestar.di import NamedDependency
from litestar.params import SkipValidation
from litestar.response import Redirect

from gateway.acting import CHOOSES
from gateway.pages import forms
from gateway.pages.asides import send_and_go
from gateway.pages.page import Page


@post(CHOOSES)
async def act_as(page: NamedDependency[SkipValidation[Page]]) -> Redirect:
    """Home: what was open may not be there for the other one."""
    form = await page.form()
    return await send_and_go(
        page, "ActAs", "/", "acting_chosen", membershipId=forms.text(form, "membership")
    )


HANDLERS = [act_as]
