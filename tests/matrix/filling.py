"""Something to ask every field of the schema with: its arguments, filled in by their types."""

from __future__ import annotations

from collections import deque
from typing import Any

from graphql import (
    GraphQLArgument,
    GraphQLEnumType,
    GraphQLField,
    GraphQLInputObjectType,
    GraphQLList,
    GraphQLNonNull,
    GraphQLObjectType,
    get_named_type,
    is_leaf_type,
    is_required_argument,
    is_required_input_field,
)

from gateway.schema.root import CORE
from tests.days import YEAR

VALUES: dict[str, Any] = {
    "Int": 1,
    "Float": 0.5,
    "Boolean": True,
    "Long": 1,
    "Yen": 1,
    "Revision": 1,
    "Date": f"{YEAR}-01-01",
    "DateTime": f"{YEAR}-01-01T00:00:00Z",
    "JSON": {},
    "Time": "10:00",
}
Way = tuple[str, str]
"""What stands before and after a field of a type."""
OWN: dict[str, Way] = {"Organization": ("{ viewer { organization {", "} } }")}
"""What is only for its own people is asked of one's own."""


def value(kind: Any, known: str) -> Any:
    """Of that type; every id in it is ``known``."""
    if isinstance(kind, GraphQLNonNull):
        return value(kind.of_type, known)
    if isinstance(kind, GraphQLList):
        return [value(kind.of_type, known)]
    if isinstance(kind, GraphQLEnumType):
        return next(iter(kind.values))
    if isinstance(kind, GraphQLInputObjectType):
        return {
            name: value(field.type, known)
            for name, field in kind.fields.items()
            if is_required_input_field(field) or get_named_type(field.type).name == "ID"
        }
    return known if kind.name == "ID" else VALUES.get(kind.name, "x")


def given(field: GraphQLField) -> dict[str, GraphQLArgument]:
    """Arguments that have to be filled in, and those that are ids."""
    return {
        name: argument
        for name, argument in field.args.items()
        if is_required_argument(argument) or get_named_type(argument.type).name == "ID"
    }


def kind_of(parent: str) -> GraphQLObjectType:
    kind = CORE.type_map[parent]
    assert isinstance(kind, GraphQLObjectType)
    return kind


def document(parent: str, name: str, inner: str = "__typename") -> str:
    """Asks one field, with variables for what it is given."""
    field = kind_of(parent).fields[name]
    asked = given(field)
    heads = ", ".join(f"${one}: {argument.type}" for one, argument in asked.items())
    passed = ", ".join(f"{one}: ${one}" for one in asked)
    rest = "" if is_leaf_type(get_named_type(field.type)) else f" {{ {inner} }}"
    before, after = ways()[parent]
    operation = "mutation" if parent == "Mutation" else "query"
    head = f"{operation}({heads})" if heads else operation
    return f"{head} {before} {name}{f'({passed})' if passed else ''}{rest} {after}"


def variables(parent: str, name: str, known: str) -> dict[str, Any]:
    asked = given(kind_of(parent).fields[name])
    return {one: value(argument.type, known) for one, argument in asked.items()}


def ways() -> dict[str, Way]:
    """Type -> how one gets there from the root, without ids; by way of ``viewer`` at the last."""
    found: dict[str, Way] = {"Mutation": ("{", "}"), "Query": ("{", "}"), **OWN}
    waiting = deque(["Query"])
    while waiting:
        parent = waiting.popleft()
        before, after = found[parent]
        for name, field in sorted(
            kind_of(parent).fields.items(), key=lambda item: item[0] == "viewer"
        ):
            inner = get_named_type(field.type)
            if not isinstance(inner, GraphQLObjectType) or inner.name in found:
                continue
            if any(is_required_argument(argument) for argument in field.args.values()):
                continue
            found[inner.name] = (f"{before} {name} {{", f"}} {after}")
            waiting.append(inner.name)
    return found
