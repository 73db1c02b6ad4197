"""The fair-dialogue record (対話記録): what public and private sides said before procurement."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum
from typing import Annotated
from uuid import UUID

from msgspec import Meta, Struct

from contracts.wire import After, First, Method

Told = Annotated[str, Meta(max_length=2_000)]


class ContactKind(StrEnum):
    INTEREST = "interest"
    INTRODUCTION = "introduction"
    MESSAGE = "message"
    CALL = "call"
    MEETING = "meeting"


class Dialogue(Struct, frozen=True, kw_only=True):
    """One contact. Entries are added and never changed; a note about one is an entry too."""

    id: UUID
    public_organization_id: UUID
    public_unit_id: UUID | None = None
    company_id: UUID
    company_name: str
    kind: ContactKind
    at: datetime
    people: str = ""
    """Who took part, as it was noted by hand."""
    disclosed: str = ""
    """What the public side told."""
    offered_to: str = ""
    """To whom the same was told as well."""
    cause_title: str = ""
    introduction_id: UUID | None = None
    by_hand: bool = False
    noted_by: UUID | None = None
    noted_at: datetime


class NoteDialogue(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A call or a meeting, by hand, by the public side."""

    id: UUID
    company_id: UUID
    kind: ContactKind
    at: datetime
    people: Annotated[str, Meta(min_length=1, max_length=500)]
    disclosed: Annotated[str, Meta(min_length=1, max_length=2_000)]
    offered_to: Told = ""


class ListDialogues(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Of one's own organization, the newest first; an auditor of the platform names one."""

    organization_id: UUID | None = None
    first: First = 50
    after: After | None = None
    company_id: UUID | None = None
    since: date | None = None
    until: date | None = None
    """Days in Japan, both included."""


class ExportDialogues(ListDialogues, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The same, to be disclosed."""


class DialoguePage(Struct, frozen=True, kw_only=True):
    dialogues: tuple[Dialogue, ...]
    more: bool
    total: int


NOTE_DIALOGUE = Method("rpc.introductions.v1.dialogue.note", NoteDialogue, Dialogue)
LIST_DIALOGUES = Method(
    "rpc.introductions.v1.dialogue.list", ListDialogues, DialoguePage, safe=True
)
EXPORT_DIALOGUES = Method(
    "rpc.introductions.v1.dialogue.export", ExportDialogues, DialoguePage, safe=True
)
