"""Who may stand in for whom without telling what anybody wishes: see decision 24. Pure.

Whoever stands by and is free, and against whom no rule stands that the organizer knows, could be
left out for one reason only: somebody's "no". So of pairs that have not both asked for each other
one in two is left out anyway, drawn once for the event by a secret. Asking again draws nothing
new, and whoever is left out was most probably not drawn.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection
from dataclasses import dataclass
from uuid import UUID

from services.sessions import rearranging
from services.sessions.timetable.problem import Problem


@dataclass(frozen=True, slots=True)
class Draw:
    lot: UUID
    late: Collection[str] = ()
    """Who came in after preferences were closed: nobody can have said anything of them."""

    def allows(self, problem: Problem, pair: rearranging.Pair) -> bool:
        if rearranging.wanted(problem, pair) or set(pair) & set(self.late):
            return True
        return drawn(self.lot, pair)


def drawn(lot: UUID, pair: rearranging.Pair) -> bool:
    """Even chances; the same whoever asks, however often, for whichever slot."""
    said = " ".join(sorted(pair)).encode()
    return hashlib.blake2b(said, key=lot.bytes, digest_size=1).digest()[0] % 2 == 0
