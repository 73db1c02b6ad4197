"""Where an offer stands in the list of a challenge, and what would move it up, counted exactly.

Only what is not in the words is changed, so no other document's score, no frequency and no
potential moves, and the list can be sorted anew as the next query would.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from uuid import UUID

from services.matching.documents import Document
from services.matching.fit import Pair, parts
from services.matching.fit.changing import WhatIf, what_if
from services.matching.ranking import Ranked, add_parts
from services.matching.scoring import DIGITS

SHOWN = 3
"""Changes that are told of one match, those that help most."""


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that could be otherwise, and the rank that the offer would then have."""

    key: str
    value: str
    side: str
    """Who could change it: ``challenge`` or ``offer``."""
    rank: int
    score: float


@dataclass(frozen=True, slots=True)
class Standing:
    rank: int
    changes: tuple[Change, ...] = ()
    """Best first."""


@dataclass(slots=True)
class Race:
    """A challenge with everything that could be in its list, best first."""

    challenge: Document
    ranked: list[Ranked]
    pair: Callable[[Document, Document], Pair]
    choose: Callable[[list[Ranked]], list[Ranked]]
    """The list that is shown, from everything by score."""
    _by_id: dict[UUID, Ranked] = field(init=False)
    _places: dict[UUID, int] = field(init=False)

    def __post_init__(self) -> None:
        self._by_id = {one.document.id: one for one in self.ranked}
        self._places = _places(self.choose(self.ranked))

    def standing(self, offer_id: UUID) -> Standing | None:
        """None for an offer that is not in the list."""
        rank, one = self._places.get(offer_id), self._by_id.get(offer_id)
        if rank is None or one is None:
            return None
        changes = [
            changed
            for could_be in what_if(self.pair(self.challenge, one.document))
            if (changed := self._changed(one, could_be)) and changed.rank < rank
        ]
        changes.sort(key=lambda change: (change.rank, change.key))
        return Standing(rank, tuple(changes[:SHOWN]))

    def _changed(self, one: Ranked, could_be: WhatIf) -> Change | None:
        if could_be.document.side == "offer":
            anew = self._anew(one, self.challenge, could_be.document)
            everything = [anew if each is one else each for each in self.ranked]
        else:
            everything = [
                self._anew(each, could_be.document, each.document) for each in self.ranked
            ]
            anew = everything[self.ranked.index(one)]
        everything.sort(key=lambda each: (-round(each.score, DIGITS), each.document.id))
        rank = _places(self.choose(everything)).get(one.document.id)
        if rank is None:
            return None
        return Change(could_be.key, could_be.value, could_be.document.side, rank, anew.score)

    def _anew(self, one: Ranked, challenge: Document, offer: Document) -> Ranked:
        named = (*one.learned, *parts(self.pair(challenge, offer)))
        score, added = add_parts(one.text_score, named)
        return replace(one, document=offer, score=score, parts=added)


def _places(chosen: list[Ranked]) -> dict[UUID, int]:
    return {one.document.id: rank for rank, one in enumerate(chosen, 1)}
