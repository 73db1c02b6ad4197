"""What people do around a challenge besides writing it: see each module's first line."""

from __future__ import annotations

from typing import Any

from gateway.pages.challenge_work import (
    amending,
    asking,
    feed,
    files,
    freshness,
    same_need,
    versions,
)

HANDLERS: list[Any] = [
    handler
    for area in (versions, amending, freshness, same_need, asking, files, feed)
    for handler in area.HANDLERS
]
