"""Pages of what comes after meetings: ratings, the report, what became of it; and calling off."""

from __future__ import annotations

from typing import Any

from gateway.pages.after import calling_off, follow_ups, paper, ratings, reports

AREAS = (ratings, paper, reports, follow_ups, calling_off)
HANDLERS: list[Any] = [handler for area in AREAS for handler in area.HANDLERS]
