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
    codes = Codes(event["id"], site)
    return Badges(
        title=event["title"],
        language=locale,
        cards=tuple(_badge(one, codes, say) for one in ordered),
    )


class Codes:
    """Pictures of the codes of one event. They differ in four digits, so that the mask that fits
    the first fits all: weighing every mask for each took two thirds of the time."""

    def __init__(self, event_id: str, site: str) -> None:
        self.event_id = event_id
        self.site = site.rstrip("/")
        self.mask: int | None = None

    def picture(self, number: int) -> str:
        address = f"{self.site}{check_in_path(self.event_id, number)}"
        made = segno.make(address, error="m", micro=False, mask=self.mask)
        self.mask = made.mask
        return str(made.svg_inline(border=2, light="#fff"))


def _badge(one: dict[str, Any], codes: Codes, say: Callable[[str], str]) -> Badge:
    number = int(one["number"])
    return Badge(
        side=say(word("event_side", one["side"])),
        filled=one["side"] == "PUBLIC",
        organization=f"{one['organizationName']} {one['unitName']}".strip(),
        kana=one["nameKana"],
        name=one["name"],
        code=short_code(number),
        qr=codes.picture(number),
    )
