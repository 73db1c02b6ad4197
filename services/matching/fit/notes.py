"""What stands in the way of a pair, and what is missing to judge it."""

from __future__ import annotations

from datetime import date

from services.matching.fit.pair import Pair


def notes(pair: Pair, today: date | None) -> tuple[str, ...]:
    """Keys for translation: what stands in the way first, then what is missing."""
    challenge, offer = pair.challenge, pair.offer
    is_past = bool(today and challenge.answer_by and challenge.answer_by < today.isoformat())
    found = {
        "deadline_past": is_past,
        "outside_area": pair.is_outside,
        "budget_not_ready": pair.is_early and pair.is_too_dear,
        "costs_without_budget": pair.wants_no_money and bool(offer.cost_yen),
        **{f"not_done_in_{size}": True for size in _not_done(pair)},
        "track_record_missing": pair.size is not None and not offer.track_record,
        "cost_missing": offer.cost_yen is None,
        "tags_missing": not challenge.tags or not offer.tags,
        "budget_stage_missing": challenge.budget_stage is None,
    }
    return tuple(note for note, holds in found.items() if holds)


def _not_done(pair: Pair) -> tuple[str, ...]:
    """The size of town in which it has not been done, though it has been in others."""
    if pair.size is None or not pair.offer.track_record or pair.has_done_it_here:
        return ()
    return (str(pair.size),)
