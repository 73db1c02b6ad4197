"""The whole collection as bytes and back, without reading a text again."""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from itertools import groupby
from operator import itemgetter
from uuid import UUID

import numpy as np
from msgspec import Struct, msgpack

from services.matching.analysis import KINDS
from services.matching.collection import Collection
from services.matching.documents import Document, Side, Standing
from services.matching.index.row import Row
from services.matching.index.rows import Rows
from services.matching.recipe import Recipe


class Told(Struct, frozen=True):
    """One standing; withdrawn when there is no document."""

    id: UUID
    revision: int
    document: Document | None


class Kept(Struct, frozen=True):
    """The rows of one side, in order of arrival, as the bytes of their arrays."""

    keys: tuple[UUID, ...]
    bounds: bytes
    terms: bytes
    counts: bytes
    lengths: bytes
    groups: bytes
    boosts: bytes


class Snapshot(Struct, frozen=True):
    version: str
    told: tuple[Told, ...]
    vocabulary: tuple[str, ...]
    kept: dict[Side, Kept]
    solved: Kept
    passages: Kept
    passages_of: tuple[UUID, ...]
    """The offer of each passage."""
    shorts: dict[int, float]
    solved_documents: tuple[Document, ...]
    neighbours: dict[str, tuple[tuple[UUID, float], ...]]


def pack(collection: Collection, version: str) -> bytes:
    """Compressed bytes for ``unpack``."""
    told = tuple(
        Told(key, standing.revision, standing.document)
        for key, standing in collection.register.standings.items()
    )
    kept = {side: _kept(index.rows) for side, index in collection.indexes.items()}
    solved = collection.solved
    whole = Snapshot(
        version,
        told,
        tuple(collection.vocabulary.terms),
        kept,
        _kept(solved.index.rows),
        _kept(collection.passages.rows),
        tuple(key for key in collection.passages for _ in collection.passages.slots_of(key)),
        collection.shorts,
        tuple(solved.documents.values()),
        {str(key): near for key, near in sorted(collection.neighbours.items())},
    )
    return zlib.compress(msgpack.encode(whole), 1)


def unpack(snapshot: bytes, version: str, recipe: Recipe) -> Collection:
    """The collection that was written; ``ValueError`` when another version wrote it."""
    whole = msgpack.decode(zlib.decompress(snapshot), type=Snapshot)
    if whole.version != version:
        raise ValueError(f"a snapshot of {whole.version}, not of {version}")
    collection = Collection(recipe)
    collection.vocabulary.learn(whole.vocabulary)
    for told in whole.told:
        collection.register.take(told.id, Standing(told.revision, told.document))
    for side, kept in whole.kept.items():
        index = collection.indexes[side]
        for key, row, group in _rows(collection, kept):
            index.add(key, row, group)
        index.rows.boosts[:] = np.frombuffer(kept.boosts, np.float32)
    solved = {document.id: document for document in whole.solved_documents}
    for key, row, group in _rows(collection, whole.solved):
        collection.solved.keep(solved[key], row, group)
    parts = zip(whole.passages_of, _rows(collection, whole.passages), strict=True)
    for key, of_one in groupby(parts, key=itemgetter(0)):
        collection.passages.keep(key, [row for _, (_, row, _) in of_one])
    collection.shorts = dict(whole.shorts)
    collection.neighbours = {UUID(key): near for key, near in whole.neighbours.items()}
    return collection


def _kept(rows: Rows) -> Kept:
    rows = rows.compacted()
    return Kept(
        keys=tuple(rows.keys),
        bounds=rows.bounds.tobytes(),
        terms=rows.terms.tobytes(),
        counts=rows.counts.tobytes(),
        lengths=rows.lengths.tobytes(),
        groups=rows.groups.tobytes(),
        boosts=rows.boosts.tobytes(),
    )


def _rows(collection: Collection, kept: Kept) -> Iterator[tuple[UUID, Row, int]]:
    """Each document's key, row and group, in order of arrival."""
    bounds = np.frombuffer(kept.bounds, np.int64)
    terms = np.frombuffer(kept.terms, np.int32)
    counts = np.frombuffer(kept.counts, np.uint8)
    lengths = np.frombuffer(kept.lengths, np.float32).reshape(-1, len(KINDS))
    for slot, key in enumerate(kept.keys):
        here = slice(bounds[slot], bounds[slot + 1])
        kinds = collection.vocabulary.kinds[terms[here]]
        row = Row(terms[here], counts[here], kinds, lengths[slot])
        yield key, row, kept.groups[slot]
