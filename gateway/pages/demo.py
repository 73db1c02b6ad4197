"""The invented people of the sample, for a sign-in page on somebody's own machine."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import msgspec

from gateway.settings import GatewaySettings

SAMPLES = Path(__file__).resolve().parents[2] / "samples"
SHOWN = ("clerk@shiomihara.example", "liaison@shiomihara.example", "member@katazuke.example")


def people(settings: GatewaySettings) -> list[dict[str, Any]] | None:
    """None where the sample was not loaded, or is not at hand."""
    loaded = settings.sample and (settings.home_path / "sample-loaded").exists()
    return _people() if loaded and (SAMPLES / "people.jsonl").exists() else None


@cache
def _people() -> list[dict[str, Any]]:
    found = {row["email"]: row for row in _rows("people.jsonl") if row.get("email")}
    names = {row["id"]: row["name"] for row in _rows("organizations.jsonl")}
    return [
        {**found[email], "organization": names.get(found[email]["organization_id"], "")}
        for email in SHOWN
        if email in found
    ]


def _rows(file: str) -> list[dict[str, Any]]:
    lines = (SAMPLES / file).read_text("utf-8").splitlines()
    return [msgspec.json.decode(line) for line in lines if line.strip()]
