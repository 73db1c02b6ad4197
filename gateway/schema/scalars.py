"""Scalars of the schema's own."""

from __future__ import annotations

from typing import Any, NewType

import strawberry
from graphql import GraphQLError, IntValueNode, ValueNode

Yen = NewType("Yen", int)
"""GraphQL's own ``Int`` ends at 2,147,483,647, which is less than a town hall costs."""


def _parse(value: Any) -> int:
    if isinstance(value, bool) or not isinstance(value, int):
        raise GraphQLError(f"Yen is a whole number, not {value!r:.40}")
    return value


def _parse_literal(node: ValueNode, _: Any = None) -> int:
    if not isinstance(node, IntValueNode):
        raise GraphQLError("Yen is a whole number")
    return int(node.value[:20])


SCALARS: dict[object, Any] = {
    Yen: strawberry.scalar(
        name="Yen",
        description="Yen, a whole number.",
        serialize=int,
        parse_value=_parse,
        parse_literal=_parse_literal,
    )
}
