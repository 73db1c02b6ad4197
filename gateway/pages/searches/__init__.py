"""Searches that one keeps, and their feeds."""

from __future__ import annotations

from typing import Any

from gateway.pages.searches import feeds, keeping

HANDLERS: list[Any] = [*keeping.HANDLERS, *feeds.HANDLERS]
