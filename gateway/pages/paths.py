"""Where somebody may be sent who says where they want to go: on this site, or home."""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import unquote, urlsplit

_UNSEEN = re.compile(r"[\x00-\x20\x7f\\]")
LONGEST = 2_000


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
