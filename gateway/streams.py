"""Streams that stay open for who looks on: told when something is new, ended when we stop."""

from __future__ import annotations

import asyncio
import contextlib
import time
from collections import Counter
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from typing import Any

from litestar.response import Stream

from gateway.errors import Refused

LONGEST = 120.0
"""Seconds; then the browser comes again, as whoever it is by then."""
PAUSE = 0.25
"""Seconds between two looks, once for all who look on."""
CHECKED = 20.0
"""Seconds after which it is asked again whether somebody may still look on."""
BEAT = 15.0
"""Seconds after which a silent stream says that it is there; who is gone is noticed by it."""

AGAIN = 30.0
"""Seconds after which to ask anew who found no room."""

Look = Callable[[], Awaitable[str | None]]
"""How somebody asks, with their own rights, whether anything is new.

None: nobody answers just now. Raises ``Gone`` for who may no longer see it.
"""


class Gone(Exception):
    """Who looks on may no longer see it."""


class Watch:
    """One look for all who watch the same thing."""

    def __init__(self) -> None:
        self.revision: str | None = None
        self.lookers: list[Look] = []
        self._news = asyncio.Condition()

    async def run(self) -> None:
        """As one of those who watch; who may no longer see it is passed over."""
        while self.lookers:
            looker = self.lookers[0]
            try:
                found = await looker()
            except Gone:  # that stream ends by its own look; the others go on
                found = None
            if found is None and self.lookers and self.lookers[0] is looker:
                self.lookers.append(self.lookers.pop(0))
            if found not in {None, self.revision}:
                async with self._news:
                    self.revision = found
                    self._news.notify_all()
            await asyncio.sleep(PAUSE)

    async def newer(self, seen: str, within: float) -> str | None:
        """Another revision than the one seen; None when there is none in time."""
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(within), self._news:
                await self._news.wait_for(lambda: self.revision not in {None, seen})
                return self.revision
        return None


class Watches:
    def __init__(self) -> None:
        self._open: dict[str, tuple[Watch, asyncio.Task[None]]] = {}

    @contextlib.contextmanager
    def joined(self, name: str, look: Look) -> Iterator[Watch]:
        if name not in self._open:
            watch = Watch()
            watch.lookers.append(look)
            self._open[name] = watch, asyncio.create_task(watch.run())
        else:
            watch = self._open[name][0]
            watch.lookers.append(look)
        try:
            yield watch
        finally:
            watch.lookers.remove(look)
            if not watch.lookers:
                self._open.pop(name)[1].cancel()


WATCHES = Watches()


class Seats:
    """How many look on at once: each holds a connection, and the pages need some as well.

    The server answers nobody any more when all are taken (``limit_concurrency``).
    """

    def __init__(self, of_one: int, of_all: int) -> None:
        self._of_one, self._of_all = of_one, of_all
        self._taken: Counter[str] = Counter()

    def check(self, who: str) -> None:
        """Raises ``Refused`` 429 where nobody, or not this one, may look on once more."""
        if self._taken[who] >= self._of_one or self._taken.total() >= self._of_all:
            raise Refused(429, "LIMIT", "too many look on", AGAIN)

    @contextlib.contextmanager
    def taken(self, who: str) -> Iterator[None]:
        """Raises as ``check`` does: several may have been let in at the same moment."""
        self.check(who)
        self._taken[who] += 1
        try:
            yield
        finally:
            self._taken[who] -= 1
            self._taken = +self._taken


SEATS = Seats(of_one=40, of_all=384)
"""All tablets of a hall may be signed in as one."""


async def news(name: str, look: Look, ending: asyncio.Event) -> AsyncIterator[str | None]:
    """Each new revision, the first soon; None: still here. Ends with the right to see it.

    ``ending`` is set when the server stops, so that it does not wait for who looks on.
    """
    seen = ""
    until = time.monotonic() + LONGEST
    beat = time.monotonic() + BEAT
    again = time.monotonic() + CHECKED
    with WATCHES.joined(name, look) as watch:
        while time.monotonic() < until and not ending.is_set():
            found = await watch.newer(seen, 1.0)
            if time.monotonic() > again:
                again = time.monotonic() + CHECKED
                try:
                    await look()
                except Gone:
                    return
            if found is not None:
                seen = found
                yield found
            elif time.monotonic() > beat:
                yield None
            else:
                continue
            beat = time.monotonic() + BEAT


def message(data: str, event: str = "") -> str:
    """As ``text/event-stream`` has it."""
    lines = [f"event: {event}"] if event else []
    return "\n".join([*lines, *(f"data: {line}" for line in data.split("\n")), "", ""])


SILENCE = ": \n\n"


def streamed(messages: AsyncIterator[str]) -> Stream:
    headers = {"Cache-Control": "no-store", "X-Accel-Buffering": "no"}
    given: Any = messages
    return Stream(given, media_type="text/event-stream", headers=headers)
