"""Name badges with the code that the door reads or types."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import segno

from contracts.checkins import check_in_path, short_code
from gateway.papers.printing import Badge, Badges
from gateway.words import word


def badges(
    event: dict[str, Any],
    everybody: list[dict[str, Any]],
    site: str,
    locale: str,
    say: Callable[[str], str],
) -> Badges:
    """In the order of numbers, as they are cut and laid out at the door."""
    ordered = sorted(everybody, key=lambda one: int(one["number"]))
    return Badges(
        title=event["title"],
        language=locale,
        cards=tuple(_badge(event["id"], one, site, say) for one in ordered),
    )


def _badge(event_id: str, one: dict[str, Any], site: str, say: Callable[[str], str]) -> Badge:
    number = int(one["number"])
    address = f"{site.rstrip('/')}{check_in_path(event_id, number)}"
    return Badge(
        side=say(word("event_side", one["side"])),
        filled=one["side"] == "PUBLIC",
        organization=f"{one['organizationName']} {one['unitName']}".strip(),
        kana=one["nameKana"],
        name=one["name"],
        code=short_code(number),
        qr=segno.make(address, error="m", micro=False).svg_inline(border=2, light="#fff"),
    )
