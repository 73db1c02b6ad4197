"""Pages of proposals: writing one, reading it, and what who posted the challenge does with it."""

from __future__ import annotations

from gateway.pages.proposals import (
    as_table,
    assessing,
    files,
    handling,
    outside,
    owning,
    reading,
    submitting,
    writing,
)

HANDLERS = [
    *reading.HANDLERS,
    *writing.HANDLERS,
    *files.HANDLERS,
    *submitting.HANDLERS,
    *owning.HANDLERS,
    *as_table.HANDLERS,
    *assessing.HANDLERS,
    *outside.HANDLERS,
    *handling.HANDLERS,
]
