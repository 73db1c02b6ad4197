"""Pages of what comes after meetings: ratings, the report, what became of it; and calling off."""

from __future__ import annotations

from typing import Any

from gateway.pages.after import calling_off, follow_ups, ratings, reports

HANDLERS: list[Any] = [
    handler for area in (ratings, reports, follow_ups, calling_off) for handler in area.HANDLERS
]
