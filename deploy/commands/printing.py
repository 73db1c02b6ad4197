"""Printing the GraphQL schema for people and for the test that compares it."""

from __future__ import annotations

from pathlib import Path

FILE = Path(__file__).resolve().parents[2] / "gateway" / "schema.graphql"


def schema(output: Path | None) -> None:
    from gateway.schema import SCHEMA

    file = output or FILE
    file.write_text(SCHEMA.as_str() + "\n", "utf-8")
    print(file)
