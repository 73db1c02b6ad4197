"""The handover pack (引継ぎ書): two pages of A4 with what the successor in a unit has to know.

With whom the unit talks, what it has promised until when, what it has decided, and what comes next.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from litestar import Response, get
from litestar.di import NamedDependency
from litestar.params import SkipValidation

from contracts.rights import MANAGERS, POSTERS
from gateway import words
from gateway.pages.failures import Failed
from gateway.pages.handover_paper import MOST, two_pages
from gateway.pages.page import Page
from gateway.words import JAPAN

NOTHING: dict[str, Any] = {"relations": [], "work": {"promises": [], "decided": []}}
"""To who posts nothing and is introduced to nobody."""
FEW = 4
"""Rows of each list: what is more is counted, so that two pages are enough."""


@get("/handover")
async def handover(page: NamedDependency[SkipValidation[Page]]) -> Response[bytes]:
    return page.show("pages/handover.html", await gathered(page, FEW))


@get("/handover.pdf")
async def handover_paper(page: NamedDependency[SkipValidation[Page]]) -> Response[bytes]:
    """The same on paper: two pages, whatever there is."""
    found = await gathered(page, MOST)
    return Response(
        content=await two_pages(found, page.preferences.locale),
        media_type="application/pdf",
        headers={
            "Content-Disposition": 'attachment; filename="handover.pdf"',
            "Cache-Control": "no-store",
        },
        cookies=[*page.cookies, *page.context.cookies],
    )


async def gathered(page: Page, few: int) -> dict[str, Any]:
    """What the successor has to know. Raises ``Failed``."""
    page.must_be_signed_in()
    actor = page.context.actor
    if actor is None or actor.role not in POSTERS | MANAGERS or actor.organization is None:
        raise Failed("FORBIDDEN")
    own = str(actor.unit) if actor.unit else None
    wanted = page.request.query_params.get("unit") or own
    data = await page.ask("Handover", organizationId=str(actor.organization))
    units = data["organization"]["units"]
    unit = next((one for one in units if one["id"] == wanted), None)
    if wanted is not None and unit is None:
        raise Failed("NOT_FOUND")
    if wanted != own and actor.role not in MANAGERS:
        raise Failed("NOT_FOUND")  # of another unit, as of none
    owner = {"organizationId": str(actor.organization), "unitId": wanted}
    work = await page.ask("UnitWork", owner=owner)
    going = await page.ask("HandedOn", unitId=wanted) if actor.role in POSTERS else NOTHING
    return {
        **data,
        "relations": _first(going["relations"], few),
        "promises": _first(going["work"]["promises"], few),
        "decided": _first(going["work"]["decided"], few),
        "unit": unit,
        "units": units if actor.role in MANAGERS else [],
        "parts": [(name, *_few(work[name], few)) for name in ("open", "inReview", "drafts")],
        "dates": coming(work["open"]["nodes"], going)[:few],
        "today": datetime.now(JAPAN),
        "maker": (page.viewer or {}).get("name", ""),
    }


def _few(part: dict[str, Any], few: int) -> tuple[list[dict[str, Any]], int]:
    """The first rows, and how many more there are."""
    rows: list[dict[str, Any]] = part["nodes"][:few]
    return rows, part["totalCount"] - len(rows)


def _first(rows: list[dict[str, Any]], few: int) -> tuple[list[dict[str, Any]], int]:
    return rows[:few], max(len(rows) - few, 0)


def coming(challenges: list[dict[str, Any]], going: dict[str, Any]) -> list[dict[str, Any]]:
    """Days that are waited for, the next one first: what is over is still to be done."""
    found = [
        {"day": one["answerBy"], "what": "answer_by", "title": one["title"], "href": _of(one["id"])}
        for one in challenges
    ]
    for one in going["relations"]:
        place = "introductions" if one["kind"] == "INTRODUCTION" else "interests"
        row = {"title": one["partnerName"], "href": f"/{place}/{one['subjectId']}"}
        found.append({**row, "day": one["talkAt"], "what": "talk"})
        found.append({**row, "day": one["dueAt"], "what": one["kind"]})
    for one in going["work"]["promises"]:
        row = {"title": one["title"], "href": _of(one["challengeId"])}
        found.append({**row, "day": one["dueAt"], "what": one["kind"]})
    dated = [row for row in found if row["day"]]
    return sorted(dated, key=lambda row: (words.iso_day(row["day"]), row["what"], row["href"]))


def _of(challenge_id: str) -> str:
    return f"/challenges/{challenge_id}"


HANDLERS = [handover, handover_paper]
