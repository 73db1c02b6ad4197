"""The mark of a sentence for the catalogues."""

from __future__ import annotations


def N_(sentence: str) -> str:  # noqa: N802 - the name that gettext's tools look for
    return sentence
