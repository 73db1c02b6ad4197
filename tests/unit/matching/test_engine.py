"""Documents in, matches out: revisions, both sides, reasons, bad input."""

from __future__ import annotations

import math
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from services.matching.analysis import Analyzer
from services.matching.documents import Document
from services.matching.engine import Engine
from services.matching.found import Found
from tests.unit.matching.making import BAD, challenge, collections, identity, offer, texts

ANALYZER = Analyzer()
NEED = challenge(
    1,
    "山あいの集落の移動手段",
    "人口減少と高齢化が進み、路線バスが廃止された。買い物や通院の足がなく、"
    "免許を返納した高齢者が外出できない。予約で走る小さなバスを住民と運営したい。"
    "運転手の確保と費用の負担が課題で、これまでの実証では予約の手間が壁になった。",
)
BUS = offer(
    1,
    "予約型の小さなバスの運行システム",
    "高齢者が電話でも予約できる配車システム。過疎の集落で住民が運転手となり、"
    "買い物や通院の移動手段を支える。路線バスの廃止後に導入した町が多い。",
)
DRONE = offer(2, "橋の点検をするドローン", "老朽化した橋を空から撮り、ひび割れを見つける。")


def engine(*documents: Document) -> Engine:
    made = Engine(analyzer=ANALYZER)
    for document in documents:
        made.keep(document)
    return made


def total(found: Found) -> float:
    shown = sum(reason.contribution for reason in found.reasons)
    return shown + sum(part.contribution for part in found.parts)


def test_what_fits_comes_first_and_says_why() -> None:
    best, *_ = engine(NEED, BUS, DRONE).matches_for_challenge(NEED.id, 20)
    assert best.offer_id == BUS.id
    reason = next(reason for reason in best.reasons if reason.term == "バス")
    assert "バス" in reason.challenge_text
    assert "バス" in reason.offer_text
    for document, spans in ((NEED, reason.challenge_spans), (BUS, reason.offer_spans)):
        assert {document.content[start:end] for start, end in spans} == {"バス"}
    assert (
        reason.challenge_text == NEED.content[reason.challenge_at :][: len(reason.challenge_text)]
    )


def test_a_synonym_is_a_reason_though_the_words_differ() -> None:
    need = challenge(1, "人口減少に悩む", "集落の担い手がいない。")
    help_ = offer(1, "過疎地を支える", "人を送る仕組み。")
    best, *_ = engine(need, help_, DRONE).matches_for_challenge(need.id, 20)
    reason = next(reason for reason in best.reasons if reason.term == "人口減少")
    assert ("人口減少" in reason.challenge_text, "過疎" in reason.offer_text) == (True, True)


def test_both_sides_see_the_same_score() -> None:
    made = engine(NEED, BUS, DRONE)
    made.refresh_potentials()
    there = made.matches_for_challenge(NEED.id, 20)
    for found in there:
        back = made.matches_for_offer(found.offer_id, 20)
        assert [one.score for one in back if one.challenge_id == NEED.id] == [found.score]


def test_a_company_does_not_meet_itself_unless_asked() -> None:
    own = replace(BUS, organization_id=NEED.organization_id)
    made = engine(NEED, own)
    assert made.matches_for_challenge(NEED.id, 20) == []
    assert made.matches_for_offer(own.id, 20) == []
    assert len(made.matches_for_challenge(NEED.id, 20, exclude_organization=False)) == 1


def test_only_one_audience_meets() -> None:
    made = engine(NEED, replace(BUS, audience="public"))
    assert made.matches_for_challenge(NEED.id, 20) == []


def test_what_is_not_open_here_has_no_matches() -> None:
    made = engine(NEED, BUS)
    nobody = UUID(int=5)
    assert made.matches_for_challenge(nobody, 20) == []
    assert made.matches_for_challenge(BUS.id, 20) == []
    assert made.matches_for_offer(NEED.id, 20) == []
    assert made.matches_for_challenge(NEED.id, 0) == []


def test_an_older_revision_changes_nothing() -> None:
    made = engine(NEED, replace(BUS, revision=3))
    assert not made.keep(replace(BUS, revision=2, title="古い", text="古い"))
    assert not made.keep(replace(BUS, revision=3))
    assert made.matches_for_challenge(NEED.id, 20)[0].offer_id == BUS.id


