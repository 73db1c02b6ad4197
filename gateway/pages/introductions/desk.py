"""The coordinator's desk: what is stuck, and letters that a human looks at before they leave."""

from __future__ import annotations

from typing import Any

from litestar import Response, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath, SkipValidation
from litestar.response import Redirect

from contracts.desk import WriteLetter
from contracts.rights import COORDINATORS
from gateway import words
from gateway.catalogues import load
from gateway.pages import forms
from gateway.pages.asides import send_and_go
from gateway.pages.failures import Failed, Problems
from gateway.pages.page import Page, frame

Answer = Response[bytes] | Redirect
HOME = "/desk"
TYPED = ("id", "revision", "key", "kind", "subjectId", "to", "whom", "unitId", "subject", "text")


@get(HOME)
async def desk(page: NamedDependency[SkipValidation[Page]]) -> Response[bytes]:
    return page.show("pages/introductions/desk.html", await _ask(page))


@get("/desk/letters/new")
async def letter_form(page: NamedDependency[SkipValidation[Page]]) -> Response[bytes]:
    """With words to begin from, for the next best thing to do."""
    data, query = await _ask(page), page.request.query_params
    about = (query.get("kind", ""), query.get("subject", ""))
    rows = [one for one in data["stuck"] if (one["kind"].lower(), one["subjectId"]) == about]
    if not rows:
        raise Failed("NOT_FOUND")
    one = rows[0]
    translate = load(page.preferences.locale).gettext
    names = {"other": one["otherOrganizationName"], "title": one["title"]}
    draft = translate(words.DRAFTS[about[0]]) % names
    typed = forms.new_typed(
        kind=about[0],
        subjectId=about[1],
        to=one["organizationId"],
        whom=one["organizationName"],
        unitId=one["unitId"] or "" if about[0] != "unit_without_owner" else "",
        subject=translate(words.SUBJECTS[about[0]]),
        text=draft,
    )
    return _show(page, typed, {}, 200)


@get("/desk/letters/{letter_id:str}")
async def letter(
    page: NamedDependency[SkipValidation[Page]], letter_id: FromPath[str]
) -> Response[bytes]:
    data = await _ask(page)
    found = next((one for one in data["deskLetters"] if one["id"] == letter_id), None)
    if found is None or found["state"] == "SENT":
        raise Failed("NOT_FOUND")
    kept = {name: found[name] for name in ("id", "revision", "subject", "text", "state")}
    more = {"to": " ".join(found["to"]), "whom": "、".join(found["toNames"])}
    return _show(page, forms.new_typed(kind="", subjectId="", unitId="") | kept | more, {}, 200)


@post("/desk/letters")
async def write_letter(page: NamedDependency[SkipValidation[Page]]) -> Answer:
    form = await page.form()
    typed: dict[str, Any] = {name: forms.text(form, name) for name in TYPED}
    given = {
        "id": typed["id"],
        "revision": forms.revision(typed),
        "kind": typed["kind"].upper() or None,
        "subjectId": typed["subjectId"] or None,
        "to": typed["to"].split(),
        "toUnitId": typed["unitId"] or None,
        "subject": typed["subject"].strip(),
        "text": typed["text"].strip(),
        "idempotencyKey": typed["key"] or None,
    }
    problems = forms.check(WriteLetter, given | {"kind": typed["kind"] or None})
    if problems:
        await frame(page)
        return _show(page, typed, problems, 422)
    try:
        await page.send("WriteDeskLetter", **given)
    except Failed as failed:
        if failed.code != "VALIDATION":
            raise
        await frame(page)
        return _show(page, typed, failed.problems, 422)
    return page.go(HOME, "letter_kept")


@post("/desk/letters/{letter_id:str}/{what:str}")
async def decide_letter(
    page: NamedDependency[SkipValidation[Page]], letter_id: FromPath[str], what: FromPath[str]
) -> Redirect:
    """``send`` or ``discard``."""
    form = await page.form()
    steps = {
        "send": ("SendDeskLetter", "letter_sent"),
        "discard": ("DiscardDeskLetter", "letter_discarded"),
    }
    if what not in steps:
        raise Failed("NOT_FOUND")
    operation, flash = steps[what]
    revision = forms.revision({"revision": forms.text(form, "revision")}) or 1
    if what == "send" and forms.text(form, "several") and forms.text(form, "state") == "DRAFT":
        flash = "waits_for_second"
    return await send_and_go(page, operation, HOME, flash, id=letter_id, revision=revision)


async def _ask(page: Page) -> dict[str, Any]:
    page.must_be_signed_in()
    actor = page.context.actor
    if actor is None or actor.role not in COORDINATORS:
        raise Failed("FORBIDDEN")
    return await page.ask("Desk")


def _show(page: Page, typed: dict[str, Any], problems: Problems, status: int) -> Response[bytes]:
    shown = {"form": typed, "problems": problems}
    return page.show("pages/introductions/letter_form.html", shown, status=status)


HANDLERS = [desk, letter_form, letter, write_letter, decide_letter]
