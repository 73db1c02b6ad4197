"""How good the lists are, beside peers that are given the same words."""

from __future__ import annotations

import csv
import json
import time
from pathlib import Path
from uuid import NAMESPACE_URL, UUID, uuid5

import numpy as np
from numpy.typing import NDArray

from bench.peers import PEERS
from services.matching import evaluation, quality
from services.matching.analysis import Analyzer
from services.matching.documents import Document
from services.matching.engine import Engine
from services.matching.judged import Judged, Run, read

SETS = ("rs-needs", "rs-title", "koho", "jsquad", "cranfield-en", "vaswani-en")
DEPTH = 100
GOALS = {"one": (0.045, 0.02, 0.02, 0.005, 0.0, 0.0), "batch": (0.075, None, 0.06, None, 0.0, 0.0)}
"""Gain over the better of bm25s and tantivy that issue 3 asks for."""


def words_of(analyzer: Analyzer, text: str) -> list[str]:
    """The words alone, which is what a search engine is given."""
    return [term for term in analyzer.analyze(text).terms if term[0] in "wl"]


def compare(directory: Path, chosen: tuple[str, ...]) -> None:
    """Print nDCG@10 of ours and of the peers on every set, with paired bootstraps."""
    analyzer = Analyzer()
    print(f"quality: nDCG@10, {analyzer.version}")
    print(
        f"{'':14}{'bm25s':>8}{'tantivy':>8}{'TF-IDF':>8}{'one':>8}{'batch':>8}  s  gain over better"
    )
    for name in chosen:
        if (directory / name).is_dir():
            _compare_one(directory / name, analyzer)


def _compare_one(directory: Path, analyzer: Analyzer) -> None:
    judged = read(directory)
    runs = _peer_runs(judged, analyzer)
    began = time.process_time()
    prepared = evaluation.prepare(judged)
    runs["one"] = evaluation.run_of(prepared, batch=False)
    runs["batch"] = evaluation.run_of(prepared, batch=True)
    seconds = time.process_time() - began
    scores = {name: quality.ndcg(run, judged.relevant, 10) for name, run in runs.items()}
    line = "".join(f"{found.mean():8.4f}" for found in scores.values())
    better = max(("bm25s", "tantivy"), key=lambda peer: scores[peer].mean())
    print(f"{directory.name:14}{line} {seconds:3.0f}  {_gains(directory.name, scores, better)}")
    if directory.name == "rs-needs":
        print_exposure(_lengths(judged), runs)


def _peer_runs(judged: Judged, analyzer: Analyzer) -> dict[str, Run]:
    words = [words_of(analyzer, f"{title}\n{text}") for _, title, text in judged.documents]
    asked = {name: words_of(analyzer, text) for name, text in judged.queries}
    ids = [name for name, _, _ in judged.documents]
    runs: dict[str, Run] = {}
    for peer, made in PEERS.items():
        ask = made(words)
        count = min(DEPTH, len(ids))
        runs[peer] = {name: [ids[at] for at in ask(query, count)] for name, query in asked.items()}
    return runs


def _gains(name: str, scores: dict[str, NDArray[np.float64]], better: str) -> str:
    said = []
    for ours, goals in GOALS.items():
        mean, low, high = quality.paired_bootstrap(scores[ours], scores[better])
        goal = goals[SETS.index(name)] if name in SETS else None
        reached = "" if goal is None else f" goal {goal:+.3f} {'yes' if mean >= goal else 'NO'}"
        said.append(f"{ours} {mean:+.4f} [{low:+.3f},{high:+.3f}]{reached}")
    return ", ".join(said)


def _lengths(judged: Judged) -> dict[str, int]:
    """Characters of each document that is the answer to some query."""
    wanted = {doc for grades in judged.relevant.values() for doc, grade in grades.items() if grade}
    return {name: len(text) for name, _, text in judged.documents if name in wanted}


