"""The schema, put together; how it is asked is in ``gateway.executor``."""

from __future__ import annotations

from pathlib import Path

import strawberry
from graphql import GraphQLSchema
from strawberry.schema.config import StrawberryConfig

from gateway.schema.mutations import Mutation
from gateway.schema.queries import Query
from gateway.schema.scalars import SCALARS

FILE = Path(__file__).parent.parent / "schema.graphql"

SCHEMA = strawberry.Schema(
    query=Query,
    mutation=Mutation,
    config=StrawberryConfig(disable_field_suggestions=True, scalar_map=SCALARS),
)
CORE: GraphQLSchema = SCHEMA._schema  # noqa: SLF001 -- graphql-core's own, which Strawberry wraps


def printed() -> str:
    """The schema as text, as ``gateway/schema.graphql`` holds it."""
    return SCHEMA.as_str() + "\n"


if __name__ == "__main__":
    FILE.write_text(printed(), "utf-8")
