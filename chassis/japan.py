"""The clock of Japan, by which days begin and end here; it keeps one offset all year."""

from __future__ import annotations

from datetime import date, datetime, timedelta, timezone

JAPAN = timezone(timedelta(hours=9))


def today() -> date:
    """The day that it is in Japan."""
    return datetime.now(JAPAN).date()
