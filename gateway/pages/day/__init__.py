"""Pages of the day: check-in at the door, the sheet typed in, who is there, places left empty."""

from __future__ import annotations

from typing import Any

from gateway.pages.day import door, live, sheet, staff

HANDLERS: list[Any] = [handler for area in (door, sheet, staff, live) for handler in area.HANDLERS]
