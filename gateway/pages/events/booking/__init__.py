"""Pages on which participants arrange their meetings themselves."""

from __future__ import annotations

from typing import Any

from gateway.pages.events.booking import arranging, changing

HANDLERS: list[Any] = [*arranging.HANDLERS, *changing.HANDLERS]
