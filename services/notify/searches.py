"""Telling people of a new challenge that fits what they look for."""

from __future__ import annotations

from chassis.events import Told
from contracts.saved_searches import SearchFound
from services.notify.deps import Deps
from services.notify.store import searches


async def tell_found(deps: Deps, told: Told[SearchFound]) -> None:
    """Each once, however many of their searches it fits and however often it is told."""
    await searches.tell(told.transaction, told.payload)
    told.afterwards.append(deps.written.set)
