"""``enishi rank DIR``: the production ranking on a judged set, its run and its figures.

``DIR`` holds ``docs.jsonl`` (``_id``, ``title``, ``text``), ``queries.jsonl`` (``_id``, ``text``)
and, if judged, ``qrels.tsv`` (``query-id``, ``corpus-id``, ``score``): the form of BEIR.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from uuid import UUID

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from services.matching import potential, quality
from services.matching.analysis import Analyzer
from services.matching.collection import AUDIENCES, Collection
from services.matching.counting import counted, passages
from services.matching.documents import Document
from services.matching.index import Query
from services.matching.judged import Judged, Run, read, write
from services.matching.lengths import learned_exponent
from services.matching.lessons import learn
from services.matching.passages import lifted
from services.matching.potential import LEARNING
from services.matching.recipe import RECIPE, Recipe
from services.matching.scoring import DIGITS, Scored, bounded, for_length, scored
from services.matching.smoothing import smoothed

LISTED = 100
"""Documents written per query."""
AUDIENCE = "private"


def main(argv: list[str]) -> int:
    """The command; 0 when it ranked, 2 when something cannot be read or written."""
    asked = _arguments().parse_args(argv)
    try:
        judged = read(asked.directory)
        _remark(judged.remarks)
        recipe = RECIPE if asked.side == "both" else replace(RECIPE, need_share=(1.0, 1.0))
        run = run_of(prepare(judged, recipe), batch=asked.potential == "batch")
        if asked.run:
            write(run, asked.run)
    except (OSError, ValueError) as problem:
        _remark([f"{asked.directory}: {problem}"])
        return 2
    if quality.judged(judged.relevant):
        for name, value in quality.figures(run, judged.relevant).items():
            print(f"{name:>10} {value:.4f}")  # noqa: T201 -- a command
    return 0


def _remark(remarks: Iterable[str]) -> None:
    for remark in remarks:
        print(remark, file=sys.stderr)  # noqa: T201 -- a command


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


@dataclass(frozen=True, slots=True)
class Prepared:
    """A set that is indexed and asked, each query alone in the world."""

    kept: Collection
    names: list[str]
    """Document by slot."""
    asking: dict[str, tuple[Document, Query]]
    """Query as a challenge that nobody keeps: the collection does not learn from it."""
    texts: dict[str, Scored]
    """Query to its candidates and what their texts say as a whole."""


def prepare(judged: Judged, recipe: Recipe = RECIPE) -> Prepared:
    """Index the documents, learn which of them are hubs, and ask every query."""
    analyzer = Analyzer()
    kept = Collection(recipe)
    for place, (_, title, text) in enumerate(judged.documents):
        document = Document(UUID(int=place), "offer", UUID(int=0), 1, title, text)
        analyze = lru_cache(1)(analyzer.analyze)
        kept.keep(document, counted(document, analyze), passages(document, analyze))
    learn(kept, "offer")
    prepared = Prepared(kept, [name for name, _, _ in judged.documents], {}, {})
    for name, text in judged.queries:
        asking = Document(UUID(int=0), "challenge", UUID(int=1), 1, "", text)
        asked = kept.query(counted(asking, analyzer.analyze))
        prepared.asking[name] = asking, asked
        prepared.texts[name] = _text_scores(kept, asking, asked)
    return prepared


def run_of(prepared: Prepared, *, batch: bool) -> Run:
    """The best documents of every query; with ``batch`` the queries compete for them."""
    kept, run = prepared.kept, Run()
    rows = kept.indexes["offer"].rows
    kept.shorts, boosts = {}, rows.boosts
    if batch and prepared.texts:
        boosts = _learned(kept, list(prepared.texts.values()))
    for name, (asking, asked) in prepared.asking.items():
        texts = prepared.texts[name]
        lengths = for_length(
            rows.sizes[texts.slots], texts.sized, kept.recipe, kept.short(AUDIENCE)
        )
        one = replace(texts, scores=lifted(kept, asking, asked, texts) * lengths)
        run[name] = [prepared.names[slot] for slot in _order(one, boosts)]
    return run


def _text_scores(kept: Collection, asking: Document, asked: Query) -> Scored:
    slots = kept.indexes["offer"].candidates(asked, 2 * LISTED, AUDIENCES[AUDIENCE])
    texts = scored(kept, "challenge", asked, slots)
    return replace(texts, scores=smoothed(kept, asking, asked, texts))


def _learned(kept: Collection, texts: list[Scored]) -> NDArray[np.float32]:
    """What the documents' likeness and the competition of all queries say together, by slot.

    Beside it, how much length counts, which is put to use at once.
    """
    rows, usual = kept.indexes["offer"].rows, kept.recipe.short
    lengths = bounded(rows.sizes, kept.recipe)
    needs = [one for one in texts if one.sized.any()]
    learned = learned_exponent(_lists(kept, needs, usual), lengths, usual)
    kept.shorts = {AUDIENCES[AUDIENCE]: learned}
    factors = rows.boosts * potential.competition(_lists(kept, texts, learned), LEARNING)
    return factors.round(potential.DIGITS).astype(np.float32)


def _lists(kept: Collection, texts: list[Scored], short: float) -> csr_array:
    """The best documents of each query that compete, ``(queries, documents)``."""
    rows = kept.indexes["offer"].rows
    best = []
    for one in texts:
        lengths = for_length(rows.sizes[one.slots], one.sized, kept.recipe, short)
        scores = one.scores * lengths * rows.boosts[one.slots]
        first = np.argsort(-scores, kind="stable")[: LEARNING.longest]
        best.append((one.slots[first], scores[first]))
    bounds = np.cumsum([0, *(len(slots) for slots, _ in best)])
    slots = np.concatenate([np.zeros(0, np.int64), *(slots for slots, _ in best)])
    scores = np.concatenate([np.zeros(0), *(scores for _, scores in best)])
    return csr_array((scores, slots, bounds), shape=(len(best), len(rows)))


def _order(one: Scored, boosts: NDArray[np.float32]) -> list[int]:
    """Slots best first, equal ones in the order of the file. Slots are places in the file."""
    final = (one.scores * boosts[one.slots]).round(DIGITS)
    order = np.lexsort((one.slots, -final))
    return [int(one.slots[at]) for at in order[:LISTED] if final[at] > 0.0]
