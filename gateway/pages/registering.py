"""Asking to take part as an organization, and deciding on those who ask."""

from __future__ import annotations

import re
import unicodedata
from typing import Any

from litestar import Response, get, post
from litestar.datastructures import FormMultiDict
from litestar.di import NamedDependency
from litestar.params import FromPath, SkipValidation
from litestar.response import Redirect

from contracts.profiles import OrganizationKind
from contracts.registrations import RefuseRegistration, RegisterOrganization
from contracts.rights import REGISTRARS
from contracts.terms import TERMS_VERSION
from gateway import words
from gateway.pages import forms
from gateway.pages.asides import send_and_go
from gateway.pages.failures import Failed, Problems
from gateway.pages.forms import Typed
from gateway.pages.lists import after, restarted
from gateway.pages.page import Page, frame

Answer = Response[bytes] | Redirect
NEW, QUEUE = "/register", "/registrations"
PLAIN = ("id", "kind", "name", "nameKana", "corporateNumber", "lgCode", "prefecture", "url")
CONTACT = ("contactName", "contactKana", "email")
BOXES = ("hasNoCorporateNumber", "attestsNoGang", "attestsNoCampaign", "acceptsTerms")


@get(NEW)
async def register_form(page: NamedDependency[SkipValidation[Page]]) -> Response[bytes]:
    await frame(page)
    return _show(page, forms.new_typed(), {}, 200)


@post(NEW)
async def register(page: NamedDependency[SkipValidation[Page]]) -> Answer:
    form = await page.form()
    typed = _read(form)
    given, problems = _given(page, typed)
    wanted = {**given, "kind": typed["kind"].lower() or None, "locale": page.preferences.locale}
    problems = forms.check(RegisterOrganization, wanted) | problems
    if problems:
        await frame(page)
        return _show(page, typed, problems, 422)
    try:
        await page.send("RegisterOrganization", **given)
    except Failed as failed:
        if failed.code != "VALIDATION":
            raise
        await frame(page)
        return _show(page, typed, failed.problems, 422)
    return page.go("/register/sent")


@get("/register/sent")
async def sent(page: NamedDependency[SkipValidation[Page]]) -> Response[bytes]:
    await frame(page)
    return page.show("pages/register_sent.html", {})


@get("/registrations/link/{token:str}")
async def link(
    page: NamedDependency[SkipValidation[Page]], token: FromPath[str]
) -> Response[bytes]:
    """Shows how it stands, and confirms nothing."""
    data = await page.ask("RegistrationLink", token=token)
    shown = {"registration": data["registration"], "action": page.path}
    return page.show("pages/registration_link.html", shown)


@post("/registrations/link/{token:str}")
async def confirm(page: NamedDependency[SkipValidation[Page]], token: FromPath[str]) -> Redirect:
    await page.form()
    return await send_and_go(
        page, "ConfirmRegistration", page.path, "registration_confirmed", token=token
    )


@get(QUEUE)
async def queue(page: NamedDependency[SkipValidation[Page]]) -> Answer:
    return await _show_queue(page, {}, 200)


@post("/registrations/{registration_id:str}/approve")
async def approve(
    page: NamedDependency[SkipValidation[Page]], registration_id: FromPath[str]
) -> Redirect:
    form = await page.form()
    typed = {"revision": forms.text(form, "revision")}
    given = {"id": registration_id, "revision": forms.revision(typed) or 1}
    return await send_and_go(page, "ApproveRegistration", QUEUE, "registration_approved", **given)


@post("/registrations/{registration_id:str}/refuse")
async def refuse(
    page: NamedDependency[SkipValidation[Page]], registration_id: FromPath[str]
) -> Answer:
    form = await page.form()
    typed = {name: forms.text(form, name) for name in ("revision", "reason", "note")}
    given = {
        "id": registration_id,
        "revision": forms.revision(typed) or 1,
        "reason": typed["reason"].upper() or None,
        "note": typed["note"].strip(),
    }
    problems = forms.check(RefuseRegistration, given)
    if problems:
        wrong = {"of": registration_id, "problems": problems, "form": typed}
        return await _show_queue(page, wrong, 422)
    return await send_and_go(page, "RefuseRegistration", QUEUE, "registration_refused", **given)


async def _show_queue(page: Page, wrong: dict[str, Any], status: int) -> Answer:
    page.must_be_signed_in()
    actor = page.context.actor
    if actor is None or actor.role not in REGISTRARS:
        raise Failed("FORBIDDEN")
    try:
        data = await page.ask("Registrations", after=after(page))
    except Failed as failed:
        return restarted(page, failed)
    shown = {"registrations": data["registrations"], "wrong": wrong}
    return page.show("pages/registrations.html", shown, status=status)


def _read(form: FormMultiDict) -> Typed:
    typed: Typed = {name: forms.text(form, name) for name in (*PLAIN, *CONTACT, "termsVersion")}
    return typed | {name: forms.text(form, name) == "true" for name in BOXES}


def _given(page: Page, typed: Typed) -> tuple[dict[str, Any], Problems]:
    """The input of the mutation. Numbers may be typed in any width, with any strokes."""
    found: dict[str, Any] = {name: typed[name].strip() for name in (*PLAIN, *CONTACT)}
    found |= {name: typed[name] for name in BOXES}
    for name in ("corporateNumber", "lgCode"):
        plain = unicodedata.normalize("NFKC", typed[name])
        found[name] = re.sub(r"[\s\-‐−―ー]", "", plain) or None
    kind = typed["kind"].lower()
    found["kind"] = kind.upper() if kind in set(OrganizationKind) else None
    found["termsVersion"] = typed["termsVersion"]
    found["locale"] = page.preferences.locale.upper()
    problems: Problems = {}
    if typed["prefecture"] not in words.ENGLISH:
        problems["prefecture"] = {"problem": "required", "limit": None}
    for name in BOXES[1:]:
        if not typed[name]:
            problems[name] = {"problem": "not_attested", "limit": None}
    return found, problems


def _show(page: Page, typed: Typed, problems: Problems, status: int) -> Response[bytes]:
    values = {"form": typed, "problems": problems, "terms_version": TERMS_VERSION}
    return page.show("pages/register.html", values, status=status)


HANDLERS = [register_form, register, sent, link, confirm, queue, approve, refuse]
