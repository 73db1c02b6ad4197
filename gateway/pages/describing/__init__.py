"""Organizations and towns as they present themselves: writing it, and one page of paper."""

from __future__ import annotations

from typing import Any

from gateway.pages.describing import sheets, writing

HANDLERS: list[Any] = [*writing.HANDLERS, *sheets.HANDLERS]
