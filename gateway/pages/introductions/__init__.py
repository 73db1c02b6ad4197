"""Pages of wishes, interest, introductions, the dialogue record and the desk."""

from __future__ import annotations

from typing import Any

from gateway.pages.introductions import (
    answering,
    desk,
    dialogue,
    files,
    interests,
    moderating,
    own_side,
    talks,
    threads,
    wishes,
)

HANDLERS: list[Any] = [
    handler
    for area in (
        interests,
        answering,
        wishes,
        threads,
        talks,
        own_side,
        files,
        dialogue,
        desk,
        moderating,
    )
    for handler in area.HANDLERS
]
