"""Where somebody may be sent who says where they want to go: on this site, or home."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, NamedTuple
from urllib.parse import unquote, urlsplit

_UNSEEN = re.compile(r"[\x00-\x20\x7f\\]")
LONGEST = 2_000
PLACE = re.compile(r"[\w-]{1,400}", re.ASCII)
STEPS = 5
"""How many pages of a list one comes back by its own link; then there is the first."""


class Trail(NamedTuple):
    """The way one came through a list: places of the pages before, as the address holds them."""

    before: list[str]
    onward: str
    """What the address of the next page holds."""


def trail_of(query: Mapping[str, str]) -> Trail:
    """``before``: places between dots, the last one of the page before; none of the second page."""
    places = [one for one in query.get("before", "").split(".") if PLACE.fullmatch(one)][-STEPS:]
    here = query.get("after", "")
    on = [*places, here] if PLACE.fullmatch(here) else places
    return Trail(places, ".".join(on[-STEPS:]))


def own_path(given: Any, home: str = "/") -> str:
    """``given`` if it is a path of this site, also after any number of decodings; else ``home``."""
    if not isinstance(given, str) or len(given) > LONGEST or not given.startswith("/"):
        return home
    plain = given
    for _ in range(3):
        if _UNSEEN.search(plain.partition("?")[0]) or plain.startswith("//"):
            return home
        plain = unquote(plain)
    if _UNSEEN.search(given) or not given.isascii():
        return home
    try:
        parts = urlsplit(given)
    except ValueError:
        return home
    return given if not (parts.scheme or parts.netloc) else home
