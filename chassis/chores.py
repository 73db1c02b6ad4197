"""Work that nobody asks for: looked for now and again as long as a service runs."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable
from typing import Protocol, TypeVar

from chassis.postgres import Database
from chassis.stopping import told_to_stop

log = logging.getLogger(__name__)


class Keeping(Protocol):
    """The ``Deps`` of any service: what is due stands in its database."""

    @property
    def database(self) -> Database: ...


D = TypeVar("D", bound=Keeping)


def chore(
    what: str, look: Callable[[D], Awaitable[int | None]], pause: float
) -> Callable[[D], Awaitable[None]]:
    """A job of a service: ``look`` every ``pause`` seconds, and at once again while it finds some.

    A look that fails is logged as ``what``, and the next one comes as if it had not. A service may
    run many times over: a look does what is due once, however many look side by side.
    """

    async def keep_looking(deps: D) -> None:
        while not told_to_stop():
            try:
                while await look(deps) and not told_to_stop():
                    pass
            except Exception:
                log.exception("%s: failed, and is tried again in %s s", what, pause)
            await asyncio.sleep(pause)

    return keep_looking
