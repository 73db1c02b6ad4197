"""Printing the GraphQL schema for people and for the test that compares it."""

from __future__ import annotations

from pathlib import Path


def schema(output: Path | None) -> None:
    from gateway.schema.root import FILE, printed

    file = output or FILE
    file.write_text(printed(), "utf-8")
    print(file)
