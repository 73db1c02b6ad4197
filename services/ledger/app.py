"""The ledger service, put together: read this first."""

from __future__ import annotations

from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager

from chassis.apart import Apart
from chassis.calls import endpoint
from chassis.events import reading
from chassis.own import erasing
from chassis.service import Service, Tools
from contracts import ledger as contract
from contracts import profiles
from contracts.recording import written
from contracts.rights import SERVICES
from services.ledger import chains, entries, heads, keeping, memberships, refusals
from services.ledger.deps import Deps
from services.ledger.own import OWN

AT_ONCE = 4
"""Of one teller: entries of one tenant wait for each other anyway."""


@asynccontextmanager
async def open_deps(tools: Tools) -> AsyncGenerator[Deps, None]:
    yield Deps(
        database=tools.database,
        heads=Apart(tools.settings.home_path, "ledger-heads", contract.KeptHead),
    )


SERVICE = Service(
    name="ledger",
    open_deps=open_deps,
    endpoints=[
        endpoint(contract.LIST_ENTRIES, entries.list_entries),
        endpoint(contract.EXPORT_ENTRIES, entries.export_entries),
        endpoint(contract.VERIFY_CHAINS, chains.verify_chains),
        endpoint(contract.CHECK_HEADS, heads.check_heads),
        endpoint(contract.NOTE_REFUSAL, refusals.note_refusal),
    ],
    readings=[
        *(
            reading(written(name), f"ledger-keep-{name}", keeping.keep_of(name), AT_ONCE)
            for name in SERVICES
        ),
        reading(profiles.MEMBERSHIP_KEPT, "ledger-keep-membership", memberships.keep_membership),
        erasing("ledger", OWN),
    ],
    jobs=[heads.keep_heads],
    own=OWN,
)
