"""Where words stand is kept with a text, and only what is shown is explained."""

from __future__ import annotations

from dataclasses import replace

import pytest

from services.matching.analysis import Analyzer
from services.matching.engine import Engine
from services.matching.places import Shelf, placed
from tests.unit.matching.making import BAD, challenge, offer

ANALYZER = Analyzer()
NEED = challenge(1, "路線バスの廃止", "買い物や通院の足がなく、予約で走る小さなバスを運行したい。")
OFFERS = [
    offer(n, f"予約バス{n}", f"通院の足になる小さなバス。{'予約も電話で。' * n}") for n in range(5)
]


@pytest.mark.parametrize("text", BAD, ids=range(len(BAD)))
def test_places_are_those_of_the_analysis(text: str) -> None:
    analysis = ANALYZER.analyze(text)
    number = {term: at for at, term in enumerate(dict.fromkeys(analysis.terms))}
    end = len(text) // 2
    places = placed(analysis, text[:end], [number[term] for term in analysis.terms])
    for term in list(number)[:50]:
        spans = [
            (start, stop)
            for one, start, stop in zip(analysis.terms, analysis.starts, analysis.ends, strict=True)
            if one == term and stop <= end
        ]
        alone = term[0] == "r" and len(term) == 2
        assert places.of(number[term]) == ([] if alone else spans[:100])
    assert places.of(-1) == places.of(len(number)) == []


def test_a_shelf_keeps_what_was_shown_last_of_the_revision_that_stands() -> None:
    places = placed(ANALYZER.analyze("バス"), "バス", [0] * len(ANALYZER.analyze("バス").terms))
    shelf = Shelf(2 * places.size)
    first, second, third = OFFERS[:3]
    shelf.put(first, places)
    shelf.put(second, places)
    assert shelf.get(first) is places
    shelf.put(third, places)
    assert [shelf.get(one) is places for one in (first, second, third)] == [True, False, True]
    assert shelf.get(replace(first, revision=2)) is None
    shelf.drop(first.id)
    shelf.drop(second.id)
    assert (shelf.get(first), len(shelf)) == (None, 1)


def test_what_is_not_shown_is_not_explained_and_the_rest_as_if_all_were() -> None:
    made = Engine(analyzer=ANALYZER)
    for one in (NEED, *OFFERS):
        made.keep(one)
    whole = made.matches_for_challenge(NEED.id, 5)
    part = made.matches_for_challenge(NEED.id, 5, told=range(2, 4))
    assert part[1:3] == whole[1:3]
    assert [(one.rank, one.score, one.offer_id) for one in part] == [
        (one.rank, one.score, one.offer_id) for one in whole
    ]
    assert not any(one.reasons or one.parts for one in (part[0], *part[3:]))
    made.withdraw(OFFERS[0].id, 1)
    made.keep(replace(OFFERS[1], revision=2, text="配車の電話"))
    fresh = Engine(analyzer=ANALYZER)
    for one in (NEED, replace(OFFERS[1], revision=2, text="配車の電話"), *OFFERS[2:]):
        fresh.keep(one)
    assert made.matches_for_challenge(NEED.id, 5) == fresh.matches_for_challenge(NEED.id, 5)
