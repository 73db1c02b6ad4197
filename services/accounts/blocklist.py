"""The list of words that make no password, from ``common_passwords.txt``."""

from __future__ import annotations

from importlib.resources import files

from chassis.texts import folded


def blocked_words() -> frozenset[str]:
    """Folded; lines that begin with ``#`` are comments."""
    text = (files("services.accounts") / "common_passwords.txt").read_text("utf-8")
    return frozenset(
        folded(line) for line in text.splitlines() if line.strip() and not line.startswith("#")
    )
