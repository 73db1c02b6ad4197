"""Pages of timetables: the organizer's board, one's own agenda, the wall, and what is printed."""

from __future__ import annotations

from typing import Any

from gateway.pages.timetables import agenda, board, hands, papers, versions

HANDLERS: list[Any] = [
    handler for area in (board, hands, versions, agenda, papers) for handler in area.HANDLERS
]
