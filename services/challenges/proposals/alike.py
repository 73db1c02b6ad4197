"""How alike two texts are, by a sketch of each: to notice what is sent to many challenges.

The sketch of a text is the smallest hashes of its pieces of five characters (bottom-k, Broder
1997). Of two sketches, the share of hashes that both have among the smallest of their union
estimates the share of pieces that the texts have in common (Jaccard).
"""

from __future__ import annotations

import zlib
from collections.abc import Collection, Sequence

from chassis.texts import folded
from contracts.proposals import ProposalWords

PIECE, SIZE = 5, 128
MUCH = 0.7
"""From here on two texts are much the same: a name and a figure were changed."""


def sketch(words: ProposalWords) -> list[int]:
    text = folded(" ".join((words.title, words.summary, *(one.text for one in words.sections))))
    pieces = {text[at : at + PIECE] for at in range(max(1, len(text) - PIECE + 1))}
    return sorted({zlib.crc32(piece.encode()) for piece in pieces})[:SIZE]


def likeness(one: Collection[int], other: Collection[int]) -> float:
    """0 to 1."""
    smallest = sorted({*one, *other})[:SIZE]
    both = {*one} & {*other}
    return sum(mark in both for mark in smallest) / len(smallest) if smallest else 0.0


def challenges_alike(own: Sequence[int], others: list[tuple[object, Sequence[int]]]) -> int:
    """How many other challenges were sent much the same text."""
    return len({challenge for challenge, sent in others if likeness(own, sent) >= MUCH})
