"""Telling partners who goes on when somebody has left a unit: each partner once."""

from __future__ import annotations

from uuid import UUID

from chassis.outbox import tell
from chassis.postgres import Database, Runner
from contracts.handovers import UNIT_HANDED_OVER, UnitHandedOver
from services.introductions.store import copies, handovers
from services.introductions.store.copies import Known
from services.introductions.store.handovers import Departure, Keeper, Partner

AT_ONCE = 50


async def hand_over(database: Database) -> None:
    """Whoever has left by now. Each in a transaction of its own: no two wait for each other."""
    async with database.transaction() as transaction:
        await handovers.note_ended(transaction)
    for _ in range(AT_ONCE):
        async with database.transaction() as transaction:
            left = await handovers.due(transaction)
            if left is None:
                return
            await _introduce(transaction, left)


async def _introduce(transaction: Runner, left: Departure) -> None:
    """The organization is held: of two who leave at the same time, one writes."""
    own = await copies.hold_organization(transaction, left.organization_id)
    to = await handovers.keeper(transaction, left)
    if own is None or to is None:
        await handovers.put_off(transaction, left.id)
        return
    for partner in await handovers.partners(transaction, left):
        known = await handovers.note(transaction, left, partner.partner_id, to.person_id)
        if known is not None:
            told = _told(known, own, left, to, partner)
            await tell(transaction, UNIT_HANDED_OVER, told)
    await handovers.hand_on(transaction, left, to)
    await handovers.done(transaction, left.id)


def _told(known: UUID, own: Known, left: Departure, to: Keeper, partner: Partner) -> UnitHandedOver:
    units = {unit["id"]: unit["name"] for unit in own.units}
    return UnitHandedOver(
        id=known,
        organization_id=own.id,
        organization_name=own.name,
        unit_id=left.unit_id,
        unit_name=units.get(str(left.unit_id), ""),
        person_id=to.person_id,
        person_name=to.name,
        is_successor=to.is_successor,
        partner_id=partner.partner_id,
        partner_unit_id=partner.partner_unit_id,
        kind=partner.kind,
        subject_id=partner.subject_id,
    )
