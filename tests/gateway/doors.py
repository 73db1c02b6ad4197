"""Every question that the schema knows as a door, read from the schema itself."""

from __future__ import annotations

from typing import NamedTuple

from graphql import (
    GraphQLEnumType,
    GraphQLList,
    GraphQLNonNull,
    GraphQLObjectType,
    is_leaf_type,
)

from gateway.schema.root import CORE

NOT_ASKED = {
    "Query.invitation": "wants the token of a letter",
    "Query.registration": "wants the token of a letter",
    "Query.importCheck": "looks at the rows that are given, and at nothing else",
}


class Door(NamedTuple):
    root: str
    keys: tuple[str, ...]  # of what stands below; none: the field is a leaf
    given: str
    inner: str

    @property
    def body(self):
        return f"{self.root}{self.given}" + (f" {{ {self.inner} }}" if self.inner else "")

    @property
    def field(self):
        return self.root, self.given

    @property
    def name(self):
        return ".".join((self.root, *self.keys[:1]))


def bare(kind):
    while isinstance(kind, GraphQLNonNull | GraphQLList):
        kind = kind.of_type
    return kind


def value_of(argument, known):
    """Something to ask with; none where nothing fits."""
    kind = bare(argument.type)
    name = str(kind)
    if isinstance(kind, GraphQLEnumType):
        return next(iter(kind.values))
    return {
        "ID": f'"{known}"',
        "Int": "20",
        "Boolean": "true",
        "String": '"x"',
        "Float": "0.5",
        "Date": '"2026-01-01"',
        "DateTime": '"2026-01-01T00:00:00Z"',
    }.get(name)


def arguments(field, known):
    """Required ones filled in; none where that is not possible."""
    found = []
    for name, argument in field.args.items():
        if not isinstance(argument.type, GraphQLNonNull):
            continue
        if argument.default_value is not None and str(argument.default_value) != "Undefined":
            continue
        value = value_of(argument, known)
        if value is None:
            return None
        found.append(f"{name}: {value}")
    return f"({', '.join(found)})" if found else ""


def selection(kind, depth, seen=()):
    """Leaves of a type, and below it as far as ``depth``; what needs arguments is left out."""
    parts = []
    for name, field in kind.fields.items():
        below = bare(field.type)
        if any(isinstance(one.type, GraphQLNonNull) for one in field.args.values()):
            continue
        if is_leaf_type(below):
            parts.append(name)
        elif isinstance(below, GraphQLObjectType) and depth > 0 and below.name not in seen:
            inner = selection(below, depth - 1, (*seen, below.name))
            if inner:
                parts.append(f"{name} {{ {inner} }}")
    return " ".join(parts)


def doors(known):
    """Every field of Query that can be asked about ``known``, one for each field below.

    So none is too deep or too dear to be answered.
    """
    for name, field in CORE.query_type.fields.items():
        if f"Query.{name}" in NOT_ASKED:
            continue
        given = arguments(field, known)
        kind = bare(field.type)
        if given is None:
            raise AssertionError(f"nothing to ask Query.{name} with: say why in NOT_ASKED")
        if is_leaf_type(kind):
            yield Door(name, (), given, "")
            continue
        for keys, part in parts_of(kind):
            yield Door(name, keys, given, part)


def parts_of(kind):
    leaves = []
    for name, field in kind.fields.items():
        if any(isinstance(one.type, GraphQLNonNull) for one in field.args.values()):
            continue
        below = bare(field.type)
        if is_leaf_type(below):
            leaves.append(name)
            continue
        inner = selection(below, 1, (kind.name, below.name)) or "__typename"
        yield (name,), f"{name} {{ {inner} }}"
    if leaves:
        yield tuple(leaves), " ".join(leaves)


def doors_about(*known):
    """Name -> door; what is asked about nobody is asked once."""
    found = {}
    for one in known:
        for door in doors(one):
            found[f"{door.name} {one}" if str(one) in door.given else door.name] = door
    return found
