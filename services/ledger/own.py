"""What the ledger holds of one person: what they did, and from where.

Nothing is forgotten here: an entry names nobody but by an id, which then leads nowhere, and a
chain with a row taken out would not hold.
"""

from __future__ import annotations

from chassis.own import Own, Part
from services.ledger.store import own

OWN = Own(
    parts=(Part("entries", own.ENTRIES),),
    apart={"entries.account": "the same entries are given by the id of the person"},
)
