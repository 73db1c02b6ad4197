"""Reading proposals: those of one's organization, one of them, its receipts and who read it."""

from __future__ import annotations

from typing import Any

from litestar import Response, get
from litestar.params import FromPath

from contracts.rights import POSTERS
from gateway.pages.failures import Failed, Problems
from gateway.pages.lists import after, restarted
from gateway.pages.page import Page
from gateway.pages.proposals.writing import Answer, Visitor, must_be_own


@get("/proposals")
async def proposals(page: Visitor) -> Answer:
    page.must_be_signed_in()
    actor = page.context.actor
    if actor is None or actor.role not in POSTERS:
        raise Failed("FORBIDDEN")
    try:
        data = await page.ask("Proposals", after=after(page))
    except Failed as failed:
        return restarted(page, failed)
    return page.show("pages/proposals/list.html", {"proposals": data["proposals"]})


@get("/proposals/{proposal_id:str}")
async def proposal(page: Visitor, proposal_id: FromPath[str]) -> Answer:
    """As whoever asks may see it; who has to say something first is asked to."""
    return await show_proposal(page, proposal_id, {}, {}, 200)


async def show_proposal(
    page: Page, proposal_id: str, typed: dict[str, Any], problems: Problems, status: int
) -> Answer:
    """``typed``: what is in its small forms, where one of them was refused."""
    try:
        found = (await page.ask("Proposal", id=proposal_id))["proposal"]
    except Failed as failed:
        if failed.reason == "DECLARE_FIRST":
            return page.go("/assessments", "declare_first")
        raise
    how = None
    if found["side"] in {"OWNER", "REVIEWER"}:
        how = (await page.ask("Assessment", id=found["challenge"]["id"]))["assessment"]
    shown = {"proposal": found, "how": how, "form": typed, "problems": problems}
    return page.show("pages/proposals/proposal.html", shown, status=status)


@get("/proposals/{proposal_id:str}/receipts")
async def receipts(page: Visitor, proposal_id: FromPath[str]) -> Response[bytes]:
    await must_be_own(page, proposal_id)
    found = (await page.ask("ProposalReceipts", id=proposal_id))["proposal"]
    return page.show("pages/proposals/receipts.html", {"proposal": found})


@get("/proposals/{proposal_id:str}/versions/{version:int}")
async def canonical_file(
    page: Visitor, proposal_id: FromPath[str], version: FromPath[int]
) -> Response[bytes]:
    """The canonical form, byte for byte: ``sha256sum`` of the file is the receipt."""
    await must_be_own(page, proposal_id)
    found = (await page.ask("ProposalReceipts", id=proposal_id))["proposal"]
    one = next((each for each in found["receipts"] if each["version"] == version), None)
    if one is None:
        raise Failed("NOT_FOUND")
    name = f"enishi-proposal-{found['id']}-{version}.json"
    return Response(
        content=one["content"].encode(),
        media_type="application/json",
        headers={
            "Content-Disposition": f'attachment; filename="{name}"',
            "Cache-Control": "no-store",
            "X-Content-Type-Options": "nosniff",
        },
    )


HANDLERS = [proposals, proposal, receipts, canonical_file]
