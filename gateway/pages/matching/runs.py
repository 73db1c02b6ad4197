"""Runs of the matcher: made, opened, made again, and two of them beside each other."""

from __future__ import annotations

from typing import Any

from litestar import Response, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath, SkipValidation
from litestar.response import Redirect

from contracts.match_runs import RunMatches
from contracts.rights import INSPECTORS
from gateway.pages import forms
from gateway.pages.failures import Failed, Problems
from gateway.pages.forms import Typed
from gateway.pages.lists import after, restarted
from gateway.pages.page import Page

Answer = Response[bytes] | Redirect
HOME = "/match-runs"


@get(HOME)
async def runs(page: NamedDependency[SkipValidation[Page]]) -> Answer:
    may_inspect(page)
    try:
        return await _list(page, forms.new_typed(length="10"), {}, 200)
    except Failed as failed:
        return restarted(page, failed)


@post(HOME)
async def make(page: NamedDependency[SkipValidation[Page]]) -> Answer:
    form = await page.form()
    typed = {name: forms.text(form, name) for name in ("id", "length")}
    problems: Problems = {}
    try:
        length = forms.whole_number(typed["length"])
    except ValueError:
        length, problems = None, {"length": {"problem": "not_a_number", "limit": None}}
    given = {"id": typed["id"], "length": 10 if length is None else length}
    problems = forms.check(RunMatches, given) | problems
    if problems:
        return await _list(page, typed, problems, 422)
    page.back = HOME
    found = await page.send("RunMatches", **given)
    return page.go(f"{HOME}/{found['run']['id']}", "run_made")


@get(f"{HOME}/diff")
async def diff(page: NamedDependency[SkipValidation[Page]]) -> Response[bytes]:
    may_inspect(page)
    query = page.request.query_params
    data = await page.ask("MatchRunDiff", a=query.get("a", ""), b=query.get("b", ""))
    return page.show("pages/matching/diff.html", data)


@get(f"{HOME}/{{run_id:str}}")
async def run(page: NamedDependency[SkipValidation[Page]], run_id: FromPath[str]) -> Answer:
    may_inspect(page)
    try:
        data = await page.ask("MatchRun", id=run_id, after=after(page))
    except Failed as failed:
        return restarted(page, failed)
    return page.show("pages/matching/run.html", {"run": data["matchRun"]})


@get(f"{HOME}/{{run_id:str}}/again")
async def again(
    page: NamedDependency[SkipValidation[Page]], run_id: FromPath[str]
) -> Response[bytes]:
    may_inspect(page)
    data = await page.ask("MatchRunAgain", id=run_id)
    shown = {"run": data["matchRun"], "again": data["matchRunRecomputed"]}
    return page.show("pages/matching/again.html", shown)


def may_inspect(page: Page) -> None:
    """Raises ``Failed``."""
    page.must_be_signed_in()
    if page.context.actor is None or page.context.actor.role not in INSPECTORS:
        raise Failed("FORBIDDEN")


async def _list(page: Page, typed: Typed, problems: Problems, status: int) -> Response[bytes]:
    data = await page.ask("MatchRuns", after=after(page))
    shown: dict[str, Any] = {
        "runs": data["matchRuns"],
        "making": data["matchRunsInMaking"],
        "form": typed,
        "problems": problems,
    }
    return page.show("pages/matching/runs.html", shown, status=status)


HANDLERS = [runs, make, diff, run, again]
