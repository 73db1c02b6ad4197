"""The rules of the ledger, free of I/O: who sees whose entries, what fits, what is not whole."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

import msgspec

from contracts.faults import Forbidden
from contracts.ledger import Flaw, Link
from contracts.recording import Entry
from contracts.wire import Actor, Role
from services.ledger.hashing import link_hash

LARGEST = 200_000
"""Bytes of a page; the bus takes 262,144."""


def own_tenant(actor: Actor | None, *, runs_platform: bool) -> UUID | None:
    """The one tenant that the actor may look into; none: all of them. Raises ``Forbidden``.

    Platform admins and the operator see all, and so does an auditor of the organization that
    runs the platform. Any other auditor, and a liaison, see their own organization's.
    """
    if actor is None:
        raise Forbidden("sign in to look into the ledger")
    if actor.role in {Role.PLATFORM_ADMIN, Role.OPERATOR}:
        return None
    if actor.role is Role.AUDITOR and runs_platform:
        return None
    if actor.organization is None:
        raise Forbidden("act for an organization to look into its ledger")
    return actor.organization


def fitting(links: Iterable[Link]) -> tuple[Link, ...]:
    """As many of the first as one answer carries; one at the least."""
    found: list[Link] = []
    size = 0
    for link in links:
        size += len(msgspec.json.encode(link)) + 1
        if found and size > LARGEST:
            break
        found.append(link)
    return tuple(found)


class Chain:
    """A chain as it is looked through: where it stands, and whether the next link follows on."""

    def __init__(self, tenant: UUID, seq: int, mark: bytes) -> None:
        self.tenant = tenant
        self.seq = seq
        self.mark = mark

    def follow(self, entry: Entry, seq: int, previous: bytes, mark: bytes) -> Flaw | None:
        """Go on to the next link, or say what is wrong with it."""
        if seq != self.seq + 1:
            return self.flaw("missing")
        if mark != link_hash(entry, seq, previous):
            return self.flaw("altered", entry.id)
        if previous != self.mark:
            return self.flaw("unlinked", entry.id)
        self.seq, self.mark = seq, mark
        return None

    def end(self, head_seq: int, head_hash: bytes) -> Flaw | None:
        """Whether it ends where its head says."""
        if self.seq < head_seq:
            return self.flaw("missing")
        if self.mark != head_hash:
            return Flaw(tenant=self.tenant, seq=self.seq, problem="altered")
        return None

    def flaw(self, problem: str, entry_id: UUID | None = None) -> Flaw:
        """Of the next link."""
        return Flaw(tenant=self.tenant, seq=self.seq + 1, problem=problem, id=entry_id)
