"""How often one is written to, and the way out of it that needs no account."""

from __future__ import annotations

from typing import Any

from gateway.pages.letters import rhythms, stopping

HANDLERS: list[Any] = [*rhythms.HANDLERS, *stopping.HANDLERS]
