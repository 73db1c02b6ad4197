"""The second half of signing in: a code, a recovery code or a passkey; and passkeys alone."""

from __future__ import annotations

from litestar import post
from litestar.di import NamedDependency
from litestar.params import SkipValidation

from gateway.pages import forms
from gateway.pages.confirming import Answer
from gateway.pages.failures import Failed, Problems
from gateway.pages.page import Page
from gateway.pages.sessions import onward
from gateway.pages.signing import Typed, show_second_step, show_sign_in

METHODS = ("PASSKEY", "TOTP", "RECOVERY_CODE", "VOUCHED")
PROOFS = ("code", "recoveryCode", "passkey")
WRONG = {"problem": "wrong_proof", "limit": None}
ENDED: Problems = {"": {"problem": "sign_in_ended", "limit": None}}


@post("/sign-in/second")
async def complete_sign_in(page: NamedDependency[SkipValidation[Page]]) -> Answer:
    form = await page.form()
    typed = {name: forms.text(form, name) for name in ("next", "kept", "challenge")}
    given = {name: forms.text(form, name) for name in PROOFS}
    vouched = forms.text(form, "vouched") == "true"
    methods = [method for method in METHODS if method in forms.texts(form, "method")]
    try:
        done = await page.send(
            "CompleteSignIn", challenge=typed["challenge"], vouched=vouched, **given
        )
    except Failed as failed:
        asked = {"challenge": typed["challenge"], "methods": methods}
        return _again(page, typed, asked, given, failed)
    if vouched and not done["suspension"]:  # without any factor left, the first thing is a new one
        return page.go("/security/passkeys/new", "signed_in")
    return await onward(page, typed, done)


def _again(page: Page, typed: Typed, asked: Typed, given: Typed, failed: Failed) -> Answer:
    """Another try with the same sign-in; from the beginning when that has ended."""
    if failed.reason == "SIGN_IN_ENDED" or "challenge" in failed.problems:
        return show_sign_in(page, typed, ENDED, 422)
    if failed.reason != "WRONG_PROOF" and failed.code != "VALIDATION":
        raise failed
    field = next((name for name in ("passkey", "recoveryCode") if given[name]), "code")
    return show_second_step(page, typed, asked, failed.problems or {field: WRONG}, 422)


@post("/sign-in/passkey")
async def sign_in_with_passkey(page: NamedDependency[SkipValidation[Page]]) -> Answer:
    form = await page.form()
    typed = {name: forms.text(form, name) for name in ("next", "kept")}
    try:
        done = await page.send("SignInWithPasskey", passkey=forms.text(form, "passkey"))
    except Failed as failed:
        if failed.reason != "WRONG_PROOF" and failed.code != "VALIDATION":
            raise
        return show_sign_in(page, typed, {"passkey": WRONG}, 422)
    return await onward(page, typed, done)


HANDLERS = [complete_sign_in, sign_in_with_passkey]
