"""Offers that say several things: by hand, from both sides, and after every kind of change."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from services.matching.analysis import Analyzer
from services.matching.counting import passages
from services.matching.documents import Document
from services.matching.engine import Engine
from services.matching.found import Found
from services.matching.index import Passages, Row, row
from tests.unit.matching.making import challenge, identity, offer

ANALYZER = Analyzer()
NEED = challenge(
    1,
    "橋の点検",
    "町が管理する橋は造られてから五十年を過ぎたものが半分を超え、ひび割れや錆を近くで見る点検に"
    "多くの人手と足場の費用がかかっている。人が近づきにくい橋でも、短い時間で傷を見つけられる方法を探している。",
)
BRIDGE = "橋のひび割れや錆をドローンで撮り、人が近づきにくい場所の傷を短い時間で見つける点検"
RECORD = (
    "小学校の給食に使う野菜を農家から届ける仕組みの運営",
    "町営住宅の入居の申し込みを受け付ける窓口の業務",
    BRIDGE,
    "図書館の貸し出しと返却を扱う機械の入れ替えと保守",
)
HEAP = offer(1, "", "\n".join(RECORD))
ALONE = offer(2, "", BRIDGE)
OTHERS = [offer(10 + n, "", f"観光の案内板を{n}か国語で作り直し、道の駅に置く") for n in range(6)]


def made(*documents: Document) -> Engine:
    engine = Engine(analyzer=ANALYZER)
    for document in documents:
        engine.keep(document)
    return engine


def match(engine: Engine, offer: Document) -> Found:
    found = engine.matches_for_challenge(NEED.id, 20)
    return next(one for one in found if one.offer_id == offer.id)


def parts(found: Found) -> dict[str, float]:
    return {part.name: part.contribution for part in found.parts}


def test_each_line_that_says_something_is_a_passage_below_the_title() -> None:
    lines = ("短い", "道路の穴を写真から見つける仕組み", "", "  水道の漏れを音で調べる仕組み ")
    lines = (*lines, "橋の傷を写真から見つける仕組み", "")
    document = offer(1, "見出し", "\n".join(lines))
    found = passages(document, ANALYZER.analyze)
    assert [("w見出し" in one, "w道路" in one, "w水道" in one) for one in found] == [
        (True, True, False),
        (True, False, True),
        (True, False, False),
    ]


@pytest.mark.parametrize(
    "document",
    [
        offer(1, "一行だけの提案", "道路の穴を写真から見つける仕組み"),
        offer(1, "短い行ばかりの提案", "道路\n水道\n橋"),
        offer(1, "二行の提案", "道路の穴を写真から見つける\n水道の漏れを音で調べる仕組み"),
        offer(1, "", ""),
        replace(NEED, text="\n".join(RECORD)),
    ],
)
def test_few_lines_and_a_challenge_have_no_passages(document: Document) -> None:
    assert passages(document, ANALYZER.analyze) == ()


def test_a_record_of_many_things_is_lifted_by_the_one_that_fits() -> None:
    engine = made(NEED, HEAP, ALONE, *OTHERS)
    heap = match(engine, HEAP)
    as_one = made(NEED, replace(HEAP, text="。".join(RECORD)), ALONE, *OTHERS)
    before = match(as_one, HEAP)

    assert parts(heap)["best_passage"] > 0.0
    assert "best_passage" not in parts(before)
    assert "best_passage" not in parts(match(engine, ALONE))
    assert heap.score > before.score
    assert sum(one.contribution for one in (*heap.reasons, *heap.parts)) == pytest.approx(
        heap.score
    )


def test_both_sides_see_the_same_score() -> None:
    engine = made(NEED, HEAP, ALONE, *OTHERS)
    mine = {one.offer_id: one for one in engine.matches_for_challenge(NEED.id, 20)}[HEAP.id]
    theirs = engine.matches_for_offer(HEAP.id, 20)[0]
    assert theirs.score == pytest.approx(mine.score, abs=1e-9)


def test_passages_go_with_their_offer_and_come_back_from_a_snapshot() -> None:
    engine = made(NEED, HEAP, ALONE, *OTHERS)
    again = Engine(analyzer=ANALYZER)
    again.restore(engine.snapshot())
    assert match(again, HEAP) == match(engine, HEAP)
    assert again.snapshot() == engine.snapshot()

    engine.keep(replace(HEAP, revision=2, text="。".join(RECORD)))
    assert "best_passage" not in parts(match(engine, HEAP))
    engine.withdraw(HEAP.id, 3)
    assert HEAP.id not in {one.offer_id for one in engine.matches_for_challenge(NEED.id, 20)}


def test_a_run_counts_passages_too() -> None:
    engine = made(NEED, HEAP, ALONE, *OTHERS)
    engine.refresh_potentials()
    shown = {one.offer_id: one.score for one in engine.matches_for_challenge(NEED.id, 20)}
    assert dict(engine.rankings(20).lists[NEED.id]) == pytest.approx(shown, abs=1e-9)


def test_rows_that_went_are_left_behind() -> None:
    kept, old = Passages(), [_row(n) for n in range(3)]
    kept.keep(identity(1), old)
    for _ in range(600):
        kept.keep(identity(2), old[:2])
    assert len(kept.rows) < 1_100
    assert [one.counts.tolist() for one in kept.rows_of(identity(1))] == [[1], [2], [3]]
    assert [one.counts.tolist() for one in kept.rows_of(identity(2))] == [[1], [2]]


def _row(number: int) -> Row:
    return row(np.array([number], np.int32), {"w橋": number + 1})
