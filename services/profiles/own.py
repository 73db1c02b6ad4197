"""What profiles holds of one person, and forgetting them: the name goes, what they did stays."""

from __future__ import annotations

import hashlib
from uuid import UUID

from chassis.calls import Asked
from chassis.outbox import tell
from chassis.own import Forgetting, Own, Part
from chassis.postgres import Runner
from chassis.recording import record
from contracts.members import END_MEMBERSHIP
from contracts.own_data import Erasure
from contracts.profiles import MEMBERSHIP_KEPT, PERSON_KEPT, Person
from services.profiles.store import offer_searches, own

OWN = Own(
    parts=(
        Part("person", own.PERSON),
        Part("memberships", own.MEMBERSHIPS),
        Part("invitations", own.INVITATIONS),
        Part("registrations", own.REGISTRATIONS),
        Part("changes", own.ASKED_CHANGES),
        Part("card", own.CARD),
        Part("offer_searches_saved", offer_searches.SAVED),
        Part("invitations_made", own.INVITED),
        Part("registrations_decided", own.DECIDED),
    ),
    # Registrations first: they are found by the address of the invitations.
    forgetting=(
        Forgetting(own.FORGET_REGISTRATIONS),
        Forgetting(own.FORGET_INVITATIONS),
        Forgetting(own.FORGET_CARD),
        Forgetting(offer_searches.FORGET),
    ),
)


def pseudonym(person_id: UUID) -> str:
    """The same for all they did, in both languages, and nobody's name."""
    return f"退会者 (former member) {hashlib.sha256(person_id.bytes).hexdigest()[:6]}"


async def leave(transaction: Runner, who: Erasure) -> None:
    """Every membership ends, and the name with them; others who keep either are told."""
    for ended in await own.end_all(transaction, who.person_id):
        await tell(transaction, MEMBERSHIP_KEPT, ended)
        asked = Asked(None, None, END_MEMBERSHIP.subject)
        await record(
            transaction,
            asked,
            object_kind="membership",
            object_id=ended.id,
            tenant=ended.organization_id,
            fields=("until",),
            reason="the account was erased",
        )
    name = pseudonym(who.person_id)
    if await own.forget_name(transaction, who.person_id, name):
        await tell(transaction, PERSON_KEPT, Person(id=who.person_id, name=name))
