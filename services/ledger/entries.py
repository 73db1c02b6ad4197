"""Looking into the ledger, which is itself recorded."""

from __future__ import annotations

from uuid import UUID

from chassis.calls import Asked
from chassis.recording import record
from contracts.ledger import ExportEntries, LinkPage, ListEntries
from contracts.wire import Actor
from services.ledger import rules
from services.ledger.deps import Deps
from services.ledger.store import entries, memberships


async def list_entries(deps: Deps, asked: Asked[ListEntries]) -> LinkPage:
    """Newest first. A tenant that one may not look into has nothing in it."""
    return await _page(deps, asked)


async def export_entries(deps: Deps, asked: Asked[ExportEntries]) -> LinkPage:
    """The same, to be taken away."""
    return await _page(deps, asked)


async def _page(deps: Deps, asked: Asked[ListEntries] | Asked[ExportEntries]) -> LinkPage:
    """The page and the note that it was looked at, or neither."""
    own = await scope(deps, asked.actor)
    async with deps.database.transaction() as transaction:
        # Counted first: what arrives in between may be seen and is not missed.
        counted = await entries.count(transaction, asked.request, own)
        found = await entries.page(transaction, asked.request, own)
        total = max(counted, len(found))
        links = rules.fitting(found[: asked.request.first])
        await record(
            transaction,
            asked,
            object_kind="entry",
            object_id=asked.request.object_id or "",
            tenant=own or asked.request.tenant,
            reason=f"{len(links)} of {total} entries",
        )
    return LinkPage(links=links, more=len(found) > len(links), total=total)


async def scope(deps: Deps, actor: Actor | None) -> UUID | None:
    """The one tenant that the actor may look into; none: all. Raises ``Forbidden``."""
    organization = actor.organization if actor else None
    runs = await memberships.runs_platform(deps.database, organization)
    return rules.own_tenant(actor, runs_platform=runs)
