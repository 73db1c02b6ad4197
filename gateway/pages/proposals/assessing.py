"""Setting how proposals are looked at: the rubric, reviewers, and conflicts of interest."""

from __future__ import annotations

import re
from typing import Any

from litestar import Response, get, post
from litestar.params import FromPath
from litestar.response import Redirect

from gateway.pages import forms
from gateway.pages.asides import send_and_go
from gateway.pages.failures import Failed, Problems
from gateway.pages.flashes import SAID
from gateway.pages.page import Page
from gateway.pages.proposals.submitting import names_with, organization_named
from gateway.pages.proposals.writing import Answer, Visitor

ROWS = 6
MOST_NAMES = 20
REVIEWING = frozenset({"STAFF", "LIAISON", "DECISION_MAKER", "REVIEWER", "COMPANY_MEMBER"})


@get("/challenges/{challenge_id:str}/assessment")
async def assessment(page: Visitor, challenge_id: FromPath[str]) -> Response[bytes]:
    return await show_assessment(page, challenge_id, None, {}, 200)


async def show_assessment(
    page: Page,
    challenge_id: str,
    typed: dict[str, Any] | None,
    problems: Problems,
    status: int,
    asked: str = "",
) -> Response[bytes]:
    """``asked``: the name of an organization that was typed."""
    page.must_be_signed_in()
    data = await page.ask("Assessment", id=challenge_id)
    how = data["assessment"]
    if not how["mayDecide"]:
        raise Failed("FORBIDDEN")
    members = await _members(page)
    shown = {"challenge": data["challenge"], "how": how, "members": members}
    shown |= {"form": typed or _typed(how), "problems": problems, "rows": ROWS}
    shown |= {"asked": asked, "near": await names_with(page, asked)}
    return page.show("pages/proposals/assessment.html", shown, status=status)


async def _members(page: Page) -> list[dict[str, Any]]:
    """Those who may be asked; none for a role that may not see who works here."""
    try:
        nodes = (await page.ask("MembersToReview"))["members"]["nodes"]
    except Failed:
        return []
    return [one for one in nodes if one["role"] in REVIEWING]


def _typed(how: dict[str, Any]) -> dict[str, Any]:
    rows = [{"name": one["name"], "weight": str(one["weight"])} for one in how["criteria"]]
    return {"rows": rows, "isBlind": how["isBlind"]}


@post("/challenges/{challenge_id:str}/assessment")
async def set_rubric(page: Visitor, challenge_id: FromPath[str]) -> Answer:
    form = await page.form()
    pairs = [(forms.text(form, f"name{n}"), forms.text(form, f"weight{n}")) for n in range(ROWS)]
    rows = [{"name": name, "weight": weight} for name, weight in pairs]
    typed = {"rows": rows, "isBlind": forms.text(form, "isBlind") == "true"}
    criteria, problems = _criteria(rows)
    if problems:
        return await show_assessment(page, challenge_id, typed, problems, 422)
    revision = forms.text(form, "revision")
    number = int(revision) if re.fullmatch("[0-9]{1,9}", revision) else 0
    given = {"challengeId": challenge_id, "revision": number, "criteria": criteria}
    try:
        await page.send("SetRubric", **given, isBlind=typed["isBlind"])
    except Failed as failed:
        reason = failed.reason.lower()
        if failed.code == "CONFLICT" and reason in SAID:
            page.saying = reason
        elif failed.code != "VALIDATION":
            raise
        return await show_assessment(page, challenge_id, typed, failed.problems, failed.status)
    return page.go(page.path, "rubric_set")


def _criteria(rows: list[dict[str, str]]) -> tuple[list[dict[str, Any]], Problems]:
    """Those that have a name; a weight that is none is a problem of the whole table."""
    found: list[dict[str, Any]] = []
    problems: Problems = {}
    for row in rows:
        if not row["name"].strip():
            continue
        try:
            weight = forms.whole_number(row["weight"])
        except ValueError:
            weight = None
        if weight is None or not 1 <= weight <= 100:  # noqa: PLR2004 -- as the contract has it
            problems["criteria"] = {"problem": "not_a_number", "limit": None}
        found.append({"name": row["name"].strip(), "weight": weight})
    if not found:
        problems["criteria"] = {"problem": "required", "limit": None}
    return found, problems


@post("/challenges/{challenge_id:str}/reviewers")
async def assign(page: Visitor, challenge_id: FromPath[str]) -> Redirect:
    form = await page.form()
    to = f"/challenges/{challenge_id}/assessment"
    people = forms.texts(form, "people")[:MOST_NAMES]
    return await send_and_go(
        page,
        "AssignReviewers",
        to,
        "reviewers_assigned",
        challengeId=challenge_id,
        personIds=people,
    )


@post("/challenges/{challenge_id:str}/reveal")
async def reveal(page: Visitor, challenge_id: FromPath[str]) -> Redirect:
    form = await page.form()
    revision = forms.revision({"revision": forms.text(form, "revision")}) or 1
    to = f"/challenges/{challenge_id}/proposals"
    return await send_and_go(
        page, "RevealAuthors", to, "revealed", challengeId=challenge_id, revision=revision
    )


@get("/challenges/{challenge_id:str}/proposals/declare")
async def declare_form(page: Visitor, challenge_id: FromPath[str]) -> Answer:
    return await _show_declare(page, challenge_id, "", {}, 200)


async def _show_declare(
    page: Page, challenge_id: str, names: str, problems: Problems, status: int
) -> Answer:
    page.must_be_signed_in()
    data = await page.ask("Assessment", id=challenge_id)
    if data["assessment"]["hasDeclared"]:
        return page.go(f"/challenges/{challenge_id}/proposals")
    shown = {"challenge": data["challenge"], "how": data["assessment"], "names": names}
    return page.show("pages/proposals/declare.html", shown | {"problems": problems}, status=status)


@post("/challenges/{challenge_id:str}/proposals/declare")
async def declare(page: Visitor, challenge_id: FromPath[str]) -> Answer:
    """Names of organizations, one a line; one that nobody has is no answer."""
    form = await page.form()
    typed = forms.text(form, "names")
    names = [line.strip() for line in typed.split("\n") if line.strip()]
    ids = [await organization_named(page, name) for name in names[:MOST_NAMES]]
    if len(names) > MOST_NAMES:
        return await _wrong(page, challenge_id, typed, "too_many")
    if any(one is None for one in ids):
        return await _wrong(page, challenge_id, typed, "unknown_organization")
    to = f"/challenges/{challenge_id}/proposals"
    return await send_and_go(
        page, "DeclareConflicts", to, "declared", challengeId=challenge_id, organizationIds=ids
    )


async def _wrong(page: Page, challenge_id: str, typed: str, problem: str) -> Answer:
    problems: Problems = {"names": {"problem": problem, "limit": None}}
    return await _show_declare(page, challenge_id, typed, problems, 422)


HANDLERS = [assessment, set_rubric, assign, reveal, declare_form, declare]
