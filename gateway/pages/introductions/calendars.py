"""A talk as a calendar entry (RFC 5545)."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import urlsplit

FOLD = 74  # octets of a line, at the most 75


def entry(talk: dict[str, Any], whom: str, site: str, introduction_id: str) -> str:
    """``talk`` as the schema gives it, with its chosen time; called off it says so."""
    begins = datetime.fromisoformat(talk["chosen"]).astimezone(UTC)
    ends = begins + timedelta(minutes=talk["minutes"])
    is_off = talk["state"] == "CANCELLED"
    host = urlsplit(site).hostname or "localhost"
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Enishi//Talks//JA",
        f"METHOD:{'CANCEL' if is_off else 'PUBLISH'}",
        "BEGIN:VEVENT",
        f"UID:{talk['id']}@{host}",
        f"SEQUENCE:{talk['sequence']}",
        f"DTSTAMP:{instant(datetime.now(UTC))}",
        f"DTSTART:{instant(begins)}",
        f"DTEND:{instant(ends)}",
        f"SUMMARY:{text(whom)}",
        f"LOCATION:{text(talk['place'])}",
        f"URL:{site}/introductions/{introduction_id}",
        f"STATUS:{'CANCELLED' if is_off else 'CONFIRMED'}",
        "END:VEVENT",
        "END:VCALENDAR",
    ]
    return "".join(folded(line) + "\r\n" for line in lines)


def instant(moment: datetime) -> str:
    return f"{moment:%Y%m%dT%H%M%SZ}"


def text(given: str) -> str:
    for mark in ("\\", ";", ","):
        given = given.replace(mark, "\\" + mark)
    return given.replace("\r\n", "\\n").replace("\n", "\\n").replace("\r", "")


def folded(line: str) -> str:
    """In pieces of 75 octets, none of which parts a character."""
    found, size = "", 0
    for sign in line:
        octets = len(sign.encode())
        if size + octets > FOLD:
            found, size = found + "\r\n ", 1
        found, size = found + sign, size + octets
    return found
