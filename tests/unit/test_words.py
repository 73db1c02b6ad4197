"""How values are said: enums, days, eras, yen, prefectures."""

import importlib

import pytest

from contracts import cards, challenges, prefectures, profiles, recording, standing, wire
from contracts.notify import NotificationKind
from contracts.questions import QuestionState
from contracts.rights import SERVICES
from gateway import words

KINDS = {
    "direction": challenges.Direction,
    "state": challenges.ChallengeState,
    "offer_state": profiles.OfferState,
    "budget_stage": challenges.BudgetStage,
    "close_reason": challenges.CloseReason,
    "organization_kind": profiles.OrganizationKind,
    "municipality_kind": profiles.MunicipalityKind,
    "role": wire.Role,
    "visibility": cards.Visibility,
    "standing": standing.Standing,
    "ledger_result": recording.Result,
    "question_state": QuestionState,
    "notification": NotificationKind,
    "window": challenges.BudgetStage,
}


@pytest.mark.parametrize("kind", KINDS)
def test_every_value_of_the_contracts_has_a_word_and_no_word_is_left_over(kind):
    assert set(words.WORDS[kind]) == {str(value) for value in KINDS[kind]}


def test_every_operation_that_is_recorded_has_a_word_and_no_word_is_left_over():
    assert set(words.WORDS["operation"]) == set(recording.RECORDED) | set(recording.UNASKED)


@pytest.mark.parametrize("service", SERVICES)
def test_every_part_of_what_is_held_of_a_person_has_a_word(service):
    own = importlib.import_module(f"services.{service}.own").OWN
    assert {part.name for part in own.parts} <= set(words.WORDS["own_part"])


def test_a_name_as_graphql_writes_it_is_understood():
    assert words.word("budget_stage", "BEFORE_REQUEST") == "予算要求前"


def test_a_value_without_a_word_is_never_shown_raw():
    assert words.word("state", "<b>") == words.NO_WORD


def test_prefectures_are_those_of_the_contracts_in_their_order():
    assert tuple(each.name for each in words.PREFECTURES) == prefectures.PREFECTURES


def test_no_two_tiles_lie_on_each_other():
    places = [(each.column, each.row) for each in words.PREFECTURES]
    assert len(set(places)) == len(places)


def test_a_day_is_said_in_the_language_of_the_page():
    assert words.day("2026-12-01", "ja") == "2026年12月1日（火）"
    assert words.day("2026-12-01", "en") == "Tue, 1 December 2026"
    assert words.day(None, "ja") == ""


def test_an_instant_belongs_to_the_day_it_is_in_japan():
    assert words.iso_day("2026-11-30T15:00:00Z") == "2026-12-01"


@pytest.mark.parametrize(("year", "said"), [(2018, ""), (2019, "令和元年"), (2026, "令和8年")])
def test_years_of_an_era(year, said):
    assert words.era_year(year) == said


def test_yen_are_grouped_and_zero_is_a_number():
    assert words.yen(1_200_000, "ja") == "1,200,000円"
    assert words.yen(0, "en") == "¥0"
    assert words.yen(None, "ja") == ""


def test_shares_stay_between_0_and_100_and_parts_carry_their_sign():
    assert [words.percent(share) for share in (-0.1, 0.824, 1.3)] == [0, 82, 100]
    assert [words.signed_percent(share) for share in (0.04, -0.12)] == ["+4%", "\N{MINUS SIGN}12%"]


def test_an_unknown_problem_still_says_what_to_do():
    assert words.problem("never heard of") == words.ANOTHER_PROBLEM
