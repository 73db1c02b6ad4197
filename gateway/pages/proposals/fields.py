"""The form of a proposal: as typed, as an input, and out of a proposal that is there."""

from __future__ import annotations

from typing import Any

import msgspec
from litestar.datastructures import FormMultiDict

from chassis.texts import visible
from contracts.proposals import LEAST, Disclosure, SectionKey, SectionText, Summary, Title
from gateway.pages import forms
from gateway.pages.failures import Problems
from gateway.pages.forms import Typed

SECTIONS = tuple(key.value for key in SectionKey)
WRITTEN = ("title", "summary", *SECTIONS)
LEVEL = "level_"
HIDDEN = ("id", "challengeId", "challengeTitle", "revision", "key", "state")


class Written(msgspec.Struct, frozen=True, kw_only=True):
    """What can be wrong with a text by itself, field by field."""

    title: Title = ""
    summary: Summary = ""
    approach: SectionText = ""
    effect: SectionText = ""
    plan: SectionText = ""
    team: SectionText = ""
    cost: SectionText = ""
    asks: SectionText = ""


def read(form: FormMultiDict) -> Typed:
    typed: Typed = {name: forms.text(form, name) for name in (*HIDDEN, *WRITTEN)}
    typed |= {LEVEL + key: forms.text(form, LEVEL + key) for key in SECTIONS}
    return typed | {"people": forms.texts(form, "people")}


def empty(challenge: dict[str, Any]) -> Typed:
    typed = forms.new_typed(challengeId=challenge["id"], challengeTitle=challenge["title"])
    typed |= dict.fromkeys(WRITTEN, "")
    typed |= {LEVEL + key: Disclosure.INTEREST.value for key in SECTIONS}
    return typed | {"people": [], "state": "draft"}


def of(proposal: dict[str, Any]) -> Typed:
    """What is in the form when somebody begins to edit a proposal."""
    typed = empty({"id": proposal["challenge"]["id"], "title": proposal["challengeTitle"]})
    typed |= {name: proposal[name] for name in ("id", "revision", "title", "summary")}
    typed["state"] = proposal["state"].lower()
    people: list[str] = []
    for one in proposal["sections"]:
        key = one["key"].lower()
        typed |= {key: one["text"], LEVEL + key: one["level"].lower()}
        people += [person for person in one["people"] if person not in people]
    return typed | {"people": people}


def words(typed: Typed) -> dict[str, Any]:
    """As ``ProposalWordsInput``. Words are trimmed at their ends."""
    sections = []
    for key in SECTIONS:
        level = typed[LEVEL + key] if typed[LEVEL + key] in set(Disclosure) else "interest"
        people = typed["people"] if level == Disclosure.NAMED else []
        one = {"key": key.upper(), "text": typed[key].strip(), "level": level.upper()}
        sections.append(one | {"people": people})
    return {
        "title": typed["title"].strip(),
        "summary": typed["summary"].strip(),
        "sections": sections,
    }


def problems(typed: Typed) -> Problems:
    """What no draft may hold either."""
    return forms.check(Written, {name: typed[name].strip() for name in WRITTEN})


def missing(typed: Typed) -> Problems:
    """What a draft may leave for later, and what is handed in may not."""
    counts = {name: visible(typed[name]) for name in LEAST}
    return {
        name: {"problem": "too_short" if counts[name] else "required", "limit": least}
        for name, least in LEAST.items()
        if counts[name] < least
    }


def differing(typed: Typed, newest: dict[str, Any]) -> dict[str, str]:
    """Fields of the newest version that are not as typed: name -> as they stand now."""
    now = {"title": newest["title"], "summary": newest["summary"]}
    now |= {one["key"]: one["text"] for one in newest.get("sections", ())}
    return {name: now.get(name, "") for name in WRITTEN if typed[name].strip() != now.get(name, "")}
