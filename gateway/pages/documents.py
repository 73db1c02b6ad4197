"""The documents of the pages, by the names of their operations, each with its fragments."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from graphql import DocumentNode, concat_ast, parse, print_ast
from graphql.utilities import separate_operations

FOLDER = Path(__file__).parent


@cache
def documents() -> dict[str, str]:
    """Name of an operation -> it alone, with the fragments that it uses."""
    files = sorted(FOLDER.rglob("*.graphql"))
    whole: DocumentNode = concat_ast([parse(file.read_text("utf-8")) for file in files])
    return {name: print_ast(one) for name, one in separate_operations(whole).items()}
