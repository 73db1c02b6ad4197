"""bm25s and tantivy over made documents, asked with the same terms."""

from __future__ import annotations

from collections.abc import Callable

import bm25s
import numpy as np
import tantivy
from bm25s import selection
from bm25s.tokenization import Tokenized
from numpy.typing import NDArray

from bench.synthetic import Synthetic
from services.matching.index import Query

Ask = Callable[[int], NDArray[np.int64]]


def bm25s_scores(made: Synthetic, queries: list[Query], top: int) -> Ask:
    """Its numba backend by its low-level calls: ``retrieve`` costs more for a single query."""
    corpus = [made.given(slot).tolist() for slot in range(len(made.rows))]
    vocabulary = {str(number): number for number in range(len(made.vocabulary))}
    index = bm25s.BM25(backend="numba")
    index.index(Tokenized(ids=corpus, vocab=vocabulary), show_progress=False)
    asked = [query.terms.astype(np.int32) for query in queries]

    def ask(at: int) -> NDArray[np.int64]:
        scores = index.get_scores_from_ids(asked[at])
        return np.asarray(selection.topk(scores, k=top, backend="numpy", sorted=True)[1])

    return ask


def tantivy_search(made: Synthetic, queries: list[Query], top: int) -> Ask:
    """One segment in memory, searched by one thread."""
    builder = tantivy.SchemaBuilder()
    builder.add_text_field("x", stored=False, tokenizer_name="given", index_option="freq")
    builder.add_unsigned_field("id", stored=True, indexed=False)
    schema = builder.build()
    index = tantivy.Index(schema)
    split = tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.whitespace()).build()
    index.register_tokenizer("given", split)
    writer = index.writer(400_000_000, 1)
    for slot in range(len(made.rows)):
        writer.add_document(tantivy.Document(x=" ".join(map(str, made.given(slot))), id=slot))
    writer.commit()
    writer.wait_merging_threads()
    index.reload()
    searcher = index.searcher()
    asked = [_query(schema, query) for query in queries]

    def ask(at: int) -> NDArray[np.int64]:
        hits = searcher.search(asked[at], top).hits
        return np.array([searcher.doc(address)["id"][0] for _, address in hits], np.int64)

    return ask


def _query(schema: tantivy.Schema, query: Query) -> tantivy.Query:
    terms = [
        (tantivy.Occur.Should, tantivy.Query.term_query(schema, "x", str(term), "freq"))
        for term in query.terms
    ]
    return tantivy.Query.boolean_query(terms)
