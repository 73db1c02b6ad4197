"""Real needs and what was chosen for them, contracts and firms, beside peers and plain TF-IDF."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.metrics.pairwise import linear_kernel

from bench.peers import PEERS
from bench.ranking_quality import print_exposure, print_hits, words_of
from services.matching import evaluation
from services.matching.analysis import Analyzer
from services.matching.judged import Judged

Lists = dict[str, list[str]]


@dataclass(frozen=True, slots=True)
class Chosen:
    """Needs, what could be chosen, and what was."""

    needs: dict[str, str]
    offers: dict[str, str]
    truth: dict[str, set[str]]


def compare(directory: Path, needs: Path) -> None:
    """Print hits of the true contract and of the true firm; both folders hold real texts."""
    if not (directory / "contracts.csv").exists() or not needs.is_dir():
        print(f"no contracts in {directory}: skipped")
        return
    asked = _needs(needs)
    for name, chosen in (
        ("contracts", _contracts(directory, asked)),
        ("firms", _firms(directory, asked)),
    ):
        print(f"rs-contracts, {len(chosen.needs)} needs, {len(chosen.offers)} {name}")
        runs = _runs(chosen)
        for kind, lists in runs.items():
            print_hits(f"{name}, {kind}", lists, chosen.truth)
        print_exposure({key: len(text) for key, text in chosen.offers.items()}, runs)


def _needs(directory: Path) -> dict[str, str]:
    found = {}
    for name in ("pairs_local.jsonl", "pairs_other.jsonl"):
        for line in _lines(directory / name):
            found[line["id"]] = f"{line['need_issue']}\n{line['need_purpose']}"
    return found


def _contracts(directory: Path, needs: dict[str, str]) -> Chosen:
    offers: dict[str, str] = {}
    truth: dict[str, set[str]] = {}
    with (directory / "contracts.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            if row["local_flag"] == row["offer_like_flag"] == "1":
                offers[row["id"]] = f"{row['contract_summary']}\n{row['role']}"
                truth.setdefault(row["project_id"], set()).add(row["id"])
    return _of(needs, offers, truth)


def _firms(directory: Path, needs: dict[str, str]) -> Chosen:
    offers: dict[str, str] = {}
    truth: dict[str, set[str]] = {}
    for line in _lines(directory / "supplier_profiles.jsonl"):
        if int(line["n_local"]) > 0:
            offers[line["supplier_id"]] = "\n".join(line["track_record"])
            for project in line["project_ids"]:
                truth.setdefault(project, set()).add(line["supplier_id"])
    return _of(needs, offers, truth)


def _of(needs: dict[str, str], offers: dict[str, str], truth: dict[str, set[str]]) -> Chosen:
    asked = {key: text for key, text in needs.items() if key in truth}
    return Chosen(asked, offers, {key: truth[key] for key in asked})


def _runs(chosen: Chosen) -> dict[str, Lists]:
    analyzer, ids = Analyzer(), list(chosen.offers)
    words = [words_of(analyzer, text) for text in chosen.offers.values()]
    runs: dict[str, Lists] = {}
    for peer, made in PEERS.items():
        ask = made(words)
        runs[peer] = _asked(chosen, ids, lambda text, ask=ask: ask(words_of(analyzer, text), 20))
    vectorizer = TfidfVectorizer(analyzer="char", ngram_range=(2, 3))
    matrix = vectorizer.fit_transform(chosen.offers.values())

    def by_characters(text: str) -> Any:
        return np.argsort(-linear_kernel(vectorizer.transform([text]), matrix).ravel())[:20]

    runs["plain"] = _asked(chosen, ids, by_characters)
    documents = tuple((key, "", text) for key, text in chosen.offers.items())
    judged = Judged(documents, tuple(chosen.needs.items()), {})
    prepared = evaluation.prepare(judged)
    runs["one"] = evaluation.run_of(prepared, batch=False)
    runs["batch"] = evaluation.run_of(prepared, batch=True)
    return runs


def _asked(chosen: Chosen, ids: list[str], ask: Callable[[str], Any]) -> Lists:
    return {key: [ids[at] for at in ask(text)] for key, text in chosen.needs.items()}


def _lines(path: Path) -> list[dict[str, Any]]:
    with path.open(encoding="utf-8") as file:
        return [json.loads(line) for line in file]