def print_exposure(length: dict[str, int], runs: dict[str, Run]) -> None:
    """How often a quarter of the documents by length is shown, 1 being its equal share."""
    cuts = np.quantile(list(length.values()), [0.25, 0.5, 0.75])
    quarter = {name: int(np.searchsorted(cuts, size)) for name, size in length.items()}
    sizes = np.bincount(list(quarter.values()), minlength=4)
    print("  shown, by length of the document from the shortest quarter (1 is an equal share)")
    for name, run in runs.items():
        shown = np.zeros(4)
        for documents in run.values():
            for rank, document in enumerate(documents[:10], 1):
                if document in quarter:
                    shown[quarter[document]] += 1.0 / np.log2(rank + 1.0)
        share = shown / sizes / (shown.sum() / sizes.sum())
        print(f"  {name:12}" + "".join(f"{one:7.2f}" for one in share))


def compare_seed(directory: Path) -> None:
    """Print how often a true offer is among the first of a real need's list."""
    if not (directory / "needs.jsonl").exists():
        print(f"no texts in {directory}: skipped")
        return
    needs, offers = _lines(directory / "needs.jsonl"), _lines(directory / "offers.jsonl")
    truth: dict[str, set[str]] = {}
    with (directory / "truth.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            truth.setdefault(row["need_id"], set()).add(row["offer_id"])
    asked = {need["need_id"]: need for need in needs if need["need_id"] in truth}
    texts = {key: f"{need['need_text']}\n{need['goal_text']}" for key, need in asked.items()}
    analyzer = Analyzer()
    ids = [offer["offer_id"] for offer in offers]
    words = [words_of(analyzer, f"{offer['title']}\n{offer['text']}") for offer in offers]
    for peer, made in PEERS.items():
        ask = made(words)
        lists = {
            key: [ids[at] for at in ask(words_of(analyzer, f"{asked[key]['title']}\n{text}"), 20)]
            for key, text in texts.items()
        }
        print_hits(f"seed, {peer}", lists, truth)
    engine = _seeded(needs, offers, analyzer)
    every, shown = [need["need_id"] for need in needs], {}
    for kind in ("one", "batch"):
        shown[kind] = _lists(engine, every, ids)
        print_hits(f"seed, {kind}", {key: shown[kind][key] for key in asked}, truth)
        engine.refresh_potentials()
    print_exposure({one["offer_id"]: len(one["title"] + one["text"]) for one in offers}, shown)


def _seeded(
    needs: list[dict[str, str]], offers: list[dict[str, str]], analyzer: Analyzer
) -> Engine:
    engine = Engine(analyzer=analyzer)
    for need in needs:
        text = f"{need['need_text']}\n{need['goal_text']}"
        poster, key = _id(need["poster"]), _id(need["need_id"])
        engine.keep(Document(key, "challenge", poster, 1, need["title"], text))
    for offer in offers:
        maker, key = _id(offer["organisation"]), _id(offer["offer_id"])
        engine.keep(Document(key, "offer", maker, 1, offer["title"], offer["text"]))
    return engine


def _lists(engine: Engine, asked: list[str], offers: list[str]) -> dict[str, list[str]]:
    names = {_id(name): name for name in offers}
    return {
        key: [names[one.offer_id] for one in engine.matches_for_challenge(_id(key), 20)]
        for key in asked
    }


def print_hits(name: str, lists: dict[str, list[str]], truth: dict[str, set[str]]) -> None:
    hits = [
        np.mean([bool(truth[key] & set(found[:n])) for key, found in lists.items()])
        for n in (1, 5, 10)
    ]
    print(f"  {name:16} hit@1 {hits[0]:.3f}  hit@5 {hits[1]:.3f}  hit@10 {hits[2]:.3f}")


def _id(name: str) -> UUID:
    return uuid5(NAMESPACE_URL, name)


def _lines(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8") as file:
        return [json.loads(line) for line in file]
