"""The rules of the notify service, free of I/O: who is told, and how long a letter is tried."""

from __future__ import annotations

import unicodedata
from datetime import timedelta
from uuid import UUID

from contracts.faults import Unauthenticated
from contracts.wire import Actor, Role

TOLD_OF_MATCHES = (Role.COMPANY_MEMBER, Role.COMPANY_ADMIN, Role.STAFF, Role.LIAISON)
"""Members of an organization who hear of what fits it."""

AT_ONCE = 4
"""Letters on their way at the same time."""
CLAIMED = timedelta(seconds=60)
"""How long a letter is left to who took it up; longer than a delivery may take."""
WORTHWHILE = timedelta(days=7)
"""A letter is tried this long, and an address that bounced is left alone this long."""
LONGEST_PAUSE = 1_800  # seconds


def own(actor: Actor | None) -> UUID:
    """The person whose notifications are meant. Raises ``Unauthenticated``."""
    if actor is None:
        raise Unauthenticated("sign in to see your notifications")
    return actor.person


def pause_after(tries: int) -> timedelta:
    """How long to wait after so many tries: 2 s, 4 s, 8 s … half an hour."""
    return timedelta(seconds=min(2 ** min(tries, 20), LONGEST_PAUSE))


def one_line(text: str, longest: int) -> str:
    """``text`` without line ends, control characters and what turns its direction about."""
    line = " ".join("".join(map(_shown, text)).split())
    return line if len(line) <= longest else line[: longest - 1].rstrip() + "…"


def _shown(character: str) -> str:
    kind = unicodedata.category(character)
    if kind in {"Cc", "Zl", "Zp"}:
        return " "
    return "" if kind in {"Cf", "Cs", "Co"} else character
