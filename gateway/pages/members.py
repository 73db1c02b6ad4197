"""Members of an organization: seen and changed by those who manage it."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from typing import Any
from uuid import uuid4

from litestar import Response, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath, SkipValidation
from litestar.response import Redirect

from contracts.profiles import OrganizationKind
from contracts.rights import MANAGERS, POSTERS
from contracts.roles import LEVEL, roles_of
from contracts.wire import Role
from gateway.pages import forms
from gateway.pages.asides import send_and_go
from gateway.pages.confirming import confirm_first
from gateway.pages.failures import Failed, Problems
from gateway.pages.flashes import SAID
from gateway.pages.lists import after
from gateway.pages.page import Page
from gateway.words import JAPAN

Answer = Response[bytes] | Redirect
HOME = "/members"
LAST_DAY = timedelta(days=1)


@get(HOME)
async def members(page: NamedDependency[SkipValidation[Page]]) -> Response[bytes]:
    data = await staff(page, after=after(page))
    shown = {"home": home(page), "ownerless": await ownerless(page, data)}
    return page.show("pages/members.html", {**data, **shown})


@get("/members/{membership_id:str}")
async def member(
    page: NamedDependency[SkipValidation[Page]], membership_id: FromPath[str]
) -> Response[bytes]:
    return await _show_member(page, membership_id, {}, 200)


@post("/members/{membership_id:str}/change")
async def change_member(
    page: NamedDependency[SkipValidation[Page]], membership_id: FromPath[str]
) -> Answer:
    form = await page.form()
    role = forms.text(form, "role")
    given = {
        "id": membership_id,
        "revision": forms.revision({"revision": forms.text(form, "revision")}) or 1,
        "role": role.upper(),
        "unitId": forms.text(form, "unit") or None,
        "idempotencyKey": forms.text(form, "key") or None,
    }
    if role not in set(Role):
        wrong: Problems = {"role": {"problem": "required", "limit": None}}
        return await _show_member(page, membership_id, wrong, 422)
    try:
        found = await page.send("ChangeMembership", **given)
    except Failed as failed:
        return await _said(page, failed, f"{HOME}/{membership_id}")
    return page.go(home(page), "waits_for_second" if found["pendingChange"] else "member_changed")


@post("/members/{membership_id:str}/end")
async def end_member(
    page: NamedDependency[SkipValidation[Page]], membership_id: FromPath[str]
) -> Answer:
    """At once, or at the end of a day in Japan."""
    form = await page.form()
    try:
        day = forms.day(forms.date_parts(form, "until"))
    except ValueError:
        wrong: Problems = {"until": {"problem": "not_a_date", "limit": None}}
        return await _show_member(page, membership_id, wrong, 422)
    given = {
        "id": membership_id,
        "revision": forms.revision({"revision": forms.text(form, "revision")}) or 1,
        "until": _end_of(day) if day else None,
        "idempotencyKey": forms.text(form, "key") or None,
    }
    try:
        await page.send("EndMembership", **given)
    except Failed as failed:
        if failed.code == "VALIDATION":
            return await _show_member(page, membership_id, failed.problems, 422)
        return await _said(page, failed, f"{HOME}/{membership_id}")
    own = forms.text(form, "own") == "true"
    return page.go(
        "/" if own else home(page), "member_will_end" if given["until"] else "member_ended"
    )


@post("/members/changes/{change_id:str}")
async def decide_change(
    page: NamedDependency[SkipValidation[Page]], change_id: FromPath[str]
) -> Answer:
    form = await page.form()
    confirms = forms.text(form, "do") == "confirm"
    operation = "ConfirmChange" if confirms else "RefuseChange"
    flash = "change_confirmed" if confirms else "change_refused"
    try:
        return await send_and_go(page, operation, home(page), flash, id=change_id)
    except Failed as failed:
        return await confirm_first(page, failed, home(page), keeps=True)


@post("/members/policy")
async def set_policy(page: NamedDependency[SkipValidation[Page]]) -> Answer:
    form = await page.form()
    given = {
        "id": forms.text(form, "id") or str(uuid4()),
        "organizationId": chosen(page),
        "reviewBeforePublishing": forms.text(form, "review") == "true",
    }
    try:
        return await send_and_go(page, "SetReviewPolicy", home(page), "waits_for_second", **given)
    except Failed as failed:
        return await confirm_first(page, failed, home(page), keeps=True)


@post("/members/units")
async def add_unit(page: NamedDependency[SkipValidation[Page]]) -> Redirect:
    form = await page.form()
    given = {
        "id": forms.text(form, "id") or str(uuid4()),
        "organizationId": chosen(page),
        "name": forms.text(form, "name").strip(),
    }
    if not given["name"]:
        return page.go(home(page), "unit_unnamed")
    return await send_and_go(page, "AddUnit", home(page), "unit_added", **given)


async def ownerless(page: Page, data: dict[str, Any]) -> list[dict[str, Any]]:
    """Units that have something open and nobody who works there: a task for the liaison.

    Challenges, whoever waits to talk or was introduced, and what was promised.
    """
    if chosen(page) or data["members"]["pageInfo"]["hasNextPage"] or after(page):
        return []
    peopled = {one["unit"]["id"] for one in data["members"]["nodes"] if one["unit"]}
    empty = [one for one in data["organization"]["units"] if one["id"] not in peopled]
    if not empty:
        return []
    work = await page.ask("UnitWork", owner={"organizationId": data["organization"]["id"]})
    nodes = [each for part in ("drafts", "inReview", "open") for each in work[part]["nodes"]]
    found = []
    for unit in empty:
        count = sum(bool(each["unit"]) and each["unit"]["id"] == unit["id"] for each in nodes)
        found.append({"unit": unit, "count": count, **await _handed_on(page, unit["id"])})
    return [one for one in found if one["count"] or one["partners"] or one["promises"]]


async def _handed_on(page: Page, unit_id: str) -> dict[str, int]:
    """How many partners and promises a unit has, for who may read its handover pack."""
    actor = page.context.actor
    if actor is None or actor.role not in POSTERS:
        return {"partners": 0, "promises": 0}
    handed = await page.ask("HandedOn", unitId=unit_id)
    promises = handed["work"]["promises"] if handed["work"] else ()
    return {"partners": len(handed["relations"] or ()), "promises": len(promises)}


async def staff(page: Page, **more: Any) -> dict[str, Any]:
    """What is seen of an organization by who manages it. Raises ``Failed``."""
    own = manager_of(page)
    data = await page.ask(
        "Members", organization=chosen(page), organizationId=chosen(page) or own, **more
    )
    return {**data, "roles": given_roles(page, data["organization"]["kind"]), "key": str(uuid4())}


def manager_of(page: Page) -> str:
    """The organization that the viewer manages. Raises ``Failed``."""
    page.must_be_signed_in()
    actor = page.context.actor
    if actor is None or actor.role not in MANAGERS or actor.organization is None:
        raise Failed("FORBIDDEN")
    return str(actor.organization)


def chosen(page: Page) -> str | None:
    """The organization that a platform admin looks at; none: one's own."""
    return page.request.query_params.get("organization") or None


