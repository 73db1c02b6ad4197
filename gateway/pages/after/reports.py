"""What came of an event: on a page, and as a table that Excel in Japan opens."""

from __future__ import annotations

import csv
import io
from typing import Any

from litestar import Response, get
from litestar.di import NamedDependency
from litestar.params import FromPath, SkipValidation

from gateway import words
from gateway.catalogues import load
from gateway.pages.events.events import own_event
from gateway.pages.page import Page
from gateway.words import N_

FUNNEL = (
    *("invited", "registered", "arrived", "wanted", "planned", "held", "rated", "yes"),
    *("agreed", "introductions"),
)
"""From who was entered to who was introduced."""
MORE = (
    *("waiting", "movedUp", "cancelled", "noShows", "idleMedianMinutes", "idleMostMinutes"),
    "waitMedianHours",
)
COLUMNS = ("participants", "planned", "held", "without")
FEW = N_("5未満または記録なし")


async def _asked(page: Page, event_id: str) -> dict[str, Any]:
    await own_event(page, event_id)
    return await page.ask("EventReport", id=event_id)


@get("/events/{event_id:str}/report")
async def report(
    page: NamedDependency[SkipValidation[Page]], event_id: FromPath[str]
) -> Response[bytes]:
    data = await _asked(page, event_id)
    most = max([1, *(data["eventReport"][name] or 0 for name in FUNNEL)])
    shown = {**data, "funnel": FUNNEL, "more": MORE, "columns": COLUMNS, "most": most, "few": FEW}
    shown["value_of"] = value_of
    return page.show("pages/after/report.html", shown)


@get("/events/{event_id:str}/report.csv")
async def report_table(
    page: NamedDependency[SkipValidation[Page]], event_id: FromPath[str]
) -> Response[bytes]:
    data = await _asked(page, event_id)
    written = io.StringIO(newline="")
    csv.writer(written).writerows(_rows(data["eventReport"], page.preferences.locale))
    return Response(
        content=written.getvalue().encode("utf-8-sig"),
        media_type="text/csv; charset=utf-8",
        headers={
            "Content-Disposition": 'attachment; filename="enishi-report.csv"',
            "Cache-Control": "no-store",
        },
    )


def value_of(group: dict[str, Any]) -> str:
    """Which group it is, in words."""
    if group["value"] == "unknown":
        return N_("わからない")
    return words.word(str(group["by"]).lower(), group["value"])


def _rows(found: dict[str, Any], locale: str) -> list[list[str]]:
    """Words of ours and numbers alone: nothing that a spreadsheet takes for a formula."""
    say = load(locale).gettext

    def told(value: object) -> str:
        return say(FEW) if value is None else str(value)

    figures = [
        [say(words.word("report_figure", name)), told(found[name])] for name in (*FUNNEL, *MORE)
    ]
    head = [
        say(N_("区分")),
        say(N_("内訳")),
        *(say(words.word("report_column", name)) for name in COLUMNS),
    ]
    groups = [
        [
            say(words.word("report_grouping", one["by"])),
            say(value_of(one)),
            *(told(one[name]) for name in COLUMNS),
        ]
        for one in found["groups"]
    ]
    return [[say(N_("項目")), say(N_("数"))], *figures, [], head, *groups]


HANDLERS = [report, report_table]
