"""Notes of tablets as the schema takes them, and what they came to as people read it."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import msgspec
from msgspec import Struct

from gateway import words
from gateway.catalogues import load
from gateway.pages.failures import Failed
from gateway.pages.page import Page

KINDS = {
    "ARRIVED": "done",
    "STANDS_BY": "waits",
    "ALREADY": "already",
    "UNDONE": "undone",
    "CANCELLED": "waits",
    "BAD_CODE": "bad",
    "UNKNOWN": "bad",
}
"""Result -> how it is shown."""


class Noted(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """As ``static/check-in.js`` keeps it; times in milliseconds."""

    id: str
    code: str
    kind: str = "ARRIVAL"
    means: str = "CODE"
    reason: str = ""
    at: int
    offset: int = 0


def read(given: str) -> list[dict[str, Any]]:
    """Raises ``Failed`` for what no tablet of ours has written."""
    try:
        found = msgspec.json.decode(given, type=list[Noted])
        return [_input(one) for one in found]
    except (msgspec.MsgspecError, ValueError, OverflowError, OSError):
        raise Failed("VALIDATION") from None


def _input(one: Noted) -> dict[str, Any]:
    return {
        "id": one.id,
        "code": one.code,
        "kind": one.kind,
        "means": one.means,
        "reason": one.reason,
        "at": datetime.fromtimestamp(one.at / 1_000, UTC).isoformat(),
        "offsetMs": one.offset,
    }


def said(page: Page, outcome: dict[str, Any]) -> str:
    """The sentence for what a note came to."""
    translate = load(page.preferences.reading).gettext
    sentence = translate(words.word("check_in_result", outcome["result"]))
    at = outcome["arrivedAt"]
    return sentence.replace("{time}", words.clock(at) if at else "")


def shown(page: Page, outcome: dict[str, Any]) -> dict[str, Any]:
    """For the tablet that sent the note."""
    return {
        "id": outcome["id"],
        "kind": KINDS.get(outcome["result"], "done"),
        "said": said(page, outcome),
        "code": outcome["code"],
        "name": outcome["name"],
        "organization": outcome["organizationName"],
    }


def millis(instant: str | None) -> int | None:
    return round(datetime.fromisoformat(instant).timestamp() * 1_000) if instant else None
