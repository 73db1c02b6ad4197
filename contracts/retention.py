"""Not keeping for ever: what each service purges by itself each hour, and when it is asked to."""

from __future__ import annotations

from msgspec import Struct

from contracts.wire import Method


class PurgeNow(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    pass


class Purged(Struct, frozen=True, kw_only=True):
    counts: dict[str, int]
    """How many rows of each kind went."""


def purge(service: str) -> Method[PurgeNow, Purged]:
    """The method by which ``service`` does at once what it does each hour."""
    return Method(f"rpc.{service}.v1.retention.purge", PurgeNow, Purged, deadline=30.0)
