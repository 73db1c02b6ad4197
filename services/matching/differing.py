"""What changed between two runs, or between a run and now. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from uuid import UUID

from contracts.match_runs import ChangedInput, ListDiff, Moved, Placed, RunList


def changed_inputs(before: Mapping[UUID, int], now: Mapping[UUID, int]) -> list[ChangedInput]:
    """Documents that came, went or were amended, by id."""
    return [
        ChangedInput(id=key, before=before.get(key), now=now.get(key))
        for key in sorted(before.keys() | now.keys())
        if before.get(key) != now.get(key)
    ]


def changed_lists(before: Iterable[RunList], now: Iterable[RunList]) -> int:
    """Lists whose offers, order or scores are not the same; one that is missing counts."""
    was, is_ = _by_challenge(before), _by_challenge(now)
    return sum(was.get(key) != is_.get(key) for key in was.keys() | is_.keys())


def diffs(before: Iterable[RunList], after: Iterable[RunList]) -> list[ListDiff]:
    """Lists with other offers or another order, by the id of the challenge."""
    was, is_ = _by_challenge(before), _by_challenge(after)
    found = [_diff(key, was.get(key, ()), is_.get(key, ())) for key in sorted(was.keys() | is_)]
    return [one for one in found if one.entered or one.left or one.moved]


def _by_challenge(lists: Iterable[RunList]) -> dict[UUID, tuple[Placed, ...]]:
    return {one.challenge_id: one.offers for one in lists}


def _diff(key: UUID, before: tuple[Placed, ...], after: tuple[Placed, ...]) -> ListDiff:
    was = {one.offer_id: one.rank for one in before}
    is_ = {one.offer_id: one.rank for one in after}
    return ListDiff(
        challenge_id=key,
        entered=tuple(Moved(offer_id=k, after=is_[k]) for k in is_ if k not in was),
        left=tuple(Moved(offer_id=k, before=was[k]) for k in was if k not in is_),
        moved=tuple(
            Moved(offer_id=k, before=was[k], after=is_[k])
            for k in is_
            if k in was and was[k] != is_[k]
        ),
    )
