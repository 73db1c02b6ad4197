"""Public face of the challenges service: files with a description, on what can be seen there."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import Annotated
from uuid import UUID

from msgspec import Meta, Struct

from contracts.media import MediaType
from contracts.proposals import Disclosure
from contracts.wire import Key, Method

LARGEST = 5_000_000
"""Bytes of a file: in base64 it still fits into one message of the bus (8 MB)."""
MOST, MOST_BYTES = 10, 25_000_000
"""Files of one subject, and all their bytes together."""


class SubjectKind(StrEnum):
    CHALLENGE = "challenge"
    PROPOSAL = "proposal"


class Attachment(Struct, frozen=True, kw_only=True):
    id: UUID
    subject_kind: SubjectKind
    subject_id: UUID
    name: str
    """Cleaned: no paths, nothing that deceives, ending as what it is."""
    description: str
    media_type: MediaType
    size: int
    """Bytes."""
    sha256: str
    """In hex, of what is downloaded: an image is kept without where it was taken."""
    added_at: datetime
    level: Disclosure = Disclosure.PUBLIC
    """From when on it is open, to whom its subject is; of a challenge always ``public``."""


class AddAttachment(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    id: UUID
    subject_kind: SubjectKind
    subject_id: UUID
    name: Annotated[str, Meta(min_length=1, max_length=1_000)]
    """However the asker's machine calls it."""
    description: Annotated[str, Meta(min_length=1, max_length=200)]
    """What is in it, for who cannot see or open it."""
    content: Annotated[bytes, Meta(max_length=LARGEST)]
    level: Disclosure | None = None
    """Of a file on a proposal; none: once it is looked at. Never by name: a file has no list."""
    idempotency_key: Key | None = None


class RemoveAttachment(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Its content is gone; that it was there, and why not any more, stays in the record."""

    id: UUID
    reason: Annotated[str, Meta(min_length=1, max_length=300)]
    idempotency_key: Key | None = None


class ListAttachments(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    subject_kind: SubjectKind
    subject_id: UUID


class ReadAttachment(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    id: UUID


class AttachmentContent(Struct, frozen=True, kw_only=True):
    attachment: Attachment
    content: bytes


ADD_ATTACHMENT = Method(
    "rpc.challenges.v1.attachment.add", AddAttachment, Attachment, deadline=10.0
)
REMOVE_ATTACHMENT = Method("rpc.challenges.v1.attachment.remove", RemoveAttachment, Attachment)
LIST_ATTACHMENTS = Method(
    "rpc.challenges.v1.attachment.list", ListAttachments, tuple[Attachment, ...], safe=True
)
READ_ATTACHMENT = Method(
    "rpc.challenges.v1.attachment.read", ReadAttachment, AttachmentContent, deadline=10.0, safe=True
)
