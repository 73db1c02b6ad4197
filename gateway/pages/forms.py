"""Forms read: everything as it was typed, the input that it means, and what cannot stand."""

from __future__ import annotations

import re
import unicodedata
from datetime import date
from typing import Any
from uuid import uuid4

import msgspec
from litestar.datastructures import FormMultiDict

from chassis import checking
from contracts.faults import FieldProblem, Invalid
from gateway import words
from gateway.errors import camel
from gateway.pages.failures import Problems

Typed = dict[str, Any]
DATE_PARTS = ("year", "month", "day")
REIWA = re.compile(r"(?:令和?|[Rr]\.?)(元|[1-9][0-9]?)")
FIRST_YEAR = 1_000
"""Four digits: 9 is no year, whoever meant 2009 or the ninth of an era."""


def text(form: FormMultiDict, name: str) -> str:
    """With the line ends that people count as one character."""
    found = form.get(name, "")
    return found.replace("\r\n", "\n").replace("\r", "\n") if isinstance(found, str) else ""


def words_of(given: str) -> list[str]:
    """Words between commas, Japanese or others, each once."""
    found = (one.strip() for one in re.split("[、,，\n]", given))
    return list(dict.fromkeys(one for one in found if one))


def texts(form: FormMultiDict, name: str) -> list[str]:
    return [one for one in form.getall(name, []) if isinstance(one, str)]


def date_parts(form: FormMultiDict, name: str) -> dict[str, str]:
    return {part: text(form, name + part.capitalize()) for part in DATE_PARTS}


def parts_of(day: str | None) -> dict[str, str]:
    """An ISO date as a form shows it."""
    if not day:
        return dict.fromkeys(DATE_PARTS, "")
    year, month, number = day[:10].split("-")
    return {"year": year, "month": month.lstrip("0"), "day": number.lstrip("0")}


def new_typed(**given: Any) -> Typed:
    """An empty form: the id of what it will make, and the key that it is made once under."""
    return {"id": str(uuid4()), "revision": "", "key": str(uuid4()), **given}


def whole_number(given: str) -> int | None:
    """However it was typed: １，２００円 is 1200. Raises ``ValueError``; none for nothing."""
    return _number(re.sub(r"[,、\s円¥\\]", "", unicodedata.normalize("NFKC", given)))


MOST = 2**31 - 1
LARGEST = 10**15
"""More than any field takes: a number still, so that it is called too large, not no number."""


def count(given: str) -> int | None:
    """Of places, minutes and the like, as the schema counts them; as ``whole_number``."""
    found = whole_number(given)
    return None if found is None else max(-MOST, min(found, MOST))


def _number(plain: str) -> int | None:
    """In digits of any script. Raises ``ValueError``; none for nothing."""
    if not plain:
        return None
    if not re.fullmatch(r"-?\d{1,4000}", plain):
        raise ValueError(plain)
    return max(-LARGEST, min(int(plain), LARGEST))


def revision(typed: Typed) -> int | None:
    """Of a hidden field; one that was tampered with is as good as none."""
    given = str(typed.get("revision", ""))
    return int(given) if re.fullmatch("[0-9]{1,9}", given) else None


def day(parts: dict[str, str]) -> str | None:
    """An ISO date. Raises ``ValueError`` for one that no calendar has; none for nothing.

    A year is written out, or counted in Reiwa: 9 alone may be either, so it is not taken.
    """
    plain = {part: _plain_part(parts.get(part, "")) for part in DATE_PARTS}
    year = _year(plain["year"])
    month, number = _number(plain["month"]), _number(plain["day"])
    if (year, month, number) == (None, None, None):
        return None
    if (year or 0) < FIRST_YEAR:
        raise ValueError(parts)
    try:
        return date(year or 0, month or 0, number or 0).isoformat()
    except OverflowError:
        raise ValueError(parts) from None


def _plain_part(given: str) -> str:
    return re.sub(r"[\s年月日]", "", unicodedata.normalize("NFKC", given))


def _year(plain: str) -> int | None:
    """令和9 and R9 are 2027. Raises ``ValueError``; none for nothing."""
    era = REIWA.fullmatch(plain)
    if era is None:
        return _number(plain)
    return words.REIWA_BEGAN.year - 1 + (1 if era[1] == "元" else int(era[1]))


def check(kind: type[msgspec.Struct], given: dict[str, Any]) -> Problems:
    """What a service would refuse by its contract alone, every field at once.

    ``given`` is an input in camelCase, its enums in capitals.
    """
    names = {camel(field.name): field.name for field in msgspec.structs.fields(kind)}
    enums = {"direction", "budgetStage", "reason"}
    request = {
        names[name]: value.lower() if name in enums else value
        for name, value in given.items()
        if name in names and value is not None
    }
    try:
        checking.read(msgspec.json.encode(request), kind)
    except Invalid as fault:
        found: Problems = {}
        for each in fault.fields:
            name = camel(each.field.partition(".")[0])
            problem = _of_list(given.get(name), each)
            found.setdefault(name, {"problem": problem, "limit": each.limit})
        return found
    except UnicodeEncodeError:  # half of a pair of characters: nothing that can be typed
        return {"": {"problem": "control_characters", "limit": None}}
    return {}


def _of_list(given: Any, found: FieldProblem) -> str:
    """A list is too long by its number, or by one of its words."""
    if not isinstance(given, list) or found.problem != "too_long":
        return found.problem
    return "too_many" if len(given) > (found.limit or 0) else "too_long_each"
