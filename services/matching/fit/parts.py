"""The named factors of a pair."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from contracts.track_records import SIZES, TownSize
from services.matching.fit.facts import SMALL
from services.matching.fit.pair import Pair
from services.matching.fit.weights import USUAL

GOAL = re.compile(r"(?:sdgs?|目標|goal)[^0-9a-z]*(?:goal)?[^0-9a-z]*0?([1-9][0-9]?)(?![0-9])")
"""How a tag names a goal: SDG11, SDGs 目標11, Goal 11."""
GOALS = 17
FULL = 100
"""Hundredths of a factor as it is."""


def parts(pair: Pair) -> tuple[tuple[str, float], ...]:
    """In the order in which they are applied; 1 is no part."""
    strengths = pair.strengths
    found = [
        ("area", _area(pair), strengths.area),
        ("tags", _tags(pair), strengths.tags),
        ("goals", _goals(pair), strengths.goals),
        ("budget", _budget(pair), strengths.budget),
        ("track_record", _track_record(pair), strengths.track_record),
    ]
    if strengths is not USUAL:  # usually nobody has set these, and a list has 200 pairs
        found += [
            ("kind", _kind(pair), FULL),
            ("small_town", _small_town(pair), strengths.small_towns),
            ("new_company", _new_company(pair), strengths.new_companies),
        ]
    return tuple(
        (name, factor if strength == FULL else factor ** (strength / FULL))
        for name, factor, strength in found
        if factor != 1.0 and strength
    )


@lru_cache(4_096)
def goals(tags: tuple[str, ...]) -> frozenset[int]:
    """The goals of sustainable development that tags name."""
    plain = (unicodedata.normalize("NFKC", tag).lower() for tag in tags)
    found = (GOAL.match(tag.strip()) for tag in plain)
    return frozenset(int(one[1]) for one in found if one and int(one[1]) <= GOALS)


def _area(pair: Pair) -> float:
    weights, place = pair.weights, pair.challenge.prefecture
    if pair.is_outside:
        return weights.outside_area
    factor = weights.in_area if place and pair.offer.reach else 1.0
    home = pair.offer.prefecture or pair.offerer.prefecture
    return factor * weights.same_prefecture if place and place == home else factor


def _tags(pair: Pair) -> float:
    """Those that name a goal count as goals."""
    if not pair.challenge.tags or not pair.offer.tags:
        return 1.0
    shared = set(pair.challenge.tags) & set(pair.offer.tags)
    plain = sum(not goals((tag,)) for tag in shared)
    return float(pair.weights.shared_tag ** min(plain, pair.weights.most_tags))


def _goals(pair: Pair) -> float:
    shared = len(goals(pair.challenge.tags) & goals(pair.offer.tags))
    return float(pair.weights.shared_goal ** min(shared, pair.weights.most_goals))


def _budget(pair: Pair) -> float:
    cost, weights = pair.offer.cost_yen, pair.weights
    if cost is None or not (pair.is_early or pair.wants_no_money):
        return 1.0
    if cost == 0:
        return weights.free_of_charge
    if pair.is_too_dear:
        return weights.no_money_wanted if pair.wants_no_money else weights.no_money_yet
    return weights.some_money if pair.wants_no_money else 1.0


def _track_record(pair: Pair) -> float:
    """None, or none of such towns: nothing is known, and nothing counts against it."""
    if pair.size is None or not pair.offer.track_record:
        return 1.0
    if pair.has_done_it_here:
        return pair.weights.same_size
    near = min(_apart(pair.size, TownSize(each)) for each in pair.offer.track_record)
    return pair.weights.next_size if near == 1 else 1.0


def _apart(one: TownSize, other: TownSize) -> int:
    """Classes between two sizes of towns; a prefecture is like no town."""
    if TownSize.PREFECTURE in (one, other):
        return len(SIZES)
    return abs(SIZES.index(one) - SIZES.index(other))


def _kind(pair: Pair) -> float:
    wanted = pair.strengths.preferred_kinds
    kind = pair.offer.organization_kind or pair.offerer.kind
    return pair.weights.preferred_kind if kind in wanted else 1.0


def _small_town(pair: Pair) -> float:
    return pair.weights.small_town if pair.size in SMALL else 1.0


def _new_company(pair: Pair) -> float:
    return pair.weights.new_company if pair.offerer.is_new(pair.year) else 1.0
