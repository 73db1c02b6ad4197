"""Where chains end, noted down outside the database each hour, and whether they still run there.

Whoever can write everything in the database can compute a whole chain anew; it no longer runs
through what was noted then.
"""

from __future__ import annotations

import asyncio

from chassis.calls import Asked
from chassis.chores import chore
from contracts.ledger import CheckHeads, Flaw, HeadsChecked
from services.ledger.deps import Deps
from services.ledger.store import chains


async def note_heads(deps: Deps) -> None:
    """Those that have moved since they were last noted."""
    listed = await asyncio.to_thread(deps.heads.read)
    last = {row.tenant: row.seq for row in listed}
    found = await chains.heads(deps.database)
    new = tuple(row for row in found if row.seq > last.get(row.tenant, 0))
    await asyncio.to_thread(deps.heads.add, new)


keep_heads = chore("heads of the ledger", note_heads, pause=3_600.0)


async def check_heads(deps: Deps, asked: Asked[CheckHeads]) -> HeadsChecked:
    """Up to the first that does not hold."""
    for number, noted in enumerate(asked.request.heads, start=1):
        mark = await chains.hash_at(deps.database, noted.tenant, noted.seq)
        if mark is None or mark.hex() != noted.hash:
            problem = "missing" if mark is None else "rewritten"
            flaw = Flaw(tenant=noted.tenant, seq=noted.seq, problem=problem)
            return HeadsChecked(checked=number, flaw=flaw)
    return HeadsChecked(checked=len(asked.request.heads))
