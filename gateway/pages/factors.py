"""Second factors: the authenticator app, passkeys and recovery codes, each added and removed."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

import segno
from litestar import Response, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath, SkipValidation

from contracts.factors import AddPasskey
from gateway.pages import forms
from gateway.pages.confirming import Answer, confirm_first, guard, show_confirm
from gateway.pages.failures import Failed, Problems
from gateway.pages.page import Page
from gateway.pages.passkey_places import elsewhere

HOME = "/security"
TOTP, PASSKEYS, CODES = "/security/totp", "/security/passkeys", "/security/recovery-codes"
NEW = f"{PASSKEYS}/new"


async def show_question(page: Page, what: str, name: str = "") -> Response[bytes]:
    """Asked before it is done; the page's own path does it."""
    mine = await guard(page)
    if not mine["isConfirmed"]:
        return show_confirm(page, mine, page.path)
    return page.show("pages/security_question.html", {"mine": mine, "what": what, "name": name})


@get(TOTP)
async def totp_page(page: NamedDependency[SkipValidation[Page]]) -> Answer:
    return await _show_totp(page, {}, 200)


async def _show_totp(page: Page, problems: Problems, status: int) -> Answer:
    mine = await guard(page)
    if mine["security"]["totpSince"]:
        return page.go(HOME)
    try:
        begun = await page.send("BeginTotp")
    except Failed as failed:
        return await confirm_first(page, failed, TOTP)
    picture = segno.make(begun["uri"], error="m").svg_data_uri(scale=5, light="#fff")
    values = {"secret": begun["secret"], "picture": picture, "problems": problems}
    return page.show("pages/security_totp.html", values, status=status)


@post(TOTP)
async def confirm_totp(page: NamedDependency[SkipValidation[Page]]) -> Answer:
    form = await page.form()
    try:
        done = await page.send("ConfirmTotp", code=forms.text(form, "code"))
    except Failed as failed:
        if failed.code == "VALIDATION":
            return await _show_totp(page, failed.problems, 422)
        return await confirm_first(page, failed, TOTP)
    return await _added(page, done)


@get(f"{TOTP}/remove")
async def totp_question(page: NamedDependency[SkipValidation[Page]]) -> Response[bytes]:
    return await show_question(page, "totp")


@post(f"{TOTP}/remove")
async def remove_totp(page: NamedDependency[SkipValidation[Page]]) -> Answer:
    await page.form()
    try:
        await page.send("RemoveTotp")
    except Failed as failed:
        if failed.reason == "LAST_FACTOR":
            return page.go(HOME, "last_factor")
        return await confirm_first(page, failed, f"{TOTP}/remove")
    return page.go(HOME, "factor_removed")


@get(NEW)
async def passkey_page(page: NamedDependency[SkipValidation[Page]]) -> Response[bytes]:
    mine = await guard(page)
    if not mine["isConfirmed"]:
        return show_confirm(page, mine, page.address())
    return _show_passkey(page, page.request.query_params.get("name", ""), {}, 200)


def _show_passkey(page: Page, name: str, problems: Problems, status: int) -> Response[bytes]:
    values = {"name": name, "problems": problems, "passkey_place": elsewhere(page)}
    return page.show("pages/security_passkey.html", values, status=status)


@post(NEW)
async def add_passkey(page: NamedDependency[SkipValidation[Page]]) -> Answer:
    form = await page.form()
    name, passkey = forms.text(form, "name"), forms.text(form, "passkey")
    mine = await guard(page)
    there = f"{NEW}?{urlencode({'name': name})}" if name.strip() else NEW
    if not mine["isConfirmed"]:
        return show_confirm(page, mine, there)
    given = {"passkey": passkey, "name": name}
    problems = forms.check(AddPasskey, given | {"token": page.context.who.token})
    if problems:
        return _show_passkey(page, name, problems, 422)
    try:
        done = await page.send("AddPasskey", **given)
    except Failed as failed:
        if failed.reason == "WRONG_PROOF":
            wrong = {"passkey": {"problem": "wrong_proof", "limit": None}}
            return _show_passkey(page, name, wrong, 422)
        return await confirm_first(page, failed, there)
    return await _added(page, done)


@get(f"{PASSKEYS}/{{passkey_id:str}}/remove")
async def passkey_question(
    page: NamedDependency[SkipValidation[Page]], passkey_id: FromPath[str]
) -> Response[bytes]:
    mine = await guard(page)
    names = {one["id"]: one["name"] for one in mine["security"]["passkeys"]}
    if passkey_id not in names:
        raise Failed("NOT_FOUND")
    return await show_question(page, "passkey", names[passkey_id])


@post(f"{PASSKEYS}/{{passkey_id:str}}/remove")
async def remove_passkey(
    page: NamedDependency[SkipValidation[Page]], passkey_id: FromPath[str]
) -> Answer:
    await page.form()
    try:
        await page.send("RemovePasskey", id=passkey_id)
    except Failed as failed:
        if failed.reason == "LAST_FACTOR":
            return page.go(HOME, "last_factor")
        return await confirm_first(page, failed, page.path)
    return page.go(HOME, "factor_removed")


@get(CODES)
async def codes_question(page: NamedDependency[SkipValidation[Page]]) -> Response[bytes]:
    return await show_question(page, "recovery_codes")


@post(CODES)
async def renew_codes(page: NamedDependency[SkipValidation[Page]]) -> Answer:
    await page.form()
    try:
        done = await page.send("RenewRecoveryCodes")
    except Failed as failed:
        return await confirm_first(page, failed, CODES)
    return await _show_codes(page, done["codes"])


async def _added(page: Page, done: dict[str, Any]) -> Answer:
    """With the first factor the codes are shown, here and never again."""
    if not done["recoveryCodes"]:
        return page.go(HOME, "factor_added")
    page.saying = "factor_added"
    return await _show_codes(page, done["recoveryCodes"])


async def _show_codes(page: Page, codes: list[str]) -> Response[bytes]:
    page.back = HOME
    await page.ask("Frame")
    return page.show("pages/security_codes.html", {"codes": codes})


HANDLERS = [
    *(totp_page, confirm_totp, totp_question, remove_totp),
    *(passkey_page, add_passkey, passkey_question, remove_passkey),
    *(codes_question, renew_codes),
]
