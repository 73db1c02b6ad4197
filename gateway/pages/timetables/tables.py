"""Tables in the order in which people count them."""

from __future__ import annotations

import re
from typing import Any

NUMBERS = re.compile(r"(\d+)")


def by_table(meeting: dict[str, Any]) -> tuple[bool, list[tuple[str, int]]]:
    """卓2 before 卓10; who talks online comes last."""
    parts = NUMBERS.split(meeting["table"] or "")
    texts, numbers = parts[::2], [*map(int, parts[1::2]), 0]
    return not meeting["table"], list(zip(texts, numbers, strict=True))
