"""A second factor that is lost: said so, vouched for by two, and stopped by letter."""

from __future__ import annotations

import re

from litestar import Response, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath, SkipValidation
from litestar.response import Redirect

from contracts.regaining import Vouch
from contracts.rights import MANAGERS
from gateway.pages import forms
from gateway.pages.confirming import Answer, confirm_first
from gateway.pages.failures import Failed, Problems
from gateway.pages.flashes import SAID
from gateway.pages.page import Page, frame
from gateway.pages.recovery.letter_links import gone, put_away, take_along, token_of
from gateway.pages.signing import show_sign_in

LIST, STOP = "/recoveries", "/recovery/stop"
KIND = "recovery-stop"
FIELD = re.compile("how[0-9]{1,2}")
ENDED: Problems = {"": {"problem": "sign_in_ended", "limit": None}}


@post("/sign-in/lost")
async def ask_recovery(page: NamedDependency[SkipValidation[Page]]) -> Answer:
    form = await page.form()
    try:
        await page.send("AskRecovery", challenge=forms.text(form, "challenge"))
    except Failed as failed:
        if failed.reason != "SIGN_IN_ENDED" and "challenge" not in failed.problems:
            raise
        return show_sign_in(page, {"next": "/"}, ENDED, 422)
    return page.go("/recovery/asked")


@get("/recovery/asked")
async def asked(page: NamedDependency[SkipValidation[Page]]) -> Response[bytes]:
    await frame(page)
    return page.show("pages/recovery/lost.html")


@get(LIST)
async def recoveries(page: NamedDependency[SkipValidation[Page]]) -> Response[bytes]:
    return await _show(page, "", "", {}, 200)


@post("/recoveries/{recovery_id:str}/vouch")
async def vouch(page: NamedDependency[SkipValidation[Page]], recovery_id: FromPath[str]) -> Answer:
    form = await page.form()
    _check_manager(page)
    field = forms.text(form, "field")
    field = field if FIELD.fullmatch(field) else "how0"
    how = forms.text(form, field).strip()
    given = {"id": recovery_id, "how": how}
    problems = forms.check(Vouch, given | {"token": page.context.who.token})
    if problems:
        wrong = problems.get("how")
        return await _show(page, field, how, {field: wrong} if wrong else problems, 422)
    return await _decide(page, "Vouch", "vouched", **given)


@post("/recoveries/{recovery_id:str}/refuse")
async def refuse(page: NamedDependency[SkipValidation[Page]], recovery_id: FromPath[str]) -> Answer:
    await page.form()
    return await _decide(page, "RefuseRecovery", "recovery_refused", id=recovery_id)


@get("/recovery/stop/{token:str}")
async def stop_link(page: NamedDependency[SkipValidation[Page]], token: FromPath[str]) -> Redirect:
    return take_along(page, KIND, token, STOP)


@get(STOP)
async def stop_question(page: NamedDependency[SkipValidation[Page]]) -> Response[bytes]:
    try:
        data = await page.ask("Recovery", token=token_of(page, KIND))
    except Failed as failed:
        return gone(page, failed, KIND)
    values = {"what": KIND, "email": "", "until": data["recovery"]["expiresAt"]}
    return page.show("pages/recovery/question.html", values)


@post(STOP)
async def stop(page: NamedDependency[SkipValidation[Page]]) -> Answer:
    await page.form()
    try:
        await page.send("StopRecovery", token=token_of(page, KIND))
    except Failed as failed:
        return gone(page, failed, KIND)
    put_away(page, KIND)
    return page.go("/sign-in", "recovery_stopped")


async def _decide(page: Page, operation: str, flash: str, **given: str) -> Answer:
    try:
        await page.send(operation, **given)
    except Failed as failed:
        reason = failed.reason.lower()
        if reason in SAID:
            return page.go(LIST, reason)
        return await confirm_first(page, failed, LIST)
    return page.go(LIST, flash)


def _check_manager(page: Page) -> None:
    page.must_be_signed_in()
    actor = page.context.actor
    if actor is None or actor.role not in MANAGERS:
        raise Failed("FORBIDDEN")


async def _show(
    page: Page, wrong: str, how: str, problems: Problems, status: int
) -> Response[bytes]:
    _check_manager(page)
    data = await page.ask("Recoveries")
    actor = page.context.actor
    is_admin = actor is not None and actor.role == "platform_admin"
    values = {**data, "of": wrong, "how": how, "problems": problems, "is_admin": is_admin}
    return page.show("pages/recovery/recoveries.html", values, status=status)


HANDLERS = [ask_recovery, asked, recoveries, vouch, refuse, stop_link, stop_question, stop]
