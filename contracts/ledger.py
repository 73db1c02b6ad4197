"""Public face of the ledger service: what happened and who saw what, in chains that hold."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated
from uuid import UUID

from msgspec import Meta, Struct

from contracts.recording import Entry, ObjectId, Result
from contracts.wire import After, First, Method

Hash = Annotated[str, Meta(pattern="^[0-9a-f]{64}$")]
"""SHA-256 in hexadecimal digits."""
Seq = Annotated[int, Meta(ge=0, le=9_007_199_254_740_991)]
Operation = Annotated[str, Meta(max_length=100)]


class Link(Struct, frozen=True, kw_only=True):
    """An entry and its place in the chain of its tenant; how it is hashed: docs/ledger.md."""

    entry: Entry
    seq: int
    """1, 2, 3 … without a gap."""
    previous: str
    hash: str


class ListEntries(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Newest first, of the tenants that the actor may look into. Recorded itself."""

    first: First = 20
    after: After | None = None
    tenant: UUID | None = None
    person: UUID | None = None
    object_id: ObjectId | None = None
    operation: Operation | None = None
    since: datetime | None = None
    until: datetime | None = None
    """Up to and without this instant."""
    result: Result | None = None


class ExportEntries(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """As ``ListEntries``, to be taken away; recorded as such."""

    first: First = 100
    after: After | None = None
    tenant: UUID | None = None
    person: UUID | None = None
    object_id: ObjectId | None = None
    operation: Operation | None = None
    since: datetime | None = None
    until: datetime | None = None
    result: Result | None = None


class LinkPage(Struct, frozen=True, kw_only=True):
    links: tuple[Link, ...]
    """Fewer than asked for when more would not fit the bus."""
    more: bool
    total: int


class Place(Struct, frozen=True, kw_only=True):
    """Up to where chains have been looked through."""

    tenant: UUID
    seq: Seq


class VerifyChains(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Recompute the chain of ``tenant``, or of all that the actor may look into, for a second."""

    tenant: UUID | None = None
    after: Place | None = None
    """``next`` of the answer before."""


class Flaw(Struct, frozen=True, kw_only=True):
    """The first place of a chain that is not as it was written."""

    tenant: UUID
    seq: int
    problem: str
    """``altered``, ``missing``, ``unlinked`` or ``forged``."""
    id: UUID | None = None


class Head(Struct, frozen=True, kw_only=True):
    """Where a chain ended when it was looked through: worth noting down elsewhere."""

    tenant: UUID
    seq: int
    hash: str


class Verified(Struct, frozen=True, kw_only=True):
    checked: int
    """Entries looked at in this step."""
    heads: tuple[Head, ...] = ()
    """Of the chains that were looked through to their end, all whole."""
    flaw: Flaw | None = None
    next: Place | None = None
    """None when all is looked through, or a flaw was found."""


class KeptHead(Struct, frozen=True, kw_only=True):
    """A head as it was noted down outside the database."""

    tenant: UUID
    seq: Seq
    hash: Hash
    at: datetime


class CheckHeads(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Whether chains still run through what was noted down of them."""

    heads: Annotated[tuple[KeptHead, ...], Meta(max_length=500)]


class HeadsChecked(Struct, frozen=True, kw_only=True):
    checked: int
    flaw: Flaw | None = None
    """``rewritten``: another entry stands there now; ``missing``: none does."""


class NoteRefusal(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What the gateway refused because of the role alone, before it asked any service."""

    places: Annotated[tuple[Annotated[str, Meta(max_length=100)], ...], Meta(max_length=20)]
    """Fields of the schema, as ``Mutation.runMatches``, or addresses of pages."""


class Noted(Struct, frozen=True, kw_only=True):
    """The answer of a method that has nothing to tell but that it was done."""


LIST_ENTRIES = Method("rpc.ledger.v1.entry.list", ListEntries, LinkPage, deadline=5.0)
EXPORT_ENTRIES = Method("rpc.ledger.v1.entry.export", ExportEntries, LinkPage, deadline=5.0)
VERIFY_CHAINS = Method(
    "rpc.ledger.v1.chain.verify", VerifyChains, Verified, deadline=5.0, safe=True
)
CHECK_HEADS = Method("rpc.ledger.v1.chain.check_heads", CheckHeads, HeadsChecked, safe=True)
NOTE_REFUSAL = Method("rpc.ledger.v1.refusal.note", NoteRefusal, Noted, deadline=2.0)
