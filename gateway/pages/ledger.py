"""The record of what happened: looked through by its auditors, and taken away as a table."""

from __future__ import annotations

from collections.abc import AsyncGenerator
from datetime import date, datetime, time, timedelta
from typing import Any

from litestar import Response, get
from litestar.di import NamedDependency
from litestar.params import SkipValidation
from litestar.response import Redirect, Stream

from gateway import words
from gateway.errors import camel
from gateway.pages.failures import Failed
from gateway.pages.lists import after, filters, restarted
from gateway.pages.page import Page
from gateway.pages.tables import BYTE_ORDER_MARK, lines

COLUMNS = (
    *("seq", "previous", "hash", "id", "tenant", "at", "account", "person", "role"),
    *("organization", "unit", "operation", "object_kind", "object_id", "result", "reason"),
    *("fields", "address", "user_agent", "trace"),
)
"""As an entry names them, so that whoever has the file can compute the hashes (docs/ledger.md)."""
IDS = frozenset({"tenant", "account", "person", "organization", "unit"})
ENUMS = frozenset({"role", "result"})
FIRST_DAY, LAST_DAY = date(1000, 1, 1), date(9999, 12, 30)
"""Nothing is recorded outside, and in every time zone both are days of the calendar."""


@get("/ledger")
async def ledger(page: NamedDependency[SkipValidation[Page]]) -> Response[bytes] | Redirect:
    page.must_be_signed_in()
    chosen = _chosen(page)
    try:
        data = await page.ask("Ledger", **_variables(chosen), after=after(page))
    except Failed as failed:
        return restarted(page, failed)
    block = "results" if page.is_fragment else None
    download = page.address(after=None).replace(page.path, "/ledger.csv", 1)
    return page.show("pages/ledger.html", {**data, **chosen, "download": download}, block=block)


@get("/ledger.csv")
async def ledger_table(page: NamedDependency[SkipValidation[Page]]) -> Stream:
    """The first part is asked for before anything is answered, so that a refusal is a page."""
    page.must_be_signed_in()
    asked = _variables(_chosen(page))
    first = await page.ask("LedgerExport", **asked)
    return Stream(
        _table(page, asked, first["ledgerExport"]),
        media_type="text/csv",
        headers={
            "Content-Disposition": 'attachment; filename="enishi-ledger.csv"',
            "Cache-Control": "no-store",
        },
    )


async def _table(
    page: Page, asked: dict[str, Any], found: dict[str, Any]
) -> AsyncGenerator[str, None]:
    yield BYTE_ORDER_MARK + lines([COLUMNS])
    while True:
        yield lines(_cells(entry) for entry in found["nodes"])
        place = found["pageInfo"]
        if not place["hasNextPage"]:
            return
        data = await page.ask("LedgerExport", **asked, after=place["endCursor"])
        found = data["ledgerExport"]


def _cells(entry: dict[str, Any]) -> tuple[str, ...]:
    return tuple(
        _cell(column, entry[camel(column) + ("Id" if column in IDS else "")]) for column in COLUMNS
    )


def _cell(column: str, value: Any) -> str:
    if column == "at":
        return datetime.fromisoformat(value).strftime("%Y-%m-%dT%H:%M:%S.%fZ")
    if column == "fields":
        return " ".join(value)
    text = "" if value is None else str(value)
    return text.lower() if column in ENUMS else text


def _chosen(page: Page) -> dict[str, Any]:
    """The filters as they stand in the address; days that no calendar has ask for nothing."""
    found = filters(page, operation="operation", result="ledger_result")
    del found["prefecture"]
    query = page.request.query_params
    days = {name: _day(query.get(name)) for name in ("since", "until")}
    return {**found, **days, "person": query.get("person") or None}


def _day(given: str | None) -> str | None:
    try:
        return date.fromisoformat(given or "").isoformat()
    except ValueError:
        return None


def _variables(chosen: dict[str, Any]) -> dict[str, Any]:
    """The filters as our documents name them; days are days in Japan, the last one included."""
    return {
        "object": chosen["q"],
        "person": chosen["person"],
        "operation": chosen["operation"],
        "result": chosen["result"].upper() if chosen["result"] else None,
        "since": _midnight(chosen["since"], 0),
        "until": _midnight(chosen["until"], 1),
    }


def _midnight(day: str | None, later: int) -> str | None:
    if day is None:
        return None
    wanted = min(max(date.fromisoformat(day), FIRST_DAY), LAST_DAY)
    begins = datetime.combine(wanted, time(), words.JAPAN)
    return (begins + timedelta(days=later)).isoformat()


HANDLERS = [ledger, ledger_table]
