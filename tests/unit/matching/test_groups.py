"""The same need in several towns; who is shown how often; what can be learned."""

from __future__ import annotations

from uuid import UUID

import numpy as np
import pytest

from contracts.exposure import Grouping
from contracts.learning import Fitted
from deploy.commands.matching import verdict
from services.matching.analysis import Analyzer
from services.matching.engine import Engine
from services.matching.exposing import age, groups, quarters
from services.matching.fit import Facts
from services.matching.grouping import stars
from services.matching.learning.fitting import NEEDED, Outcome, fit, order
from tests.unit.matching.making import challenge, identity, offer

A, B, C, D = (UUID(int=n) for n in range(1, 5))
OWNERS = {key: key for key in (A, B, C, D)}


def test_a_group_is_a_star_round_the_most_central_and_no_chain():
    chain = {A: {B: 0.5}, B: {A: 0.5, C: 0.5}, C: {B: 0.5, D: 0.4}, D: {C: 0.4}}
    found = stars(chain, OWNERS)
    assert [group.members for group in found] == [(B, A, C)]
    assert stars(chain, OWNERS)[0].id == found[0].id
    assert stars({}, {}) == []


def test_one_owner_is_in_a_group_once_however_many_things_it_has():
    """The nearest stands for its owner; what is left of it makes no group with who is taken."""
    likenesses = {A: {B: 0.5, C: 0.6, D: 0.4}, B: {A: 0.5}, C: {A: 0.6}, D: {A: 0.4}}
    town, ministry, other = (UUID(int=n) for n in (7, 8, 9))
    owners = {A: town, B: ministry, C: ministry, D: other}
    assert [group.members for group in stars(likenesses, owners)] == [(A, C, D)]
    assert stars(likenesses, dict.fromkeys(likenesses, town)) == []


def test_towns_with_the_same_need_are_one_group_and_one_town_alone_is_none():
    made = Engine(analyzer=Analyzer())
    text = "高齢者の移動手段がなく、買い物や通院に困っている。"
    for number in range(3):
        kept = challenge(number, "移動手段の確保", text)
        made.keep(type(kept)(**{**_fields(kept), "organization_id": identity(500 + number)}))
    made.keep(challenge(7, "水道管の老朽化", "水道管が古く、漏水が増えている。"))
    assert [len(group.members) for group in made.need_groups()] == [3]


def _fields(document):
    return {name: getattr(document, name) for name in document.__slots__}


def test_shares_are_against_an_equal_part_and_who_is_in_no_list_is_counted():
    offers = [offer(1, "a", "短"), offer(2, "b", "長い文章" * 9), offer(3, "c", "長い文章" * 10)]
    lists = {A: [(offers[0].id, 0.9), (offers[1].id, 0.5)]}
    quarter = quarters(offers)
    found = {
        one.value: one
        for one in groups(Grouping.PROFILE_LENGTH, offers, lists, lambda o: quarter[o.id])
    }
    assert sum(one.shown for one in found.values()) == 2
    assert sum(one.never for one in found.values()) == 1
    assert found["1"].share > 1.0
    weighted = sum(one.share * one.documents for one in found.values())
    assert weighted == pytest.approx(len(offers))
    assert groups(Grouping.PROFILE_LENGTH, offers, {}, lambda _: "1")[0].share == 0.0


@pytest.mark.parametrize(
    ("founded", "said"),
    [(None, "unknown"), (2026, "under_5"), (2020, "under_10"), (1950, "from_10")],
)
def test_ages_of_companies(founded, said):
    assert age(Facts(founded=founded), 2026) == said


def outcomes(count, telling):
    draw = np.random.default_rng(7)
    for number in range(count):
        yes = bool(draw.random() < 0.5)
        record = (0.2 if yes else 0.0) if telling else float(draw.random() < 0.5) * 0.2
        text = float(draw.uniform(0.2, 0.5))
        yield Outcome(UUID(int=number), text, {"track_record": record}, yes)


def test_too_little_teaches_nothing_and_chance_proves_nothing():
    assert fit([]) is None
    assert fit(list(outcomes(NEEDED - 1, telling=True))) is None
    by_chance = fit(list(outcomes(200, telling=False)))
    assert by_chance is None or not by_chance.proved
    assert verdict(Fitted(outcomes=0, needed=NEEDED)).startswith("refused: 0 outcomes")


def test_what_tells_yes_from_no_is_learned_and_proves_itself():
    found = fit(list(outcomes(200, telling=True)))
    assert found is not None
    assert found.proved
    assert found.strengths.track_record > 100
    assert found.learned > found.usual


def test_the_order_of_yes_and_no():
    assert order(np.array([2.0, 1.0]), np.array([True, False])) == 1.0
    assert order(np.array([1.0, 1.0]), np.array([True, False])) == 0.5
