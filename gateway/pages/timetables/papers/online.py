"""Where meetings without a table are, on paper: an address to read, and a code to point at."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

import segno

from contracts.checkins import short_code
from gateway import words
from gateway.papers.printing import Link
from gateway.words import N_

READABLE = 60  # characters of an address; nobody types in more, and the code holds them all
LINE = 26  # characters beside a code: an address has no words to break between


def of_person(rows: Iterable[dict[str, Any]], say: Callable[[str], str]) -> tuple[Link, ...]:
    """Each address once, with the times at which somebody is there."""
    times: dict[str, list[str]] = {}
    for one in rows:
        if one["onlineUrl"]:
            times.setdefault(one["onlineUrl"], []).append(words.clock(one["startsAt"]))
    here = say(N_("オンライン"))
    return tuple(
        Link(label=f"{here} {'、'.join(at)}", address=_readable(address), qr=_picture(address))
        for address, at in times.items()
    )


def of_slot(
    meetings: Iterable[dict[str, Any]], people: dict[str, dict[str, Any]]
) -> tuple[Link, ...]:
    """Told by the numbers of both; whoever reads it out has them on a screen, too."""
    return tuple(
        Link(label=_pair(one, people), address=_readable(one["onlineUrl"]))
        for one in meetings
        if one["onlineUrl"]
    )


def _pair(meeting: dict[str, Any], people: dict[str, dict[str, Any]]) -> str:
    sides = ("publicId", "privateId")
    return " × ".join(short_code(people[meeting[side]]["number"]) for side in sides)


def _readable(address: str) -> str:
    plain = address.partition("://")[2] or address
    short = plain if len(plain) <= READABLE else f"{plain[: READABLE - 1]}…"
    return "\n".join(short[at : at + LINE] for at in range(0, len(short), LINE))


def _picture(address: str) -> str:
    made = segno.make(address, error="l", micro=False)
    return str(made.svg_inline(border=2, light="#fff"))
