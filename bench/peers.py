"""What others answer to the same words: bm25s, tantivy, scikit-learn's TF-IDF."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence

import bm25s
import numpy as np
import tantivy
from numpy.typing import NDArray
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.metrics.pairwise import linear_kernel

Words = Sequence[Sequence[str]]
Ask = Callable[[Sequence[str], int], NDArray[np.int64]]
"""Words of a query and how many to places of documents, best first."""


def bm25s_of(documents: Words) -> Ask:
    """bm25s as it comes: Lucene's BM25, k1 1.5, b 0.75."""
    index = bm25s.BM25()
    index.index([list(words) or ["\0"] for words in documents], show_progress=False)

    def ask(words: Sequence[str], count: int) -> NDArray[np.int64]:
        found, _ = index.retrieve([list(words) or ["\0"]], k=count, show_progress=False)
        return np.asarray(found[0], np.int64)

    return ask


def tantivy_of(documents: Words) -> Ask:
    """tantivy as it comes: BM25, k1 1.2, b 0.75; a word asked twice counts twice."""
    builder = tantivy.SchemaBuilder()
    builder.add_text_field("x", stored=False, tokenizer_name="given", index_option="freq")
    builder.add_unsigned_field("id", stored=True, indexed=False)
    schema = builder.build()
    index = tantivy.Index(schema)
    split = tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.whitespace()).build()
    index.register_tokenizer("given", split)
    writer = index.writer(100_000_000, 1)
    for place, words in enumerate(documents):
        writer.add_document(tantivy.Document(x=" ".join(map(_one_word, words)), id=place))
    writer.commit()
    writer.wait_merging_threads()
    index.reload()
    searcher = index.searcher()

    def ask(words: Sequence[str], count: int) -> NDArray[np.int64]:
        terms = [_term(schema, word, times) for word, times in Counter(words).items()]
        if not terms:
            return np.zeros(0, np.int64)
        hits = searcher.search(tantivy.Query.boolean_query(terms), count).hits
        return np.array([searcher.doc(address)["id"][0] for _, address in hits], np.int64)

    return ask


def _term(schema: tantivy.Schema, word: str, times: int) -> tuple[tantivy.Occur, tantivy.Query]:
    query = tantivy.Query.term_query(schema, "x", _one_word(word), "freq")
    return tantivy.Occur.Should, tantivy.Query.boost_query(query, float(times))


def _one_word(word: str) -> str:
    return "_".join(word.split()) or "_"


def tfidf_of(documents: Words) -> Ask:
    """scikit-learn's TfidfVectorizer with sublinear counts, cosine by linear_kernel."""
    vectorizer = TfidfVectorizer(analyzer=list, sublinear_tf=True)
    matrix = vectorizer.fit_transform(documents)

    def ask(words: Sequence[str], count: int) -> NDArray[np.int64]:
        scores = linear_kernel(vectorizer.transform([words]), matrix).ravel()
        return np.argsort(-scores, kind="stable")[:count]

    return ask


PEERS: dict[str, Callable[[Words], Ask]] = {
    "bm25s": bm25s_of,
    "tantivy": tantivy_of,
    "TF-IDF": tfidf_of,
}
