"""The form of a challenge: as typed, as an input, and out of a challenge that is there."""

from __future__ import annotations

from typing import Any

from litestar.datastructures import FormMultiDict

from contracts.challenges import BudgetStage, Direction
from gateway import words
from gateway.pages import forms
from gateway.pages.failures import Problems
from gateway.pages.forms import Typed

WRITTEN = (
    *("title", "problem", "affected", "evidence", "triedBefore", "constraints"),
    *("dataAtHand", "testField"),
)
HIDDEN = ("id", "revision", "key")
LAST_DAY = "2100-12-31"
"""Nobody waits longer for a proposal: a later day is a slip of the hand."""
PLAIN = (*HIDDEN, *WRITTEN, "direction", "budgetStage", "tags", "unitId")
DAYS = ("answerBy", "reviewBy")


def read(form: FormMultiDict) -> Typed:
    typed: Typed = {name: forms.text(form, name) for name in PLAIN}
    return typed | {name: forms.date_parts(form, name) for name in DAYS}


def of(challenge: dict[str, Any]) -> Typed:
    """What is in the form when somebody begins to edit a challenge."""
    typed = forms.new_typed(id=challenge["id"], revision=challenge["revision"])
    typed |= {name: challenge[name] or "" for name in WRITTEN}
    typed |= {name: (challenge[name] or "").lower() for name in ("direction", "budgetStage")}
    typed["tags"] = "、".join(challenge["tags"])
    typed["unitId"] = (challenge.get("unit") or {}).get("id", "")
    return typed | {name: forms.parts_of(challenge[name]) for name in DAYS}


def given(typed: Typed) -> tuple[dict[str, Any], Problems]:
    """The input of a mutation, and what cannot be one. Words are trimmed at their ends."""
    problems: Problems = {}
    found: dict[str, Any] = {name: typed[name].strip() for name in WRITTEN}
    found |= {
        "id": typed["id"],
        "revision": forms.revision(typed),
        "tags": forms.words_of(typed["tags"]),
    }
    for name, kind in (("direction", Direction), ("budgetStage", BudgetStage)):
        chosen = typed[name].lower()
        found[name] = chosen.upper() if chosen in set(kind) else None
        if chosen and not found[name]:
            problems[name] = {"problem": "unknown", "limit": None}
    found["unitId"] = typed.get("unitId") or None
    for name in DAYS:
        try:
            found[name] = forms.day(typed[name])
        except ValueError:
            problems[name] = {"problem": "not_a_date", "limit": None}
        if (found.get(name) or "") > LAST_DAY:
            problems[name] = {"problem": "too_late", "limit": None}
    return found, problems


def too_soon(given: dict[str, Any]) -> Problems:
    """What a service would refuse on the day that it is published, in Japan."""
    today = words.today().isoformat()
    late = [name for name in DAYS if given.get(name) and given[name] <= today]
    return {name: {"problem": "too_soon", "limit": None} for name in late} | _of_a_need(given)


def _of_a_need(given: dict[str, Any]) -> Problems:
    """What a public body has to say besides."""
    if given.get("direction") != "PUBLIC_NEED":
        return {}
    missing = [name for name in ("affected", "reviewBy") if not given.get(name)]
    return {name: {"problem": "required", "limit": None} for name in missing}


def differing(typed: Typed, newest: dict[str, Any]) -> dict[str, Any]:
    """Fields of the newest version that are not as typed: name -> as they stand now."""
    mine, _ = given(typed)
    names = [*WRITTEN, "tags", "budgetStage", *DAYS]
    return {name: newest.get(name) for name in names if _plain(mine, name) != _plain(newest, name)}


def _plain(fields: dict[str, Any], name: str) -> str:
    """For comparison: enums are in capitals in one and not in the other."""
    return str(fields.get(name) or "").strip().lower()
