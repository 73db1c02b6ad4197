"""One's meetings as a calendar (RFC 5545), each under an id that stays when it moves."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urlsplit

from gateway.pages.introductions.calendars import folded, instant, text


def calendar(data: dict[str, Any], site: str) -> str:
    """``data`` as ``agenda.asked`` gives it."""
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Enishi//Timetables//JA",
        "METHOD:PUBLISH",
        *(line for one in data["entries"] for line in _entry(data, one, site)),
        "END:VCALENDAR",
    ]
    return "".join(folded(line) + "\r\n" for line in lines)


def _entry(data: dict[str, Any], one: dict[str, Any], site: str) -> Iterator[str]:
    found, other = data["found"], data["people"][one["other"]]
    is_final = found["state"] == "FINAL"
    here = (found["venue"], one["table"]) if one["table"] else (one["onlineUrl"],)
    place = " ".join(filter(None, here))
    yield "BEGIN:VEVENT"
    yield f"UID:{one['id']}@{urlsplit(site).hostname or 'localhost'}"
    yield f"SEQUENCE:{found['revision']}"
    yield f"DTSTAMP:{instant(datetime.now(UTC))}"
    yield f"DTSTART:{instant(datetime.fromisoformat(one['startsAt']).astimezone(UTC))}"
    yield f"DTEND:{instant(datetime.fromisoformat(one['endsAt']).astimezone(UTC))}"
    yield f"SUMMARY:{text(other['organizationName'])}"
    yield f"DESCRIPTION:{text(found['title'])}"
    yield f"LOCATION:{text(place)}"
    yield f"URL:{site}/events/{found['eventId']}/agenda"
    yield f"STATUS:{'CONFIRMED' if is_final else 'TENTATIVE'}"
    yield "END:VEVENT"
