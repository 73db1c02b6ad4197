"""Files in the thread of an introduction: each is a message that says what is in it.

As on challenges and proposals (``contracts.attachments``): looked at by their bytes before they are
taken, downloaded and never shown. The two sides of the thread see them, and nobody else.
"""

from __future__ import annotations

from typing import Annotated
from uuid import UUID

from msgspec import Meta, Struct

from contracts.attachments import LARGEST
from contracts.threads import Message, MessageFile
from contracts.wire import Key, Method


class SendFile(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A message with one file; ``id`` is the message's, chosen by the asker."""

    id: UUID
    introduction_id: UUID
    name: Annotated[str, Meta(min_length=1, max_length=1_000)]
    """However the asker's machine calls it."""
    description: Annotated[str, Meta(min_length=1, max_length=200)]
    """What is in it, for who cannot see or open it: the words of the message."""
    content: Annotated[bytes, Meta(max_length=LARGEST)]
    idempotency_key: Key | None = None


class ReadFile(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """``id``: of the message."""

    id: UUID


class FileContent(Struct, frozen=True, kw_only=True):
    file: MessageFile
    content: bytes


SEND_FILE = Method("rpc.introductions.v1.message.send_file", SendFile, Message, deadline=10.0)
READ_FILE = Method(
    "rpc.introductions.v1.message.read_file", ReadFile, FileContent, deadline=10.0, safe=True
)
