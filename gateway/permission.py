"""The right of each field, looked at before its resolver. One without it stops the start."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from graphql import GraphQLObjectType, GraphQLResolveInfo, GraphQLSchema, default_field_resolver

from contracts.faults import Forbidden, Unauthenticated
from contracts.rights import Roles
from gateway.bars import without_role
from gateway.rights import FIELDS, NOUNS


class WithoutRight(Exception):
    """A field that the table does not name."""


def protect(schema: GraphQLSchema) -> None:
    """Put the check before the resolvers of fields that are not for everybody.

    Raises ``WithoutRight``.
    """
    for name, kind in schema.type_map.items():
        if isinstance(kind, GraphQLObjectType) and not name.startswith("__"):
            for field_name, field in kind.fields.items():
                roles = right_of(name, field_name)
                if roles is not None:
                    field.resolve = _checked(
                        field.resolve or default_field_resolver, roles, f"{name}.{field_name}"
                    )


def right_of(type_name: str, field_name: str) -> Roles | None:
    """The roles that may ask a field; none means everybody. Raises ``WithoutRight``."""
    key = f"{type_name}.{field_name}"
    if key in FIELDS:
        return FIELDS[key]
    if type_name.removesuffix("Connection").removesuffix("Edge") in NOUNS:
        return None
    raise WithoutRight(key)


def _checked(resolve: Callable[..., Any], roles: Roles, place: str) -> Callable[..., Any]:
    def check(source: Any, info: GraphQLResolveInfo[Any], **arguments: Any) -> Any:
        actor = info.context.actor
        if actor is None:
            barred = without_role(info.context.who.session)
            if barred is not None:
                raise barred
            raise Unauthenticated("sign in first")
        if actor.role not in roles:
            info.context.refused.append(place)
            raise Forbidden("your role may not do this")
        return resolve(source, info, **arguments)

    return check
