"""Telling people of matches."""

from __future__ import annotations

from chassis.events import Told
from contracts.matching import MatchFound
from services.notify.deps import Deps
from services.notify.store import notifications


async def tell_match(deps: Deps, told: Told[MatchFound]) -> None:
    """One notification and one letter for each who works there now; told twice, still one.

    Who joins the organization later is not told of old matches: they are on its page.
    """
    await notifications.tell_match(told.transaction, told.payload)
    told.afterwards.append(deps.written.set)
