"""How much each thing counts in the lists of a town: seen by everybody, set with a reason."""

from __future__ import annotations

from typing import Any

from litestar import Response, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath, SkipValidation
from litestar.response import Redirect

from contracts.rights import CURATORS
from contracts.wire import Role
from gateway import words
from gateway.errors import camel
from gateway.pages import forms
from gateway.pages.failures import Failed, Problems
from gateway.pages.forms import Typed
from gateway.pages.matching.choosing import reason_problem
from gateway.pages.page import Page

Answer = Response[bytes] | Redirect
FIELDS: dict[str, str] = {name: str(camel(name)) for name in words.WORDS["strength"]}
"""Name of a strength -> of its field in a form and in GraphQL."""
MOST = 300


@get("/organizations/{organization_id:str}/strengths")
async def strengths(
    page: NamedDependency[SkipValidation[Page]], organization_id: FromPath[str]
) -> Response[bytes]:
    data = await page.ask("Strengths", id=organization_id)
    found = data["strengths"]
    typed: Typed = {field: str(found[field]) for field in FIELDS.values()}
    typed |= {"preferredKinds": [kind.lower() for kind in found["preferredKinds"]]}
    kept = {"revision": found["revision"] or "", "reason": ""}
    return _show(page, data, forms.new_typed(**typed, **kept), {}, 200)


@post("/organizations/{organization_id:str}/strengths")
async def change(
    page: NamedDependency[SkipValidation[Page]], organization_id: FromPath[str]
) -> Answer:
    form = await page.form()
    names = (*FIELDS.values(), "reason", "revision", "key")
    typed: Typed = {name: forms.text(form, name) for name in names}
    typed["preferredKinds"] = forms.texts(form, "preferredKinds")
    given, problems = _given(typed)
    if not problems:
        try:
            await page.send("ChangeStrengths", id=organization_id, **given)
        except Failed as failed:
            if failed.code not in {"VALIDATION", "CONFLICT"}:
                raise
            problems = failed.problems or {"revision": {"problem": "stale", "limit": None}}
        else:
            return page.go(page.path, "strengths_changed")
    data = await page.ask("Strengths", id=organization_id)
    if "revision" in problems:  # what is sent again is sent over what is shown now
        typed["revision"], typed["key"] = data["strengths"]["revision"], forms.new_typed()["key"]
    return _show(page, data, typed, problems, 422)


def _given(typed: Typed) -> tuple[dict[str, Any], Problems]:
    found: dict[str, Any] = {"reason": typed["reason"].strip()}
    problems = reason_problem(typed["reason"])
    for field in FIELDS.values():
        try:
            found[field] = forms.whole_number(typed[field].removesuffix("%")) or 0
        except ValueError:
            problems[field] = {"problem": "not_a_number", "limit": None}
            continue
        if found[field] > MOST:
            problems[field] = {"problem": "too_large", "limit": MOST}
        if found[field] < 0:
            problems[field] = {"problem": "too_small", "limit": 0}
    kinds = [one for one in typed["preferredKinds"] if one in words.WORDS["organization_kind"]]
    found["preferredKinds"] = [one.upper() for one in dict.fromkeys(kinds)]
    return found | {
        "revision": forms.revision(typed),
        "idempotencyKey": typed["key"] or None,
    }, problems


def _show(
    page: Page, data: dict[str, Any], typed: Typed, problems: Problems, status: int
) -> Response[bytes]:
    actor, town = page.context.actor, data["organization"]["id"]
    may = actor is not None and actor.role in CURATORS
    if actor is not None and actor.role is Role.LIAISON:
        may = str(actor.organization) == town
    shown = {**data, "fields": FIELDS, "form": typed, "problems": problems, "may": may}
    return page.show("pages/matching/strengths.html", shown, status=status)


HANDLERS = [strengths, change]
