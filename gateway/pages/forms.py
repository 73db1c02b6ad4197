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
from contracts.faults import Invalid
from gateway.errors import camel
from gateway.pages.failures import Problems

Typed = dict[str, Any]
DATE_PARTS = ("year", "month", "day")


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
    plain = re.sub(r"[,、\s円¥\\]", "", unicodedata.normalize("NFKC", given))
    if not plain:
        return None
    if not re.fullmatch(r"-?[0-9]{1,15}", plain):
        raise ValueError(given)
    return int(plain)


def revision(typed: Typed) -> int | None:
    """Of a hidden field; one that was tampered with is as good as none."""
    given = str(typed.get("revision", ""))
    return int(given) if re.fullmatch("[0-9]{1,9}", given) else None


def day(parts: dict[str, str]) -> str | None:
    """An ISO date. Raises ``ValueError`` for one that no calendar has; none for nothing."""
    numbers = [whole_number(parts.get(part, "")) for part in DATE_PARTS]
    if numbers == [None, None, None]:
        return None
    year, month, number = (each or 0 for each in numbers)
    return date(year, month, number).isoformat()


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
            found.setdefault(name, {"problem": each.problem, "limit": each.limit})
        return found
    except UnicodeEncodeError:  # half of a pair of characters: nothing that can be typed
        return {"": {"problem": "control_characters", "limit": None}}
    return {}
