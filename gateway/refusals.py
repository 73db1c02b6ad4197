"""Recording what a role was refused at the door, before any service was asked. Best effort."""

from __future__ import annotations

import logging

from contracts.faults import Fault
from contracts.ledger import NOTE_REFUSAL, NoteRefusal
from gateway.context import Context

log = logging.getLogger(__name__)
MOST = 20


async def note(context: Context) -> None:
    """Whoever was refused has their answer either way."""
    places = tuple(dict.fromkeys(place[:100] for place in context.refused))[:MOST]
    context.refused.clear()
    if not places or context.actor is None:
        return
    try:
        await context.ask(NOTE_REFUSAL, NoteRefusal(places=places))
    except Fault as fault:
        log.warning("refused at %s, and not recorded: %s", places[0], fault.message)
