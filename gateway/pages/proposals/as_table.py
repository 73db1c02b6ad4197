"""The proposals to a challenge of one's own as CSV, to be laid before a meeting."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

from litestar import Response, get
from litestar.params import FromPath
from litestar.response import Redirect

from gateway import words
from gateway.catalogues import load
from gateway.pages import tables
from gateway.pages.failures import Failed
from gateway.pages.page import Page
from gateway.pages.proposals.owning import filters
from gateway.pages.proposals.writing import Visitor
from gateway.words import N_

COLUMNS = (
    *(N_("提案書"), N_("団体の名前"), N_("状態"), N_("提出"), N_("返事の約束")),
    N_("平均"),
)


@get("/challenges/{challenge_id:str}/proposals/table")
async def table(page: Visitor, challenge_id: FromPath[str]) -> Response[bytes] | Redirect:
    """What the list shows, whole; in a blind round no name either."""
    page.must_be_signed_in()
    try:
        found = await _all(page, challenge_id)
    except Failed as failed:
        if failed.reason == "DECLARE_FIRST":
            return page.go(f"/challenges/{challenge_id}/proposals/declare")
        raise
    say = load(page.preferences.locale).gettext
    rows = [[say(column) for column in COLUMNS], *(_cells(one, say) for one in found)]
    return Response(
        content=(tables.BYTE_ORDER_MARK + tables.lines(rows)).encode(),
        media_type="text/csv; charset=utf-8",
        headers={
            "Content-Disposition": 'attachment; filename="proposals.csv"',
            "Cache-Control": "no-store",
        },
    )


async def _all(page: Page, challenge_id: str) -> list[dict[str, Any]]:
    """Page after page: a table without the last ones would look as if there were no more."""
    found: list[dict[str, Any]] = []
    place: str | None = None
    while True:
        data = await page.ask("ProposalsOfChallenge", id=challenge_id, after=place, **filters(page))
        found += data["proposals"]["nodes"]
        if not data["proposals"]["pageInfo"]["hasNextPage"]:
            return found
        place = data["proposals"]["pageInfo"]["endCursor"]


def _cells(one: dict[str, Any], say: Callable[[str], str]) -> list[str]:
    mean = (one["scores"] or {}).get("mean")
    return [
        one["title"],
        one["organizationName"],
        say(words.word("proposal_state", one["state"])),
        _minute(one["submittedAt"]),
        words.iso_day(one["answerDue"]),
        "" if mean is None else f"{mean:.2f}",
    ]


def _minute(instant: str | None) -> str:
    """In Japan, as a spreadsheet takes it for a moment."""
    if instant is None:
        return ""
    return f"{datetime.fromisoformat(instant).astimezone(words.JAPAN):%Y-%m-%d %H:%M}"


HANDLERS = [table]
