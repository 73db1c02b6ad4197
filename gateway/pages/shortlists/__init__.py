"""What one's unit keeps to come back to."""

from __future__ import annotations

from typing import Any

from gateway.pages.shortlists import keeping

HANDLERS: list[Any] = [*keeping.HANDLERS]
