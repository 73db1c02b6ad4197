"""``enishi rank DIR``: the production ranking on a judged set, its run and its figures.

``DIR`` holds ``docs.jsonl`` (``_id``, ``title``, ``text``), ``queries.jsonl`` (``_id``, ``text``)
and, if judged, ``qrels.tsv`` (``query-id``, ``corpus-id``, ``score``): the form of BEIR.
"""

from __future__ import annotations

import argparse
import csv
import json
import sys
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from uuid import UUID

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from services.matching import potential, quality
from services.matching.analysis import Analyzer
from services.matching.collection import AUDIENCES, Collection
from services.matching.counting import counted
from services.matching.documents import Document
from services.matching.lessons import learn
from services.matching.potential import LEARNING
from services.matching.recipe import RECIPE, Recipe
from services.matching.scoring import DIGITS, Scored, for_length, scored
from services.matching.smoothing import smoothed

LISTED = 100
"""Documents written per query."""


@dataclass(frozen=True, slots=True)
class Judged:
    """A set as it stands in a directory."""

    documents: tuple[tuple[str, str, str], ...]
    """Id, title, text."""
    queries: tuple[tuple[str, str], ...]
    """Id, text."""
    relevant: dict[str, dict[str, int]]
    """Query to document to grade; empty when the set is not judged."""


Run = dict[str, list[str]]
"""Query to documents, best first."""


def main(argv: list[str]) -> int:
    """The command; 0 when it ranked, 2 when the directory cannot be read."""
    asked = _arguments().parse_args(argv)
    try:
        judged = read(asked.directory)
    except (OSError, KeyError, ValueError) as problem:
        print(f"{asked.directory}: {problem}", file=sys.stderr)  # noqa: T201 -- a command
        return 2
    recipe = RECIPE if asked.side == "both" else replace(RECIPE, need_share=(1.0, 1.0))
    run = run_of(prepare(judged, recipe), batch=asked.potential == "batch")
    if asked.run:
        write(run, asked.run)
    if judged.relevant:
        for name, value in quality.figures(run, judged.relevant).items():
            print(f"{name:>10} {value:.4f}")  # noqa: T201 -- a command
    return 0


def _arguments() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="enishi rank", description=__doc__)
    parser.add_argument("directory", type=Path)
    parser.add_argument("--run", type=Path, help="write query-id, corpus-id, best first")
    parser.add_argument(
        "--side",
        choices=("need", "both"),
        default="both",
        help="need: only what the document covers of the query; both: also the reverse, "
        "for queries of the size of a need",
    )
    parser.add_argument(
        "--potential",
        choices=("none", "batch"),
        default="batch",
        help="batch: learn from all queries together, without their answers, which documents "
        "match everything",
    )
    return parser


def read(directory: Path) -> Judged:
    """``OSError``, ``KeyError`` or ``ValueError`` when it is not such a directory."""
    documents = tuple(
        (str(line["_id"]), str(line.get("title") or ""), str(line.get("text") or ""))
        for line in _lines(directory / "docs.jsonl")
    )
    queries = tuple(
        (str(line["_id"]), str(line.get("text") or ""))
        for line in _lines(directory / "queries.jsonl")
    )
    relevant: dict[str, dict[str, int]] = {}
    judgements = directory / "qrels.tsv"
    if judgements.exists():
        with judgements.open(encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file, delimiter="\t"):
                grades = relevant.setdefault(row["query-id"], {})
                grades[row["corpus-id"]] = int(float(row["score"]))
    return Judged(documents, queries, relevant)


def _lines(path: Path) -> Iterator[dict[str, object]]:
    with path.open(encoding="utf-8") as file:
        yield from (json.loads(line) for line in file if line.strip())


def write(run: Run, path: Path) -> None:
    """One ``query-id<TAB>corpus-id`` a line, best first."""
    with path.open("w", encoding="utf-8") as file:
        for query, documents in run.items():
            file.writelines(f"{query}\t{document}\n" for document in documents)


@dataclass(frozen=True, slots=True)
class Prepared:
    """A set that is indexed and asked, each query alone in the world."""

    kept: Collection
    names: list[str]
    """Document by slot."""
    lists: dict[str, Scored]
    """Query to its candidates."""


def prepare(judged: Judged, recipe: Recipe = RECIPE) -> Prepared:
    """Index the documents, learn which of them are hubs, and ask every query."""
    analyzer = Analyzer()
    kept = Collection(recipe)
    for place, (_, title, text) in enumerate(judged.documents):
        document = Document(UUID(int=place), "offer", UUID(int=0), 1, title, text)
        kept.keep(document, counted(document, analyzer.analyze))
    learn(kept, "offer")
    lists = {name: _list(kept, analyzer, text) for name, text in judged.queries}
    return Prepared(kept, [name for name, _, _ in judged.documents], lists)


def run_of(prepared: Prepared, *, batch: bool) -> Run:
    """The best documents of every query; with ``batch`` the queries compete for them."""
    boosts = prepared.kept.indexes["offer"].rows.boosts
    if batch and prepared.lists:
        boosts = _batch_factors(prepared, list(prepared.lists.values()))
    return {
        query: [prepared.names[slot] for slot in _order(one, boosts)]
        for query, one in prepared.lists.items()
    }


def _list(kept: Collection, analyzer: Analyzer, text: str) -> Scored:
    """A query is a challenge that nobody keeps: the collection does not learn from it."""
    asking = Document(UUID(int=0), "challenge", UUID(int=1), 1, "", text)
    asked = kept.query(counted(asking, analyzer.analyze))
    slots = kept.indexes["offer"].candidates(asked, 2 * LISTED, AUDIENCES["private"])
    texts = scored(kept, "challenge", asked, slots)
    lengths = for_length(kept.indexes["offer"].rows.sizes[slots], texts.sized, kept.recipe)
    return replace(texts, scores=smoothed(kept, asking, asked, texts) * lengths)


def _batch_factors(prepared: Prepared, lists: list[Scored]) -> NDArray[np.float32]:
    """What the documents' likeness and the competition of all queries say together, by slot."""
    boosts = prepared.kept.indexes["offer"].rows.boosts
    best = [_best(one, boosts) for one in lists]
    bounds = np.cumsum([0, *(len(places) for places, _ in best)])
    places = np.concatenate([places for places, _ in best])
    scores = np.concatenate([scores for _, scores in best])
    table = csr_array((scores, places, bounds), shape=(len(lists), len(boosts)))
    factors = boosts * potential.competition(table, LEARNING)
    return factors.round(potential.DIGITS).astype(np.float32)


def _best(
    one: Scored, boosts: NDArray[np.float32]
) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
    scores = one.scores * boosts[one.slots]
    first = np.argsort(-scores, kind="stable")[: LEARNING.longest]
    return one.slots[first], scores[first]


def _order(one: Scored, boosts: NDArray[np.float32]) -> list[int]:
    """Slots best first, equal ones in the order of the file. Slots are places in the file."""
    final = (one.scores * boosts[one.slots]).round(DIGITS)
    order = np.lexsort((one.slots, -final))
    return [int(one.slots[at]) for at in order[:LISTED] if final[at] > 0.0]