def test_an_amendment_is_seen_by_the_next_query() -> None:
    made = engine(NEED, BUS, DRONE)
    assert made.keep(replace(BUS, revision=2, title="予約バス", text="別の話。"))
    found = {one.offer_id: one.score for one in made.matches_for_challenge(NEED.id, 20)}
    assert found[BUS.id] < engine(NEED, BUS, DRONE).matches_for_challenge(NEED.id, 20)[0].score
    assert len(made) == 3


def test_a_withdrawal_before_the_publication_is_remembered() -> None:
    made = engine(NEED)
    assert made.withdraw(BUS.id, 1)
    assert not made.keep(BUS)
    assert not made.withdraw(BUS.id, 1)
    assert made.matches_for_challenge(NEED.id, 20) == []
    assert made.keep(replace(BUS, revision=2))


def test_an_amendment_before_its_publication_stands() -> None:
    made = engine(NEED, DRONE)
    assert made.keep(replace(BUS, revision=2, text="橋をドローンで調べる"))
    assert not made.keep(BUS)
    late = made.matches_for_challenge(NEED.id, 20)
    assert late == engine(
        NEED, DRONE, replace(BUS, revision=2, text="橋をドローンで調べる")
    ).matches_for_challenge(NEED.id, 20)


def test_an_id_told_twice_is_there_once() -> None:
    made = engine(NEED, BUS, BUS, DRONE, BUS)
    assert len(made) == 3
    assert made.matches_for_challenge(NEED.id, 20) == engine(
        NEED, BUS, DRONE
    ).matches_for_challenge(NEED.id, 20)


def test_what_stands_in_the_way_is_said() -> None:
    need = replace(
        NEED,
        prefecture="福岡県",
        answer_by="2026-03-31",
        budget_stage="information",
        tags=("交通",),
    )
    far = replace(BUS, reach=("北海道",), cost_yen=90_000_000, tags=("交通",))
    found = engine(need, far).matches_for_challenge(need.id, 20, today=date(2026, 4, 1))[0]
    assert found.notes == ("deadline_past", "outside_area", "budget_not_ready")
    near = replace(far, reach=("福岡県",), cost_yen=0)
    better = engine(need, near).matches_for_challenge(need.id, 20, today=date(2026, 3, 31))[0]
    assert better.notes == ()
    assert better.score > found.score
    names = {part.name: part.contribution > 0 for part in better.parts}
    assert {"area": True, "tags": True, "budget": True}.items() <= names.items()


def test_equal_scores_stand_by_id() -> None:
    twins = [replace(BUS, id=identity(n)) for n in (205, 201, 203)]
    found = engine(NEED, *twins).matches_for_challenge(NEED.id, 20)
    assert [one.offer_id for one in found] == [identity(n) for n in (201, 203, 205)]
    assert [one.rank for one in found] == [1, 2, 3]


def test_a_document_equal_to_the_query_covers_it_all() -> None:
    twin = replace(NEED, id=identity(300), side="offer", organization_id=identity(902))
    found = engine(NEED, twin, BUS, DRONE).matches_for_challenge(NEED.id, 20)[0]
    assert found.score == pytest.approx(1.0)
    assert found.offer_id == twin.id


@pytest.mark.parametrize("text", BAD, ids=range(len(BAD)))
def test_bad_input_is_kept_and_ranked_like_any_other(text: str) -> None:
    odd, same = challenge(7, text, text), offer(7, text, text)
    made = engine(NEED, BUS, odd, same)
    made.refresh_potentials()
    for found in (*made.matches_for_challenge(odd.id, 20), *made.matches_for_offer(same.id, 20)):
        assert math.isfinite(found.score)
        assert 0.0 <= found.score <= 1.0
        assert total(found) == pytest.approx(found.score, abs=1e-9)
    assert made.matches_for_challenge(NEED.id, 20)[0].offer_id == BUS.id


@settings(max_examples=50, deadline=None)
@given(documents=collections(), learn=st.booleans())
def test_scores_are_finite_in_range_sorted_and_the_sum_of_their_parts(
    documents: list[Document], learn: bool
) -> None:
    made = engine(*documents)
    if learn:
        made.refresh_potentials()
    for document in documents:
        ask = made.matches_for_challenge if document.side == "challenge" else made.matches_for_offer
        found = ask(document.id, 10)
        assert [one.score for one in found] == sorted((one.score for one in found), reverse=True)
        for one in found:
            assert math.isfinite(one.score)
            assert 0.0 < one.score <= 1.0
            assert total(one) == pytest.approx(one.score, abs=1e-9)
            shares = [reason.contribution for reason in one.reasons]
            assert shares == sorted(shares, reverse=True)


