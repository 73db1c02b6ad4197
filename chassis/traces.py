"""W3C trace context: which request a call, an event or a line of the log belongs to."""

from __future__ import annotations

import re
import secrets
from contextvars import ContextVar

HEADER = "traceparent"
_FORM = re.compile(r"^00-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}$")
_current: ContextVar[str | None] = ContextVar("trace", default=None)


def begin(parent: str | None = None) -> str:
    """Continue ``parent`` where it is well formed, else start anew; returns the trace's id."""
    _current.set(parent if parent and _FORM.match(parent) else _new())
    return current_id()


def current() -> str:
    """The ``traceparent`` of what is being done now."""
    found = _current.get()
    if found is None:
        found = _new()
        _current.set(found)
    return found


def current_id() -> str:
    """The 32 hexadecimal digits that people may be asked for."""
    return current().split("-")[1]


def _new() -> str:
    return f"00-{secrets.token_hex(16)}-{secrets.token_hex(8)}-01"