def home(page: Page) -> str:
    other = chosen(page)
    return f"{HOME}?organization={other}" if other else HOME


def given_roles(page: Page, kind: str) -> list[str]:
    """Roles there that are not above the viewer's own."""
    actor = page.context.actor
    level = LEVEL.get(actor.role, -1) if actor else -1
    return [str(role) for role in roles_of(OrganizationKind(kind.lower())) if LEVEL[role] <= level]


async def _show_member(
    page: Page, membership_id: str, problems: Problems, status: int
) -> Response[bytes]:
    data = await staff(page)
    found = next((one for one in data["members"]["nodes"] if one["id"] == membership_id), None)
    if found is None:
        raise Failed("NOT_FOUND")
    shown = {**data, "member": found, "problems": problems, "home": home(page)}
    return page.show("pages/member.html", shown, status=status)


async def _said(page: Page, failed: Failed, there: str) -> Answer:
    """Back to the list, which says why not. Raises ``Failed`` for what has no sentence."""
    if failed.reason == "STEP_UP":
        return await confirm_first(page, failed, there, keeps=True)
    reason = failed.reason.lower() or ("stale" if failed.code == "CONFLICT" else "")
    if reason not in SAID:
        raise failed
    return page.go(home(page), reason)


def _end_of(day: str) -> str:
    """The last instant of a day in Japan, for GraphQL."""
    begins = datetime.combine(datetime.fromisoformat(day).date(), time.min, JAPAN)
    return (begins + LAST_DAY).astimezone(UTC).isoformat()


HANDLERS = [members, member, change_member, end_member, decide_change, set_policy, add_unit]
