"""New words for an open challenge, looked at by a second person before everybody reads them."""

from __future__ import annotations

from litestar import Response, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath, SkipValidation
from litestar.response import Redirect

from gateway.pages import forms
from gateway.pages.asides import send_and_go
from gateway.pages.challenge_work.differences import differences
from gateway.pages.challenges import may_change
from gateway.pages.failures import Failed, Problems
from gateway.pages.page import Page

Answer = Response[bytes] | Redirect


@get("/challenges/{challenge_id:str}/amendment")
async def amendment(
    page: NamedDependency[SkipValidation[Page]], challenge_id: FromPath[str]
) -> Answer:
    return await _show(page, challenge_id, "", {}, 200)


async def _show(
    page: Page, challenge_id: str, note: str, problems: Problems, status: int
) -> Answer:
    page.must_be_signed_in()
    found = (await page.ask("ChallengeAmendment", id=challenge_id))["challenge"]
    if not may_change(page, found):
        raise Failed("FORBIDDEN")
    if found["amendment"] is None:
        return page.go(f"/challenges/{found['id']}")
    changes = differences(found, found["amendment"]["words"])
    shown = {"challenge": found, "changes": changes, "problems": problems, "note": note}
    return page.show("pages/challenge_amendment.html", shown, status=status)


@post("/challenges/{challenge_id:str}/amendment")
async def decide(
    page: NamedDependency[SkipValidation[Page]], challenge_id: FromPath[str]
) -> Answer:
    form = await page.form()
    publish = forms.text(form, "do") == "publish"
    note = forms.text(form, "note").strip()
    if not publish and not note:
        wrong = {"note": {"problem": "required", "limit": None}}
        return await _show(page, challenge_id, "", wrong, 422)
    return await send_and_go(
        page,
        "DecideAmendment",
        f"/challenges/{challenge_id}",
        "amended" if publish else "given_back",
        id=challenge_id,
        revision=forms.revision({"revision": forms.text(form, "revision")}) or 1,
        publish=publish,
        note=note[:1_000],
        writtenAt=forms.text(form, "writtenAt") or None,
        idempotencyKey=forms.text(form, "key") or None,
    )


HANDLERS = [amendment, decide]
