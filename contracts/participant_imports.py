"""Participants taken in from a table: looked at first, written once confirmed, taken back whole."""

from __future__ import annotations

from typing import Annotated
from uuid import UUID

from msgspec import Meta, Struct

from contracts.participants import SaveParticipant
from contracts.wire import Key, Method

Cell = Annotated[str, Meta(max_length=2_000)]


class ImportRow(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """As it stands in the table: what a cell means is for the service to say."""

    line: Annotated[int, Meta(ge=1, le=1_000_000)]
    side: Cell = ""
    organization_name: Cell = ""
    unit_name: Cell = ""
    name: Cell = ""
    name_kana: Cell = ""
    email: Cell = ""
    desks: Cell = ""
    most: Cell = ""
    needs: Cell = ""
    looking_for: Cell = ""
    code: Cell = ""
    """全国地方公共団体コード of a municipality, 法人番号 of anybody else."""


Rows = Annotated[tuple[ImportRow, ...], Meta(max_length=2_000)]


class CheckImport(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    event_id: UUID
    rows: Rows


class RowProblem(Struct, frozen=True, kw_only=True):
    line: int
    field: str
    """Of ``ImportRow``; empty: the row as a whole."""
    problem: str
    limit: int | None = None
    value: str = ""
    """What stands in the cell, shortened."""


class LinkedRow(Struct, frozen=True, kw_only=True):
    """A row whose organization is on the platform: its people see what concerns it there."""

    line: int
    organization_id: UUID
    organization_name: str
    """As it is called there; so it is entered."""
    value: str = ""
    """As it stands in the table."""


class ImportCheck(Struct, frozen=True, kw_only=True):
    good: tuple[SaveParticipant, ...]
    """Those that would be written; their ids are not kept."""
    problems: tuple[RowProblem, ...]
    waiting: int = 0
    """How many of the good ones would go onto the waiting list."""
    linked: tuple[LinkedRow, ...] = ()


class ImportParticipants(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The good rows become participants; the bad ones are left out, as the check said."""

    id: UUID
    """Of the import, chosen by the asker: to take it back by."""
    event_id: UUID
    rows: Rows
    idempotency_key: Key | None = None


class Imported(Struct, frozen=True, kw_only=True):
    id: UUID
    participants: int
    waiting: int
    left_out: int


class UndoImport(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Refused once one of them was changed or has said whom they want to meet."""

    id: UUID
    event_id: UUID
    idempotency_key: Key | None = None


class ImportUndone(Struct, frozen=True, kw_only=True):
    id: UUID
    removed: int


CHECK_IMPORT = Method(
    "rpc.sessions.v1.participant.check_import", CheckImport, ImportCheck, deadline=10.0, safe=True
)
IMPORT_PARTICIPANTS = Method(
    "rpc.sessions.v1.participant.import", ImportParticipants, Imported, deadline=20.0
)
UNDO_IMPORT = Method(
    "rpc.sessions.v1.participant.undo_import", UndoImport, ImportUndone, deadline=10.0
)
