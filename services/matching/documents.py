"""What is matched: challenges and offers as the matcher sees them, and which revision stands."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal
from uuid import UUID

Side = Literal["challenge", "offer"]


@dataclass(frozen=True, slots=True)
class Document:
    """A challenge or an offer, open and visible. Everything that ranks is in it."""

    id: UUID
    side: Side
    organization_id: UUID
    revision: int
    title: str
    text: str
    tags: tuple[str, ...] = ()
    prefecture: str | None = None
    """Where a challenge stands, or where the offering organization is."""
    reach: tuple[str, ...] = ()
    """Prefectures where an offer can be had; none means everywhere."""
    budget_stage: str | None = None
    """A value of ``contracts.challenges.BudgetStage``."""
    cost_yen: int | None = None
    """What an offer costs."""
    audience: str = "private"
    """Only equal values meet. A challenge: who may answer; an offer: who it comes from."""
    answer_by: str | None = None
    """Last day for proposals of a challenge, ``YYYY-MM-DD``."""
    outcome: str | None = None
    """Why a published challenge was closed: a ``contracts.challenges.CloseReason``."""
    organization_kind: str | None = None
    """Of who offers: a ``contracts.profiles.OrganizationKind``."""
    track_record: tuple[str, ...] = ()
    """Sizes of town in which an offer has been done: ``contracts.track_records.TownSize``."""

    @property
    def content(self) -> str:
        """Everything that is read, in one string; places in it are places in title and text."""
        return f"{self.body}\n{' '.join(self.tags)}"

    @property
    def body(self) -> str:
        """Title and text, with which ``content`` begins."""
        return f"{self.title}\n{self.text}"


@dataclass(frozen=True, slots=True)
class Standing:
    """The newest thing known of one id."""

    revision: int
    document: Document | None
    """``None``: withdrawn."""

    @property
    def order(self) -> tuple[int, bool, str]:
        """The greatest stands: newer first, then withdrawn, then by content."""
        return self.revision, self.document is None, repr(self.document)


class Register:
    """Which revision stands, whatever the order of delivery."""

    def __init__(self) -> None:
        self.standings: dict[UUID, Standing] = {}

    def take(self, document_id: UUID, told: Standing) -> Standing | None:
        """Note what was told. ``None``: nothing new; else what stood before (or a blank)."""
        before = self.standings.get(document_id)
        if before is not None and before.order >= told.order:
            return None
        self.standings[document_id] = told
        return before or Standing(-1, None)

    def open(self, document_id: UUID) -> Document | None:
        """The document that stands; ``None`` when unknown or withdrawn."""
        standing = self.standings.get(document_id)
        return standing.document if standing else None
