"""Pins, exclusions and variety."""

from __future__ import annotations

from dataclasses import replace

from services.matching.analysis import Analyzer
from services.matching.choosing import Wishes
from services.matching.engine import Engine
from tests.unit.matching.making import challenge, identity, offer

NEED = challenge(1, "集落の移動手段", "予約で走る小さなバスを住民と運営したい。費用が課題。")
BUS = offer(1, "予約バス", "集落の移動手段になる小さなバスを予約で走らせる。")
TWIN = replace(BUS, id=identity(150), title="予約バスII")
RIDE = offer(2, "住民の車", "住民が運転する移動手段を集落に。費用も安い。")
FAR = offer(3, "橋の点検", "費用を抑える。")


def listed(wishes: Wishes, limit: int = 10) -> list[int]:
    made = Engine(analyzer=Analyzer())
    for document in (NEED, BUS, TWIN, RIDE, FAR):
        made.keep(document)
    found = made.matches_for_challenge(NEED.id, limit, wishes=wishes)
    assert [one.rank for one in found] == list(range(1, len(found) + 1))
    return [one.offer_id.int - 1 for one in found]


def test_without_wishes_the_order_is_by_score() -> None:
    assert set(listed(Wishes())[:2]) == {101, 150}
    assert listed(Wishes())[2:] == [102, 103]


def test_what_is_pinned_stands_first_and_what_is_excluded_nowhere() -> None:
    wishes = Wishes(pinned=(FAR.id, identity(999)), excluded=frozenset({TWIN.id}))
    assert listed(wishes) == [103, 101, 102]


def test_variety_takes_near_duplicates_apart() -> None:
    assert listed(Wishes(variety=0.5), 2)[1] == 102
    assert set(listed(Wishes(), 2)) == {101, 150}
