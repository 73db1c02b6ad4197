"""A change that is told is the rank that the next query gives; and decisions of people hold."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from uuid import UUID

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from contracts.curation import Choice, Choosing
from contracts.wire import Role
from services.matching.analysis import Analyzer
from services.matching.engine import Engine
from services.matching.fit import Facts
from tests.unit.matching.making import challenge, identity, offer

ANALYZER = Analyzer()
NEED = "高齢者の移動手段がなく、買い物や通院に困っている。バスの便が減った。"
WORDS = ("乗合バスを走らせる", "移動手段の相談", "買い物の代行", "通院の送迎", "便利な予約のしくみ")


@st.composite
def engines(draw: st.DrawFn) -> Engine:
    made = Engine(analyzer=ANALYZER)
    made.knowledge.learn(identity(900), Facts("municipality", population=30_000, revision=1))
    stage = draw(st.sampled_from(["information", "not_needed", "approved"]))
    made.keep(challenge(1, "移動手段", NEED, prefecture="福岡県", budget_stage=stage))
    for number in range(draw(st.integers(2, 8))):
        text = "。".join(draw(st.lists(st.sampled_from(WORDS), min_size=1, max_size=4)))
        made.keep(
            offer(
                number,
                "提案",
                text,
                reach=draw(st.sampled_from([(), ("福岡県",), ("北海道",)])),
                cost_yen=draw(st.sampled_from([None, 0, 900_000, 5_000_000, 50_000_000])),
                track_record=draw(st.sampled_from([(), ("under_50k",), ("from_500k",)])),
            )
        )
    return made


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(engines())
def test_every_change_that_is_told_is_the_rank_of_the_next_query(made: Engine) -> None:
    found = made.matches_for_challenge(identity(1), 100)
    standings = made.standings(identity(1), [one.offer_id for one in found], 100)

    for match in found:
        assert sum(r.contribution for r in match.reasons) + sum(
            p.contribution for p in match.parts
        ) == pytest.approx(match.score)
        standing = standings[match.offer_id]
        assert standing.rank == match.rank
        for change in standing.changes:
            assert change.rank < match.rank
            assert _rank_after(made, match.offer_id, change) == change.rank


def _rank_after(made: Engine, offer_id: UUID, change) -> int:
    """With the change really made, in an engine of its own."""
    again = Engine(analyzer=ANALYZER)
    again.restore(made.snapshot())
    again.knowledge = made.knowledge
    key = offer_id if change.side == "offer" else identity(1)
    before = again._kept.register.open(key)
    after = {
        "track_record": lambda: {"track_record": (*before.track_record, change.value)},
        "reach": lambda: {"reach": (*before.reach, change.value)},
        "cost_below": lambda: {"cost_yen": int(change.value) - 1},
        "cost_free": lambda: {"cost_yen": 0},
        "budget": lambda: {"budget_stage": change.value},
    }[change.key]()
    again.keep(replace(before, revision=before.revision + 1, **after))
    found = again.matches_for_challenge(identity(1), 100)
    return next(one.rank for one in found if one.offer_id == offer_id)


def made_of(*offers) -> Engine:
    made = Engine(analyzer=ANALYZER)
    made.keep(challenge(1, "移動手段", NEED))
    for one in offers:
        made.keep(one)
    return made


def decided(offer_id: UUID, choice: Choice) -> Choosing:
    return Choosing(
        challenge_id=identity(1),
        offer_id=offer_id,
        choice=choice,
        reason="理由",
        person_id=identity(5),
        role=Role.LIAISON,
        chosen_at=datetime.now(UTC),
    )


def ids(found):
    return [one.offer_id for one in found]


def test_a_pin_stands_first_and_an_exclusion_is_in_neither_list() -> None:
    best, worst = offer(1, "移動手段", NEED), offer(2, "通院", "通院の送迎をする")
    made = made_of(best, worst)
    assert ids(made.matches_for_challenge(identity(1), 10)) == [best.id, worst.id]

    made.knowledge.choose(decided(worst.id, Choice.PIN))
    assert ids(made.matches_for_challenge(identity(1), 10)) == [worst.id, best.id]
    assert [key for key, _ in made.rankings(10).lists[identity(1)]] == [worst.id, best.id]

    made.knowledge.choose(decided(best.id, Choice.EXCLUSION))
    assert ids(made.matches_for_challenge(identity(1), 10)) == [worst.id]
    assert made.matches_for_offer(best.id, 10) == []
    made.knowledge.release(identity(1), best.id)
    assert len(made.matches_for_offer(best.id, 10)) == 1


def test_a_refusal_shows_in_the_lists_of_who_refused_and_in_no_other() -> None:
    made = made_of(offer(1, "移動手段", NEED))
    town, company = identity(900), identity(901)
    made.knowledge.refused = {town: frozenset({company})}

    assert made.matches_for_challenge(identity(1), 10, viewer=town) == []
    for viewer in (None, company, identity(7)):
        assert len(made.matches_for_challenge(identity(1), 10, viewer=viewer)) == 1
    assert len(made.matches_for_offer(identity(101), 10, viewer=company)) == 1


def test_another_strength_is_another_run() -> None:
    made = made_of(offer(1, "移動手段", NEED))
    before = made.rankings(5).parameters_hash
    assert made.rankings(5).parameters_hash == before
    made.knowledge.learn(identity(900), Facts("municipality", population=5, revision=1))
    assert made.rankings(5).parameters_hash != before
