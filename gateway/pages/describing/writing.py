"""Describing one's own organization."""

from __future__ import annotations

from typing import Any

from litestar import Response, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath, SkipValidation
from litestar.response import Redirect

from contracts.descriptions import DescribeOrganization
from contracts.rights import MANAGERS
from gateway.pages import forms
from gateway.pages.failures import Failed, Problems
from gateway.pages.forms import Typed
from gateway.pages.page import Page

Answer = Response[bytes] | Redirect
TYPED = ("revision", "key", "description", "url", "founded")


@get("/organizations/{organization_id:str}/edit")
async def describe_form(
    page: NamedDependency[SkipValidation[Page]], organization_id: FromPath[str]
) -> Answer:
    found = await _own(page, organization_id)
    kept = {name: found[name] for name in ("revision", "description", "url")}
    typed = forms.new_typed() | kept | {"founded": str(found["founded"] or "")}
    return _show(page, found, typed, {}, 200)


@post("/organizations/{organization_id:str}/edit")
async def describe(
    page: NamedDependency[SkipValidation[Page]], organization_id: FromPath[str]
) -> Answer:
    form = await page.form()
    found = await _own(page, organization_id)
    typed: Typed = {name: forms.text(form, name) for name in TYPED}
    given, problems = _given(organization_id, typed)
    problems = forms.check(DescribeOrganization, given) | problems
    if problems:
        return _show(page, found, typed, problems, 422)
    try:
        await page.send("DescribeOrganization", **given)
    except Failed as failed:
        if failed.code == "VALIDATION":
            return _show(page, found, typed, failed.problems, 422)
        if failed.code != "CONFLICT" or failed.newest is None:
            raise
        return _show_newest(page, found, typed, failed.newest)
    return page.go(f"/organizations/{organization_id}", "described")


def _given(organization_id: str, typed: Typed) -> tuple[dict[str, Any], Problems]:
    given: dict[str, Any] = {"organizationId": organization_id, "url": typed["url"].strip()}
    given |= {"description": typed["description"].strip(), "revision": forms.revision(typed) or 1}
    given["idempotencyKey"] = typed["key"] or None
    try:
        given["founded"] = forms.whole_number(typed["founded"].strip().removesuffix("年"))
    except ValueError:
        return given, {"founded": {"problem": "not_a_number", "limit": None}}
    return given, {}


def _show_newest(
    page: Page, found: dict[str, Any], typed: Typed, newest: dict[str, Any]
) -> Response[bytes]:
    """Both texts: what somebody else wrote meanwhile, and what was typed."""
    mine, _ = _given(found["id"], typed)
    differing = {
        name: newest.get(name)
        for name in ("description", "url", "founded")
        if newest.get(name) != mine.get(name)
    }
    typed |= {"revision": newest["revision"], "key": forms.new_typed()["key"]}
    return _show(page, found, typed, {}, 409, differing)


def _show(
    page: Page,
    found: dict[str, Any],
    typed: Typed,
    problems: Problems,
    status: int,
    newest: dict[str, Any] | None = None,
) -> Response[bytes]:
    shown = {"organization": found, "form": typed, "problems": problems, "newest": newest}
    return page.show("pages/describing/edit.html", shown, status=status)


def may_describe(page: Page, organization_id: str) -> bool:
    actor = page.context.actor
    return (
        actor is not None and actor.role in MANAGERS and str(actor.organization) == organization_id
    )


async def _own(page: Page, organization_id: str) -> dict[str, Any]:
    """Raises ``Failed``; another's is answered as what is not there."""
    page.must_be_signed_in()
    actor = page.context.actor
    if actor is None or actor.role not in MANAGERS:
        raise Failed("FORBIDDEN")
    if not may_describe(page, organization_id):
        raise Failed("NOT_FOUND")
    found: dict[str, Any] = (await page.ask("Described", id=organization_id))["organization"]
    return found


HANDLERS = [describe_form, describe]
