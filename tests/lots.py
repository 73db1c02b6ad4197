"""The secret of an event chosen by a test, so that it knows who is drawn to stand in."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import count
from uuid import UUID

from services.sessions.day.drawing import drawn

SET_LOT = "UPDATE sessions.events SET lot = $2 WHERE id = $1"


def lot_for(pairs: Iterable[tuple[UUID, UUID]], but: Iterable[tuple[UUID, UUID]] = ()) -> UUID:
    """The first by which those pairs are drawn, and these are not."""
    wanted = {(str(one), str(two)): True for one, two in pairs}
    wanted |= {(str(one), str(two)): False for one, two in but}
    return next(
        lot
        for lot in map(UUID, (f"{number:032x}" for number in count(1)))
        if all(drawn(lot, pair) is is_drawn for pair, is_drawn in wanted.items())
    )
