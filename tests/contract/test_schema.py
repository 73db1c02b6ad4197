"""The schema is what it was printed as, and no field is without a right."""

import importlib
import pkgutil
from collections import Counter

from graphql import GraphQLObjectType

from gateway import rights
from gateway.permission import right_of
from gateway.rights import FIELDS, NOUNS
from gateway.schema.root import CORE, FILE, printed


def fields():
    for name, kind in CORE.type_map.items():
        if isinstance(kind, GraphQLObjectType) and not name.startswith("__"):
            for field in kind.fields:
                yield name, field


def test_the_printed_schema_is_the_schema():
    """``enishi schema`` prints it anew; the difference is what a reviewer looks at."""
    assert FILE.read_text("utf-8") == printed()


def test_every_field_has_a_right():
    for name, field in fields():
        right_of(name, field)  # raises WithoutRight


def test_no_right_is_written_twice():
    rooms = [
        importlib.import_module(f"gateway.rights.{found.name}")
        for found in pkgutil.iter_modules(rights.__path__)
    ]
    written = Counter(row for room in rooms for row in (*room.FIELDS, *room.NOUNS))

    assert rooms
    assert {row for row, times in written.items() if times > 1} == set()


def test_no_right_is_without_a_field():
    known = {f"{name}.{field}" for name, field in fields()}
    types = {name for name, _ in fields()}

    assert set(FIELDS) <= known
    assert types >= NOUNS
