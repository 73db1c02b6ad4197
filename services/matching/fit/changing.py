"""What could be otherwise about a pair and is not in its words: what would it change?"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from services.matching.documents import Document
from services.matching.fit.pair import LARGE_YEN, SMALL_YEN, Pair


@dataclass(frozen=True, slots=True)
class WhatIf:
    """One document as it would be; everything else stays."""

    key: str
    """For translation: what would have to be so."""
    value: str
    """Of which size, prefecture or sum."""
    document: Document
    """Of the offer, or of the challenge: whose document it is can change it."""


def what_if(pair: Pair) -> Iterator[WhatIf]:
    """Single changes of either side that could move the offer up."""
    offer = pair.offer
    if pair.size is not None and not pair.has_done_it_here:
        tried = replace(offer, track_record=(*offer.track_record, str(pair.size)))
        yield WhatIf("track_record", str(pair.size), tried)
    if pair.is_outside:
        place = str(pair.challenge.prefecture)
        yield WhatIf("reach", place, replace(offer, reach=(*offer.reach, place)))
    yield from _cheaper(pair)
    if pair.is_early and pair.is_too_dear:
        yield WhatIf("budget", "approved", replace(pair.challenge, budget_stage="approved"))
    if pair.wants_no_money and offer.cost_yen:
        yield WhatIf("budget", "approved", replace(pair.challenge, budget_stage="approved"))


def _cheaper(pair: Pair) -> Iterator[WhatIf]:
    offer = pair.offer
    if not (pair.is_early or pair.wants_no_money) or offer.cost_yen == 0:
        return
    if pair.is_too_dear:
        limit = SMALL_YEN if pair.wants_no_money else LARGE_YEN
        yield WhatIf("cost_below", str(limit), replace(offer, cost_yen=limit - 1))
    yield WhatIf("cost_free", "0", replace(offer, cost_yen=0))
