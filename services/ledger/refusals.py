"""What the gateway refuses because of a role: recorded, though no service was asked."""

from __future__ import annotations

from chassis.calls import Asked
from chassis.recording import record
from contracts.ledger import Noted, NoteRefusal
from contracts.recording import Result
from services.ledger.deps import Deps


async def note_refusal(deps: Deps, asked: Asked[NoteRefusal]) -> Noted:
    """With whoever asked: whose the thing is was not looked at."""
    actor, places = asked.actor, asked.request.places
    if actor is None or not places or not deps.allowance.take(actor.account):
        return Noted()
    more, deps.allowance.turned_away = deps.allowance.turned_away, 0
    note = f" ({more} more before this one are not recorded)" if more else ""
    async with deps.database.transaction() as transaction:
        await record(
            transaction,
            asked,
            object_kind="place",
            object_id=places[0],
            tenant=actor.organization,
            result=Result.DENIED,
            reason=f"forbidden: the role may not do this{note}",
            fields=tuple(place[:60] for place in places),
        )
    return Noted()
