"""A request of any contract, filled in by its types; every id in it is the one that is given."""

from __future__ import annotations

from typing import Any

from msgspec import inspect

from tests.days import YEAR

COLLECTIONS = (inspect.VarTupleType, inspect.ListType, inspect.FrozenSetType)
PLAIN: dict[type, Any] = {
    inspect.FloatType: 0.5,
    inspect.BoolType: True,
    inspect.BytesType: "eA==",
    inspect.DateType: f"{YEAR}-01-01",
    inspect.DateTimeType: f"{YEAR}-01-01T00:00:00Z",
}


def request(kind: Any, known: str) -> dict[str, Any]:
    """As it goes over the bus: what has to be there, and whatever is an id."""
    found = inspect.type_info(kind)
    assert isinstance(found, inspect.StructType)
    return {
        field.encode_name: _value(field.type, known)
        for field in found.fields
        if field.required or _has_id(field.type)
    }


def _has_id(kind: inspect.Type) -> bool:
    if isinstance(kind, inspect.UnionType):
        return any(isinstance(one, inspect.UUIDType) for one in kind.types)
    return isinstance(kind, inspect.UUIDType)


def _value(kind: Any, known: str) -> Any:
    if isinstance(kind, inspect.UnionType):
        some = [one for one in kind.types if not isinstance(one, inspect.NoneType)]
        ids = [one for one in some if isinstance(one, inspect.UUIDType)]
        return _value((ids or some)[0], known)
    if isinstance(kind, inspect.UUIDType):
        return known
    if isinstance(kind, inspect.StructType):
        return request(kind.cls, known)
    if isinstance(kind, COLLECTIONS):
        return [_value(kind.item_type, known)]
    return _plain(kind)


def _plain(kind: Any) -> Any:
    if isinstance(kind, inspect.StrType):
        return "x" * (kind.min_length or 1)
    if isinstance(kind, inspect.IntType):
        return kind.ge or 1
    if isinstance(kind, inspect.EnumType):
        return next(iter(kind.cls)).value
    return PLAIN.get(type(kind), {})
