"""Notes of tablets as the schema takes them, and what they came to as people read it."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import msgspec
from msgspec import Struct

from contracts.checkins import number_of
from gateway import words
from gateway.catalogues import load
from gateway.pages.failures import Failed
from gateway.pages.page import Page
from gateway.words import N_

KINDS = {
    "ARRIVED": "done",
    "STANDS_BY": "waits",
    "ALREADY": "already",
    "UNDONE": "undone",
    "RESTORED": "done",
    "NOT_THERE": "bad",
    "CANCELLED": "waits",
    "BAD_CODE": "bad",
    "UNKNOWN": "bad",
}
"""Result -> how it is shown."""
ABSENT = frozenset({"UNDONE", "NOT_THERE"})
HELD = N_("終わった面談は、行われたまま変わりません（{num}件）。")
RUNS = N_("いまの面談は、この人が来ていないことになります。")


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


def is_so(result: str, code: str, who: dict[str, Any] | None) -> bool:
    """Whether that can have become of this code: an address says whatever somebody put in it."""
    if result not in KINDS:
        return False
    if who is None:
        return result == ("BAD_CODE" if number_of(code) is None else "UNKNOWN")
    states = {"STANDS_BY": "WAITING", "CANCELLED": "CANCELLED"}
    if states.get(result, who["state"]) != who["state"]:
        return False
    there = who["arrivedAt"] is not None
    return result not in {"BAD_CODE", "UNKNOWN"} and there != (result in ABSENT)


def stakes(page: Page, day: dict[str, Any], who: dict[str, Any] | None) -> list[str]:
    """What is to be known before this arrival is taken back, in words; nothing where none is."""
    if who is None or who["arrivedAt"] is None:
        return []
    own = [one for one in day["meetings"] if who["id"] in {one["publicId"], one["privateId"]}]
    held = sum(one["state"] == "HELD" for one in own)
    runs = any(one["slot"] == day["running"] and one["state"] == "CHECKED_IN_BOTH" for one in own)
    translate = load(page.preferences.reading).gettext
    found = [translate(HELD).replace("{num}", str(held))] if held else []
    return [*found, translate(RUNS)] if runs else found


def shown(page: Page, outcome: dict[str, Any]) -> dict[str, Any]:
    """For the tablet that sent the note."""
    return {
        "id": outcome["id"],
        "kind": KINDS.get(outcome["result"], "done"),
        "said": said(page, outcome),
        "code": outcome["code"],
        "name": outcome["name"],
        "organization": outcome["organizationName"],
        "number": outcome["number"],
        "arrivedAt": millis(outcome["arrivedAt"]),
    }


def millis(instant: str | None) -> int | None:
    return round(datetime.fromisoformat(instant).timestamp() * 1_000) if instant else None
