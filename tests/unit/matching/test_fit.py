"""What counts besides words: stages of the budget, goals, track records, exposure, strengths."""

from __future__ import annotations

from datetime import date

import pytest

from contracts.curation import Strengths
from contracts.profiles import OrganizationKind
from services.matching import fit
from services.matching.fit.changing import what_if
from services.matching.fit.facts import Facts
from services.matching.fit.parts import goals
from tests.unit.matching.making import challenge, offer

TOWN = Facts(kind="municipality", population=48_000)
NOTHING = date(2026, 11, 1)


def named(pair):
    return dict(fit.parts(pair))


def test_an_offer_of_five_million_for_a_need_without_budget_is_ranked_down_with_the_reason():
    need = challenge(1, "題", budget_stage="not_needed")
    dear = fit.Pair(need, offer(1, "題", cost_yen=5_000_000))

    assert named(dear)["budget"] < 1.0
    assert "costs_without_budget" in fit.notes(dear, NOTHING)
    assert named(fit.Pair(need, offer(2, "題", cost_yen=0)))["budget"] > 1.0


@pytest.mark.parametrize("stage", [None, "requested", "approved", "tendering"])
def test_where_there_may_be_money_a_cost_counts_for_nothing(stage):
    pair = fit.Pair(challenge(1, "題", budget_stage=stage), offer(1, "題", cost_yen=50_000_000))
    assert "budget" not in named(pair)


@pytest.mark.parametrize(
    ("tags", "found"),
    [
        (("SDGs11",), {11}),
        (("SDG 7", "ＳＤＧｓ 目標１３"), {7, 13}),
        (("目標3", "Goal 17"), {3, 17}),
        (("SDGs", "目標", "SDG18", "SDGs 0", "11", "防災"), set()),
    ],
)
def test_tags_name_goals(tags, found):
    assert goals(tags) == found


def test_a_shared_goal_is_a_part_of_its_own_and_no_tag():
    pair = fit.Pair(challenge(1, "題", tags=("SDGs11",)), offer(1, "題", tags=("SDGs11",)))
    assert set(named(pair)) == {"goals"}


@pytest.mark.parametrize(
    ("record", "factor"),
    [
        ((), None),
        (("under_50k",), fit.WEIGHTS.same_size),
        (("under_10k",), fit.WEIGHTS.next_size),
        (("from_500k",), None),
        (("prefecture",), None),
        (("from_500k", "under_50k"), fit.WEIGHTS.same_size),
    ],
)
def test_a_track_record_in_towns_of_that_size_counts(record, factor):
    pair = fit.Pair(challenge(1, "題"), offer(1, "題", track_record=record), TOWN)
    assert named(pair).get("track_record") == factor


def test_what_is_missing_of_a_track_record_is_said():
    def said(record, town=TOWN):
        return fit.notes(
            fit.Pair(challenge(1, "題"), offer(1, "題", track_record=record), town), None
        )

    assert "track_record_missing" in said(())
    assert "not_done_in_under_50k" in said(("from_500k",))
    assert not {"track_record_missing", "not_done_in_under_50k"} & set(said(("under_50k",)))
    assert "track_record_missing" not in said((), Facts())


def test_strengths_turn_a_part_off_up_and_on():
    pair = fit.Pair(
        challenge(1, "題", prefecture="福岡県"),
        offer(1, "題", reach=("福岡県",), organization_kind="npo"),
        TOWN,
        Facts(founded=2024),
        year=2026,
    )
    strong = Strengths(
        area=200, small_towns=100, new_companies=100, preferred_kinds=(OrganizationKind.NPO,)
    )
    usual, other = named(pair), named(fit.Pair(*_sides(pair), strong, year=2026))

    assert set(usual) == {"area"}
    assert other["area"] == pytest.approx(usual["area"] ** 2)
    assert {"small_town", "new_company", "kind"} < set(other)
    assert not named(fit.Pair(*_sides(pair), Strengths(area=0), year=2026))


def _sides(pair):
    return pair.challenge, pair.offer, pair.town, pair.offerer


def test_who_could_change_what():
    need = challenge(1, "題", prefecture="福岡県", budget_stage="information")
    far = offer(1, "題", reach=("北海道",), cost_yen=50_000_000)
    found = {(one.key, one.document.side) for one in what_if(fit.Pair(need, far, TOWN))}

    assert found == {
        ("track_record", "offer"),
        ("reach", "offer"),
        ("cost_below", "offer"),
        ("cost_free", "offer"),
        ("budget", "challenge"),
    }
    assert not list(what_if(fit.Pair(challenge(1, "題"), offer(1, "題"))))
