"""Reading a request: every field that cannot stand is named, with a key for translation."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, TypeVar

import msgspec

from contracts.faults import FieldProblem, Invalid

T = TypeVar("T")
NOT_A_REQUEST = (msgspec.DecodeError, UnicodeDecodeError, RecursionError)  # all that decode raises

# Control characters (but tab, line feed and carriage return), what turns the direction of text
# about, what takes no room, and what is no character: nobody types them, and in a list, a subject
# line or a file name they deceive. Joiners and variation selectors stay: emoji and names need them.
FORBIDDEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\xad\u061c\u180e\u200b\u200e\u200f\u2028-\u202e"
    "\u2060-\u206f\u3164\ufeff\uffa0\ufff9-\uffff\ud800-\udfff\U000e0000-\U000e007f]"
)
STACKED = re.compile(
    "[\u0300-\u036f\u0483-\u0489\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\u3099\u309a\ufe20-\ufe2f]{5}"
)
"""More marks on one letter than any language puts there."""

_KEYS = (
    ("enum value", "unknown_value"),
    ("unknown field", "unknown_field"),
    ("missing required", "required"),
)
_LENGTH = re.compile(r"of length (>=|<=) (\d+)")
_BOUND = re.compile(r"(>=|<=) (-?\d+)")


def read(data: bytes, kind: type[T]) -> T:
    """``data`` (JSON) as a ``kind``. Raises ``Invalid`` with every field's problem."""
    try:
        found = msgspec.json.decode(data, type=kind)
    except NOT_A_REQUEST as error:
        raise Invalid("the request cannot stand", fields=_problems(data, kind, error)) from None
    bad = tuple(_characters(msgspec.to_builtins(found), ""))
    if bad:
        raise Invalid("the request holds characters that cannot be kept", fields=bad)
    return found


def _problems(data: bytes, kind: type[Any], error: Exception) -> tuple[FieldProblem, ...]:
    try:
        raw = msgspec.json.decode(data)
    except NOT_A_REQUEST:
        return (FieldProblem("", "not_json"),)
    if not isinstance(raw, dict) or not issubclass(kind, msgspec.Struct):
        return (_problem(str(error), raw),)
    return tuple(_of_struct(raw, kind)) or (_problem(str(error), raw),)


def _of_struct(raw: dict[str, Any], kind: type[msgspec.Struct]) -> Iterator[FieldProblem]:
    """Each field converted by itself, so that one problem does not hide another."""
    fields = {field.encode_name: field for field in msgspec.structs.fields(kind)}
    for name in raw.keys() - fields.keys():
        yield FieldProblem(name, "unknown_field")
    for name, field in fields.items():
        if name not in raw:
            if field.required:
                yield FieldProblem(name, "required")
            continue
        try:
            msgspec.convert(raw[name], field.type, str_keys=True)
        except msgspec.ValidationError as error:
            found = _problem(str(error), raw[name])
            inner = f"{name}.{found.field}" if found.field else name
            yield msgspec.structs.replace(found, field=inner)


def _problem(text: str, value: Any) -> FieldProblem:
    """``Expected `str` of length <= 120 - at `$.title``` as (title, too_long, 120)."""
    what, _, where = text.partition(" - at `$")
    field = where.rstrip("`").lstrip(".").replace("[...]", "")
    length, bound = _LENGTH.search(what), _BOUND.search(what)
    if length:
        if value == "" and length[1] == ">=":
            return FieldProblem(field, "required")
        return FieldProblem(field, "too_short" if length[1] == ">=" else "too_long", int(length[2]))
    if bound:
        return FieldProblem(field, "too_small" if bound[1] == ">=" else "too_large", int(bound[2]))
    return FieldProblem(field, next((key for part, key in _KEYS if part in what), "wrong_form"))


def _characters(value: Any, path: str) -> Iterator[FieldProblem]:
    if isinstance(value, str):
        if FORBIDDEN.search(value):
            yield FieldProblem(path, "control_characters")
        elif STACKED.search(value):
            yield FieldProblem(path, "stacked_marks")
    elif isinstance(value, dict):
        for name, inner in value.items():
            yield from _characters(inner, f"{path}.{name}" if path else str(name))
    elif isinstance(value, list | tuple):
        for inner in value:
            yield from _characters(inner, path)
