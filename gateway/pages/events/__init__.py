"""Pages of matching events: the list, the day itself, who takes part, whom they want to meet."""

from __future__ import annotations

from typing import Any

from gateway.pages.events import (
    attending,
    booking,
    events,
    forms,
    importing,
    participants,
    preferences,
    registering,
    rehearsing,
)

HANDLERS: list[Any] = [
    handler
    for area in (
        events,
        forms,
        attending,
        participants,
        importing,
        registering,
        preferences,
        booking,
        rehearsing,
    )
    for handler in area.HANDLERS
]
