"""Sizes of town in which an offer has been done: a box each, with the year beside it."""

from __future__ import annotations

from typing import Any

from litestar.datastructures import FormMultiDict

from gateway import words
from gateway.pages import forms
from gateway.pages.failures import Problems
from gateway.pages.forms import Typed

FIELD = "trackRecord"
SIZES = tuple(words.WORDS["town_size"])


def read(form: FormMultiDict) -> Typed:
    years = {size: forms.text(form, f"{FIELD}-{size}") for size in SIZES}
    return {FIELD: [one for one in forms.texts(form, FIELD) if one in SIZES], "years": years}


def typed(kept: list[dict[str, Any]]) -> Typed:
    """A record as the form shows it."""
    years = {one["size"].lower(): str(one["year"] or "") for one in kept}
    return {FIELD: list(years), "years": years}


def given(typed: Typed) -> tuple[list[dict[str, Any]], Problems]:
    """The input of a mutation; a year without its box says nothing."""
    found, problems = [], Problems()
    for size in dict.fromkeys(typed[FIELD]):
        try:
            year = forms.whole_number(typed["years"].get(size, ""))
        except ValueError:
            problems[FIELD] = {"problem": "not_a_number", "limit": None}
            year = None
        found.append({"size": size.upper(), "year": year})
    return found, problems


def plain(asked: dict[str, Any]) -> list[dict[str, Any]]:
    """As the contract writes it."""
    return [{**one, "size": one["size"].lower()} for one in asked[FIELD]]
