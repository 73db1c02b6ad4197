"""The same need in other towns, and who has solved it."""

from __future__ import annotations

from dataclasses import replace
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from services.matching.documents import Document
from services.matching.engine import Engine
from services.matching.similar import Similar
from tests.unit.matching.making import BAD, challenge, collections, identity
from tests.unit.matching.test_engine import ANALYZER, BUS, DRONE, NEED, engine

ELSEWHERE = replace(NEED, id=identity(2), organization_id=identity(902))
BRIDGES = challenge(3, "橋の老朽化", "古い橋が多く、点検の人手が足りない。落橋のおそれがある。")
SOLVED = replace(NEED, id=identity(4), revision=2, outcome="matched")


def ids(found: list[Similar]) -> list[object]:
    return [one.challenge_id for one in found]


def test_the_same_need_of_another_town_is_found_and_another_need_is_not() -> None:
    made = engine(NEED, ELSEWHERE, replace(BRIDGES, organization_id=identity(903)), BUS)

    assert made.similar_challenges(NEED.id, 5) == [Similar(ELSEWHERE.id, 1.0)]
    assert ids(made.similar_challenges(ELSEWHERE.id, 5)) == [NEED.id]


def test_nobody_is_told_of_needs_of_the_own_organization() -> None:
    assert engine(NEED, replace(NEED, id=identity(5))).similar_challenges(NEED.id, 5) == []


def test_needs_and_calls_of_companies_do_not_meet() -> None:
    assert engine(NEED, replace(ELSEWHERE, audience="public")).similar_challenges(NEED.id, 5) == []


def test_what_was_solved_is_a_precedent_and_nothing_else() -> None:
    made, plain = engine(NEED, ELSEWHERE, BUS, DRONE), engine(NEED, ELSEWHERE, BUS, DRONE)
    made.keep(replace(SOLVED, revision=1, outcome=None))

    assert made.settle(SOLVED)
    assert ids(made.similar_challenges(NEED.id, 5, solved=True)) == [SOLVED.id]
    assert ids(made.similar_challenges(NEED.id, 5)) == [ELSEWHERE.id]
    assert ids(made.similar_challenges(SOLVED.id, 5)) == [ELSEWHERE.id]
    assert made.similar_challenges(SOLVED.id, 5, solved=True) == []
    assert made.matches_for_challenge(SOLVED.id, 5) == []
    assert made.matches_for_offer(BUS.id, 9) == plain.matches_for_offer(BUS.id, 9)
    assert len(made) == len(plain)


def test_an_old_word_opens_nothing_again_and_a_new_one_does() -> None:
    made = engine(NEED)
    made.settle(SOLVED)

    assert not made.settle(SOLVED)
    assert not made.keep(replace(SOLVED, revision=1, outcome=None))
    assert ids(made.similar_challenges(NEED.id, 5, solved=True)) == [SOLVED.id]
    assert made.keep(replace(SOLVED, revision=3, outcome=None, organization_id=identity(902)))
    assert made.similar_challenges(NEED.id, 5, solved=True) == []
    assert ids(made.similar_challenges(NEED.id, 5)) == [SOLVED.id]
    assert made.withdraw(SOLVED.id, 4)
    assert made.similar_challenges(NEED.id, 5) == []


def test_precedents_outlive_a_restart() -> None:
    made = engine(NEED, BUS)
    made.settle(SOLVED)
    again = Engine(analyzer=ANALYZER)
    again.restore(made.snapshot())

    assert again.similar_challenges(NEED.id, 5, solved=True) == [Similar(SOLVED.id, 1.0)]
    assert again.snapshot() == made.snapshot()


@pytest.mark.parametrize("text", BAD, ids=lambda text: ascii(text[:8]))
def test_any_text_is_like_itself_or_like_nothing(text: str) -> None:
    made = engine(BUS, challenge(1, "", text), replace(ELSEWHERE, title="", text=text))
    made.settle(replace(SOLVED, title="", text=text))

    for solved in (False, True):
        found = made.similar_challenges(identity(1), 5, solved=solved)
        assert all(one.score == pytest.approx(1.0) for one in found)


@pytest.mark.parametrize("asked", [BUS.id, identity(77)])
def test_an_offer_or_nothing_is_like_no_challenge(asked: object) -> None:
    assert engine(NEED, BUS).similar_challenges(asked, 5) == []  # type: ignore[arg-type]  # what no caller of ours would ask
    assert engine(NEED, ELSEWHERE).similar_challenges(NEED.id, 0) == []


@settings(max_examples=40, deadline=None)
@given(documents=collections(), order=st.randoms())
def test_likeness_is_the_same_from_both_sides_and_in_any_order(
    documents: list[Document], order: Random
) -> None:
    mine = [replace(one, organization_id=one.id) for one in documents]
    made = engine(*mine)
    order.shuffle(mine)
    other = engine(*mine)
    keys = [one.id for one in mine if one.side == "challenge"]
    scores = {(a, s.challenge_id): s.score for a in keys for s in made.similar_challenges(a, 9)}

    assert all(0.0 <= score <= 1.0 for score in scores.values())
    for (one, another), score in scores.items():
        assert scores[another, one] == pytest.approx(score, abs=1e-9)
    for key in keys:
        assert other.similar_challenges(key, 9) == made.similar_challenges(key, 9)
