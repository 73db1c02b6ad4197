"""Offers that a person puts at the head of a challenge's list, or leaves out, with a reason."""

from __future__ import annotations

from litestar import Response, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath, SkipValidation
from litestar.response import Redirect

from contracts.curation import Choice
from contracts.rights import CURATORS
from gateway.pages import forms
from gateway.pages.asides import send_and_go
from gateway.pages.failures import Failed, Problems
from gateway.pages.forms import Typed
from gateway.pages.page import Page

Answer = Response[bytes] | Redirect
NAMES = ("offerId", "choice", "reason")
LONGEST = 500


@get("/challenges/{challenge_id:str}/list")
async def choosing(
    page: NamedDependency[SkipValidation[Page]], challenge_id: FromPath[str]
) -> Response[bytes]:
    may_curate(page)
    empty: Typed = dict.fromkeys(NAMES, "")
    chosen = page.request.query_params.get("offer", "")
    return await _show(page, challenge_id, empty | {"offerId": chosen}, {}, 200)


@post("/challenges/{challenge_id:str}/list")
async def choose(
    page: NamedDependency[SkipValidation[Page]], challenge_id: FromPath[str]
) -> Answer:
    form = await page.form()
    typed: Typed = {name: forms.text(form, name) for name in NAMES}
    problems = _problems(typed)
    if problems:
        return await _show(page, challenge_id, typed, problems, 422)
    given = {name: typed[name].strip() for name in NAMES}
    given["choice"] = given["choice"].upper()
    to = f"/challenges/{challenge_id}/list"
    return await send_and_go(page, "ChoosePair", to, "chosen", challengeId=challenge_id, **given)


@post("/challenges/{challenge_id:str}/list/release")
async def release(
    page: NamedDependency[SkipValidation[Page]], challenge_id: FromPath[str]
) -> Redirect:
    form = await page.form()
    offer, to = forms.text(form, "offerId"), f"/challenges/{challenge_id}/list"
    given = {"challengeId": challenge_id, "offerId": offer}
    return await send_and_go(page, "ReleasePair", to, "released", **given)


def may_curate(page: Page) -> None:
    """Raises ``Failed``."""
    page.must_be_signed_in()
    if page.context.actor is None or page.context.actor.role not in CURATORS:
        raise Failed("FORBIDDEN")


def _problems(typed: Typed) -> Problems:
    found: Problems = {}
    if not typed["offerId"]:
        found["offerId"] = {"problem": "required", "limit": None}
    if typed["choice"] not in set(Choice):
        found["choice"] = {"problem": "required", "limit": None}
    return found | reason_problem(typed["reason"])


def reason_problem(reason: str) -> Problems:
    """What is set without a reason cannot be shown to a council."""
    if not reason.strip():
        return {"reason": {"problem": "required", "limit": None}}
    if len(reason) > LONGEST:
        return {"reason": {"problem": "too_long", "limit": LONGEST}}
    return {}


async def _show(
    page: Page, challenge_id: str, typed: Typed, problems: Problems, status: int
) -> Response[bytes]:
    data = await page.ask("Curating", id=challenge_id)
    shown = {**data, "form": typed, "problems": problems}
    return page.show("pages/matching/choosing.html", shown, status=status)


HANDLERS = [choosing, choose, release]
