"""Where texts come from, and the line that has to be shown with each of them."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

import msgspec

from contracts.wire import Source

SAMPLE = "sample"
MASTER = "municipalities"
SOUMU = "soumu"


class Known(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    attribution: str
    recipient: str = ""
    """Said besides where a municipality is shown that did not write the text."""


@cache
def known() -> dict[str, Known]:
    """The sources we know the words for; ``sources.json`` is made for a lawyer's eye."""
    text = (files(__package__) / "sources.json").read_bytes()
    return msgspec.json.decode(text, type=dict[str, Known])


def source(name: str, reference: str = "", url: str = "", *, of_recipient: bool = False) -> Source:
    """As it is kept with a row. A source that we do not know is shown by its name alone."""
    found = known().get(name, Known(""))
    line = found.attribution + (found.recipient if of_recipient else "")
    return Source(name=name, reference=reference, url=url, attribution=line)


def name_of(given: str | Source | None, default: str) -> str:
    """The name of what a row gives as its source; empty when it gives none."""
    return given.name if isinstance(given, Source) else given or default
