"""The canonical form of an entry and its hash, as docs/ledger.md describes them.

Changing one byte here would make every chain look altered: the form only grows by members that
old entries do not have.
"""

from __future__ import annotations

import hashlib
import json
from datetime import UTC, datetime

import msgspec

from contracts.recording import Entry

GENESIS = bytes(32)
"""What the first entry of a chain follows on."""


def link_hash(entry: Entry, seq: int, previous: bytes) -> bytes:
    """The hash that names an entry, its place, and everything before it."""
    return hashlib.sha256(canonical(entry, seq, previous)).digest()


def canonical(entry: Entry, seq: int, previous: bytes) -> bytes:
    """RFC 8785 (JSON Canonicalization Scheme) without members that are null or empty."""
    members = msgspec.structs.asdict(entry) | {"seq": seq, "previous": previous.hex()}
    given = {
        name: _written(value) for name, value in members.items() if value not in (None, "", ())
    }
    return json.dumps(given, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()


def _written(value: object) -> object:
    if isinstance(value, datetime):
        return value.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")
    return (
        list(value) if isinstance(value, tuple) else value if isinstance(value, int) else str(value)
    )
