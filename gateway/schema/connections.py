"""Relay connections: lists in pages, with opaque cursors."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated, Any, Generic, TypeVar
from uuid import UUID

import msgspec
import strawberry

from contracts.faults import FieldProblem, Invalid, NotFound
from gateway.context import Context

T = TypeVar("T")
LARGEST = 100
Info = strawberry.Info[Context, Any]

FirstArgument = Annotated[int, strawberry.argument(description="How many at once, 1 to 100.")]
AfterArgument = Annotated[
    str | None, strawberry.argument(description="The endCursor of the page before.")
]


@strawberry.type(description="Where a page stands in its list.")
class PageInfo:
    has_next_page: bool
    has_previous_page: bool
    start_cursor: str | None
    end_cursor: str | None


@strawberry.type(description="A row and its place.")
class Edge(Generic[T]):
    node: T
    cursor: str


@strawberry.type(description="A page of a list.")
class Connection(Generic[T]):
    nodes: list[T]
    edges: list[Edge[T]]
    page_info: PageInfo
    total_count: int


def connect(
    nodes: Sequence[T], cursors: Sequence[str], *, more: bool, after: str | None, total: int
) -> Connection[T]:
    """A page of ``nodes``, each with its cursor."""
    return Connection(
        nodes=list(nodes),
        edges=[Edge(node=node, cursor=cursor) for node, cursor in zip(nodes, cursors, strict=True)],
        page_info=PageInfo(
            has_next_page=more,
            has_previous_page=after is not None,
            start_cursor=cursors[0] if cursors else None,
            end_cursor=cursors[-1] if cursors else None,
        ),
        total_count=total,
    )


def check_first(first: int) -> int:
    """Raises ``Invalid`` outside 1 to 100."""
    if first < 1:
        raise Invalid("first is too small", fields=(FieldProblem("first", "too_small", 1),))
    if first > LARGEST:
        raise Invalid("first is too large", fields=(FieldProblem("first", "too_large", LARGEST),))
    return first


def scope(name: str, **filters: Any) -> str:
    """A list with its filters, as cursors are bound to it."""
    return name + msgspec.json.encode({k: filters[k] for k in sorted(filters)}).decode()


def uuid_of(given: str, what: str) -> UUID:
    """An id as asked for. One that cannot be is answered like one that is not there."""
    try:
        return UUID(given)
    except ValueError:
        raise NotFound(f"no such {what}") from None


def new_id(given: str, field: str = "id") -> UUID:
    """An id chosen by the asker. Raises ``Invalid``."""
    try:
        return UUID(given)
    except ValueError:
        problem = FieldProblem(field, "wrong_form")
        raise Invalid("the id is not a UUID", fields=(problem,)) from None
