"""Inviting people, and coming in by the link of a letter."""

from __future__ import annotations

from typing import Any

from litestar import Response, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath, SkipValidation
from litestar.response import Redirect

from contracts.members import Invite
from contracts.wire import Role
from gateway.pages import forms
from gateway.pages.asides import send_and_go
from gateway.pages.failures import Failed, Problems
from gateway.pages.forms import Typed
from gateway.pages.members import HOME, chosen, given_roles, home, manager_of
from gateway.pages.page import Page
from gateway.pages.passkey_places import elsewhere

Answer = Response[bytes] | Redirect
NEW = "/members/invite"
FIELDS = ("id", "email", "role", "unit", "locale")
COMING = ("email", "name", "nameKana")
GONE = frozenset({"USED", "REVOKED", "EXPIRED"})
GONE_STATUS = 410


@get(NEW)
async def invite_form(page: NamedDependency[SkipValidation[Page]]) -> Response[bytes]:
    manager_of(page)
    typed = forms.new_typed(email="", role="", unit="", locale="ja")
    return await _show_form(page, typed, {}, 200)


@post(NEW)
async def invite(page: NamedDependency[SkipValidation[Page]]) -> Answer:
    form = await page.form()
    own = manager_of(page)
    typed = {name: forms.text(form, name) for name in FIELDS}
    role = typed["role"].upper()
    given: dict[str, Any] = {
        "id": typed["id"],
        "organizationId": chosen(page) or own,
        "email": typed["email"].strip(),
        "role": role if role.lower() in set(Role) else None,
        "unitId": typed["unit"] or None,
        "locale": "EN" if typed["locale"] == "en" else "JA",
    }
    wanted = {**given, "role": (given["role"] or "").lower() or None, "locale": typed["locale"]}
    problems = forms.check(Invite, wanted)
    if problems:
        return await _show_form(page, typed, problems, 422)
    try:
        found = await page.send("Invite", **given)
    except Failed as failed:
        if failed.code != "VALIDATION":
            raise
        return await _show_form(page, typed, failed.problems, 422)
    waits = found["invitation"]["state"] == "WAITING"
    return page.go(home(page), "waits_for_second" if waits else "invited")


@post("/members/invitations/{invitation_id:str}/revoke")
async def revoke(
    page: NamedDependency[SkipValidation[Page]], invitation_id: FromPath[str]
) -> Redirect:
    await page.form()
    return await send_and_go(
        page, "RevokeInvitation", home(page), "invitation_revoked", id=invitation_id
    )


@get("/invitations/{token:str}")
async def invitation(
    page: NamedDependency[SkipValidation[Page]], token: FromPath[str]
) -> Response[bytes]:
    """Shows what the link leads to, and takes nothing up."""
    return await _show_invitation(page, token, {}, {}, 200)


@post("/invitations/{token:str}")
async def accept(page: NamedDependency[SkipValidation[Page]], token: FromPath[str]) -> Answer:
    form = await page.form()
    typed = {name: forms.text(form, name).strip() for name in COMING}
    given = {**typed, "token": token}
    given |= {name: forms.text(form, name) for name in ("password", "passkey")}
    problems = _missing(page, given)
    if problems:
        return await _show_invitation(page, token, typed, problems, 422)
    is_new = not page.is_signed_in
    try:
        done = await page.send("AcceptInvitation", **given)
    except Failed as failed:
        return await _refused(page, token, typed, failed)
    if given["passkey"]:
        return page.go("/security", "came_in_by_passkey")
    if is_new and done["viewer"]["shouldAddPasskey"]:
        return page.go("/security/passkeys/new", "came_in_passkey")
    return page.go("/", "came_in")


async def _refused(page: Page, token: str, typed: Typed, failed: Failed) -> Answer:
    if failed.reason == "HAS_ACCOUNT":
        return page.go(f"/sign-in?next=/invitations/{token}", "has_account")
    if failed.reason == "OTHER_ADDRESS":
        wrong: Problems = {"email": {"problem": "other_address", "limit": None}}
        return await _show_invitation(page, token, typed, wrong, 403)
    if failed.reason in GONE:
        return _gone(page, failed)
    if failed.reason == "WRONG_PROOF" or (_by_passkey(page) and "password" in failed.problems):
        unproven: Problems = {"passkey": {"problem": "wrong_proof", "limit": None}}
        return await _show_invitation(page, token, typed, unproven, 422)
    if failed.code != "VALIDATION":
        raise failed
    return await _show_invitation(page, token, typed, failed.problems, 422)


def _missing(page: Page, given: dict[str, str]) -> Problems:
    asked = {"email": True, "name": not page.is_signed_in}
    asked["password"] = not page.is_signed_in and not _by_passkey(page)
    missing = [name for name, is_asked in asked.items() if is_asked and not given[name]]
    return {name: {"problem": "required", "limit": None} for name in missing}


def _by_passkey(page: Page) -> bool:
    """Whether they come in with a passkey and no password."""
    if page.sent is not None:
        return forms.text(page.sent, "way") == "passkey"
    return page.request.query_params.get("by") == "passkey"


async def _show_invitation(
    page: Page, token: str, typed: Typed, problems: Problems, status: int
) -> Response[bytes]:
    try:
        data = await page.ask("Invitation", token=token)
    except Failed as failed:
        if failed.reason in GONE:
            return _gone(page, failed)
        raise Failed("NOT_FOUND") if failed.code == "VALIDATION" else failed from None
    shown = {
        "invitation": data["invitation"],
        "email": (data["viewer"] or {}).get("email"),
        "provider": _provider(data),
        "form": typed,
        "problems": problems,
        "action": f"/invitations/{token}",
        "token": token,
        "by_passkey": _by_passkey(page),
        "passkey_place": elsewhere(page),
    }
    return page.show("pages/invitation.html", shown, status=status)


def _provider(data: dict[str, Any]) -> dict[str, Any] | None:
    """Of the organization that invites, if its people sign in with accounts of its own."""
    inviting = (data["invitation"]["organization"] or {}).get("id")
    every = data["identityProviders"]
    return next((one for one in every if one["organizationId"] == inviting), None)


def _gone(page: Page, failed: Failed) -> Response[bytes]:
    shown = {"reason": failed.reason.lower()}
    return page.show("pages/invitation_gone.html", shown, status=GONE_STATUS)


async def _show_form(page: Page, typed: Typed, problems: Problems, status: int) -> Response[bytes]:
    own = manager_of(page)
    data = await page.ask("InviteForm", organizationId=chosen(page) or own)
    shown = {
        "organization": data["organization"],
        "roles": given_roles(page, data["organization"]["kind"]),
        "form": typed,
        "problems": problems,
        "action": page.address(),
        "home": home(page) or HOME,
    }
    return page.show("pages/invite.html", shown, status=status)


HANDLERS = [invite_form, invite, revoke, invitation, accept]
