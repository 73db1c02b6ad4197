"""Figures by hand, and ``enishi rank`` on a small directory."""

from __future__ import annotations

import json
from math import log2
from pathlib import Path

import numpy as np
import pytest

from services.matching import evaluation, quality

RUN = {"q1": ["d1", "d2", "d3"], "q2": ["d9"], "q3": []}
RELEVANT = {"q1": {"d2": 1, "d3": 2, "d8": 0}, "q2": {"d1": 1}, "q3": {"d1": 0}}


def test_figures_are_those_by_hand() -> None:
    best = 3 / log2(2) + 1 / log2(3)
    figures = quality.figures(RUN, RELEVANT)
    assert figures["nDCG@10"] == pytest.approx((1 / log2(3) + 3 / log2(4)) / best / 2)
    assert figures["Recall@10"] == pytest.approx(0.5)
    assert figures["MRR@10"] == pytest.approx(0.25)


def test_a_query_without_a_relevant_document_does_not_count() -> None:
    assert quality.judged(RELEVANT) == ["q1", "q2"]


def test_the_bootstrap_is_repeatable_and_holds_the_mean() -> None:
    ours, theirs = np.linspace(0.2, 1.0, 50), np.linspace(0.0, 0.9, 50)
    mean, low, high = quality.paired_bootstrap(ours, theirs)
    assert low < mean < high
    assert (mean, low, high) == quality.paired_bootstrap(ours, theirs)


@pytest.fixture
def directory(tmp_path: Path) -> Path:
    documents = [
        {"_id": "bus", "title": "予約バス", "text": "集落の移動手段を支える小さなバスの予約"},
        {"_id": "bridge", "title": "橋の点検", "text": "老朽化した橋をドローンで撮る"},
        {"_id": "empty", "title": "", "text": ""},
    ]
    queries = [{"_id": "q1", "text": "高齢者の移動手段"}, {"_id": "q2", "text": ""}]
    for name, lines in (("docs", documents), ("queries", queries)):
        text = "\n".join(json.dumps(line, ensure_ascii=False) for line in lines)
        (tmp_path / f"{name}.jsonl").write_text(text + "\n", "utf-8")
    (tmp_path / "qrels.tsv").write_text("query-id\tcorpus-id\tscore\nq1\tbus\t1\n", "utf-8")
    return tmp_path


@pytest.mark.parametrize("potential", ["none", "batch"])
@pytest.mark.parametrize("side", ["need", "both"])
def test_the_command_writes_a_run_and_prints_figures(
    directory: Path, potential: str, side: str, capsys: pytest.CaptureFixture[str]
) -> None:
    run = directory / "run.tsv"
    argv = [str(directory), "--run", str(run), "--side", side, "--potential", potential]
    assert evaluation.main(argv) == 0
    assert run.read_text("utf-8").splitlines() == ["q1\tbus", "q1\tbridge"]
    assert "nDCG@10 1.0000" in capsys.readouterr().out


def test_without_judgements_it_ranks_and_prints_nothing(
    directory: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (directory / "qrels.tsv").unlink()
    assert evaluation.main([str(directory)]) == 0
    assert capsys.readouterr().out == ""


def test_a_directory_that_is_none_is_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert evaluation.main([str(tmp_path / "nowhere")]) == 2
    assert "nowhere" in capsys.readouterr().err
