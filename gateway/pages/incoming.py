"""What is posted, read before anything can fail: whatever is answered, it can be given back.

Somewhat more is read than is taken: who pasted too much gets their words back, not only a refusal.
"""

from __future__ import annotations

from collections.abc import AsyncGenerator
from typing import Any

from litestar import Request
from litestar.datastructures import FormMultiDict
from litestar.enums import RequestEncodingType
from litestar.exceptions import HTTPException
from litestar.exceptions.http_exceptions import RequestEntityTooLarge

from gateway.errors import Refused

SENT, FAULT = "sent", "sent_fault"
"""Where a request keeps its form, and why it is not taken: keys of its scope's state."""
MOST_OF_TEXT = 4_000_000
"""Bytes that are read of a form without files before the rest is left."""
MOST_OF_FILES = 16_000_000
"""Likewise of one with files, which go to the disk."""
MOST_FIELDS = 10_000
"""Of a form without files: more would take seconds to read, in which nobody else is answered."""


class Incoming(Request[Any, Any, Any]):
    """A request whose form may be too large to be taken and small enough to be read."""

    async def stream(self) -> AsyncGenerator[bytes, None]:
        """As Litestar's, which leaves off at the limit. Raises ``RequestEntityTooLarge``."""
        taken = self.route_handler.resolve_request_max_body_size() or MOST_OF_FILES
        most = max(taken, self._most())
        if (self.content_length or 0) > most:
            raise RequestEntityTooLarge
        size, fields, more = 0, 1, True
        is_read = self.content_type[0] == RequestEncodingType.URL_ENCODED
        while more:
            event: Any = await self.receive()
            if event["type"] == "http.disconnect":
                raise Refused(400, "BAD_REQUEST", "the body ended before it was whole")
            size += len(event["body"])
            fields += event["body"].count(b"&") if is_read else 0
            if size > most or fields > MOST_FIELDS:
                raise RequestEntityTooLarge
            yield event["body"]
            more = event.get("more_body", False)
        if size > taken:
            self.scope["state"][FAULT] = RequestEntityTooLarge()

    def _most(self) -> int:
        has_files = self.content_type[0] == RequestEncodingType.MULTI_PART
        return MOST_OF_FILES if has_files else MOST_OF_TEXT


async def read_first(request: Request[Any, Any, Any]) -> None:
    """Litestar's ``before_request``. Raises nothing: ``taken`` does, in its turn."""
    if request.method != "POST":
        return
    state = request.scope["state"]
    try:
        state[SENT] = await request.form()
    except (HTTPException, Refused) as fault:
        state[FAULT] = fault
    except (LookupError, ValueError):  # an encoding that does not exist, or was not kept to
        state[FAULT] = Refused(400, "BAD_REQUEST", "this form cannot be read")


def taken(request: Request[Any, Any, Any]) -> FormMultiDict:
    """What was posted. Raises what was wrong with it: unreadable, or too large."""
    fault: Exception | None = request.scope["state"].get(FAULT)
    if fault is not None:
        raise fault
    found: FormMultiDict = request.scope["state"][SENT]
    return found


def given(request: Request[Any, Any, Any]) -> FormMultiDict | None:
    """What was posted, also where it is not taken; none where it could not be read."""
    found: FormMultiDict | None = request.scope["state"].get(SENT)
    return found
