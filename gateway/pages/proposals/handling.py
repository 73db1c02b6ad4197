"""Buttons on the page of one proposal: taking it in, asking, passing on, answering, scoring."""

from __future__ import annotations

from typing import Any

from litestar import post
from litestar.params import FromPath
from litestar.response import Redirect

from gateway.pages import forms
from gateway.pages.asides import send_and_go
from gateway.pages.failures import Failed
from gateway.pages.flashes import SAID
from gateway.pages.forms import Typed
from gateway.pages.page import Page
from gateway.pages.proposals.reading import show_proposal
from gateway.pages.proposals.submitting import given_revision
from gateway.pages.proposals.writing import Answer, Visitor


@post("/proposals/{proposal_id:str}/take-in")
async def take_in(page: Visitor, proposal_id: FromPath[str]) -> Redirect:
    given = await given_revision(page, proposal_id)
    to = f"/proposals/{proposal_id}"
    return await send_and_go(page, "TakeInProposal", to, "taken_in", **given)


@post("/proposals/{proposal_id:str}/ask")
async def ask(page: Visitor, proposal_id: FromPath[str]) -> Answer:
    given = await given_revision(page, proposal_id)
    text = forms.text(await page.posted(), "question")
    typed = {"question": text}
    return await said(
        page, "AskClarification", proposal_id, "question_sent", typed, **given, question=text
    )


@post("/proposals/{proposal_id:str}/answer")
async def answer(page: Visitor, proposal_id: FromPath[str]) -> Answer:
    given = await given_revision(page, proposal_id)
    text = forms.text(await page.posted(), "answer")
    typed = {"answer": text}
    return await said(
        page, "AnswerClarification", proposal_id, "answer_sent", typed, **given, answer=text
    )


@post("/proposals/{proposal_id:str}/forward")
async def forward(page: Visitor, proposal_id: FromPath[str]) -> Answer:
    """Not our section: to another of the own organization."""
    given = await given_revision(page, proposal_id)
    unit = forms.text(await page.posted(), "unitId")
    typed = {"unitId": unit}
    return await said(
        page, "ForwardProposal", proposal_id, "forwarded", typed, **given, unitId=unit
    )


@post("/proposals/{proposal_id:str}/not-this-year")
async def not_this_year(page: Visitor, proposal_id: FromPath[str]) -> Redirect:
    """An answer by one press."""
    await page.form()
    found = (await page.ask("ProposalSide", id=proposal_id))["proposal"]
    given = {"outcome": "DECLINED", "reason": "NOT_THIS_FISCAL_YEAR", "atOnce": True}
    return await send_and_go(
        page,
        "DecideProposals",
        f"/proposals/{proposal_id}",
        "answered_at_once",
        challengeId=found["challenge"]["id"],
        ids=[proposal_id],
        **given,
    )


@post("/proposals/{proposal_id:str}/score")
async def score(page: Visitor, proposal_id: FromPath[str]) -> Answer:
    form = await page.form()
    found = (await page.ask("ProposalSide", id=proposal_id))["proposal"]
    how = (await page.ask("Assessment", id=found["challenge"]["id"]))["assessment"]
    typed = [forms.text(form, f"points{n}") for n in range(len(how["criteria"]))]
    points = [int(one) for one in typed if one in {"1", "2", "3", "4", "5"}]
    given = {"points": points, "comment": forms.text(form, "comment")}
    kept = {"points": typed, "comment": given["comment"]}
    return await said(page, "ScoreProposal", proposal_id, "scored", kept, id=proposal_id, **given)


@post("/proposals/{proposal_id:str}/conflict")
async def conflict(page: Visitor, proposal_id: FromPath[str]) -> Redirect:
    await page.form()
    return await send_and_go(
        page, "DeclareConflict", "/assessments", "conflict_declared", id=proposal_id
    )


async def said(
    page: Page, operation: str, proposal_id: str, flash: str, typed: Typed, **given: Any
) -> Answer:
    """On to the proposal again; where it was refused, with what was typed still there."""
    try:
        await page.send(operation, **given)
    except Failed as failed:
        reason = failed.reason.lower()
        if failed.code == "CONFLICT" and reason in SAID:
            page.saying = reason
        elif failed.code != "VALIDATION":
            raise
        status, problems = failed.status, {**failed.problems}
        return await show_proposal(page, proposal_id, typed, problems, status)
    return page.go(f"/proposals/{proposal_id}", flash)


HANDLERS = [take_in, ask, answer, forward, not_this_year, score, conflict]