@settings(max_examples=50, deadline=None)
@given(documents=collections(), data=st.data())
def test_the_order_of_delivery_does_not_matter(
    documents: list[Document], data: st.DataObject
) -> None:
    told: list[tuple[Document, bool]] = [(document, True) for document in documents]
    for document in data.draw(st.lists(st.sampled_from(documents), max_size=4)):
        newer = replace(document, revision=data.draw(st.integers(1, 3)), text="バスの予約")
        told.append((newer, data.draw(st.booleans())))
    lists = []
    for order in (told, data.draw(st.permutations(told)) * 2):
        made = engine()
        for document, is_open in order:
            if is_open:
                made.keep(document)
            else:
                made.withdraw(document.id, document.revision)
        lists.append([made.matches_for_challenge(document.id, 10) for document in documents])
    assert lists[0] == lists[1]


@settings(max_examples=25, deadline=None)
@given(documents=collections(), data=st.data())
def test_amended_step_by_step_is_built_from_scratch(
    documents: list[Document], data: st.DataObject
) -> None:
    made, standing = engine(), {}
    for at, document in enumerate(data.draw(st.lists(st.sampled_from(documents), max_size=12))):
        told = replace(document, revision=at, title=data.draw(texts))
        if data.draw(st.booleans()):
            made.keep(told)
            standing[document.id] = told
        else:
            made.withdraw(document.id, at)
            standing.pop(document.id, None)
    fresh = engine(*standing.values())
    made.refresh_potentials()
    fresh.refresh_potentials()
    for document in standing.values():
        ask = "matches_for_challenge" if document.side == "challenge" else "matches_for_offer"
        assert getattr(made, ask)(document.id, 10) == getattr(fresh, ask)(document.id, 10)


@settings(max_examples=25, deadline=None)
@given(documents=collections())
def test_a_snapshot_restores_every_list(documents: list[Document]) -> None:
    made, again = engine(*documents), engine()
    made.refresh_potentials()
    again.restore(made.snapshot())
    for document in documents:
        ask = "matches_for_challenge" if document.side == "challenge" else "matches_for_offer"
        assert getattr(again, ask)(document.id, 10) == getattr(made, ask)(document.id, 10)
    assert again.snapshot() == made.snapshot()
    assert not again.keep(documents[0])


def test_a_snapshot_of_another_version_is_refused() -> None:
    other = Engine(analyzer=Analyzer(dictionary=None))
    with pytest.raises(ValueError, match="snapshot"):
        other.restore(engine(NEED).snapshot())


def test_threads_may_ask_while_others_tell() -> None:
    made = engine(NEED, BUS, DRONE)

    def work(n: int) -> int:
        made.keep(replace(BUS, id=identity(400 + n), revision=n + 1))
        return len(made.matches_for_challenge(NEED.id, 50))

    with ThreadPoolExecutor(4) as pool:
        assert max(pool.map(work, range(30))) >= 2
    assert len(made.matches_for_challenge(NEED.id, 50)) == 32


def test_a_short_question_finds_an_offer_by_those_like_it() -> None:
    """A part of its score, and nothing for a need, which says enough itself."""
    words = ("検診の予約と問診", "検診の予約と会場", "健康診断の予約と問診と会場")
    offers = [offer(n, f"{text}の案内", "集団で受ける日程") for n, text in enumerate(words)]
    others = [offer(10 + n, f"道路の橋{n}の点検", "写真で傷を測る") for n in range(4)]
    search = challenge(1, "検診の予約")
    made = engine(search, *offers, *others)

    before = {one.offer_id: one.score for one in made.matches_for_challenge(search.id, 20)}
    made.refresh_potentials()
    found = {one.offer_id: one for one in made.matches_for_challenge(search.id, 20)}

    last = found[offers[2].id]
    assert {part.name: part.contribution > 0 for part in last.parts}["others_like_it"]
    assert last.score > before[offers[2].id]
