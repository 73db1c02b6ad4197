"""What has changed between two texts, word by word; Japanese has no spaces to go by.

A run of one script is about a word in Japanese (漢字, カタカナ, digits), and what stands between
them goes sign by sign. Only shown; nothing is decided by it.
"""

from __future__ import annotations

import re
from difflib import SequenceMatcher
from typing import Any, NamedTuple

WORD = re.compile(
    "[\u4e00-\u9fff\u3400-\u4dbf々〆ヶ]+|[\u30a0-\u30ff]+|[\u3041-\u309f]+|[A-Za-z]+|[0-9０-９]+"
    "|\n|\\s+|.",
    re.DOTALL,
)
LONGEST = 6_000  # words of both: beyond that whole lines are compared
FIELDS = (
    *("title", "problem", "affected", "evidence", "triedBefore", "constraints"),
    *("dataAtHand", "testField"),
)
PLAIN = ("budgetStage", "answerBy", "reviewBy", "tags")


class Piece(NamedTuple):
    kind: str
    """same, gone or new."""
    text: str


def pieces(before: str, after: str) -> list[Piece]:
    """The later text, with what is gone where it stood."""
    old, new = WORD.findall(before), WORD.findall(after)
    if len(old) + len(new) > LONGEST:
        old, new = before.splitlines(keepends=True), after.splitlines(keepends=True)
    found: list[Piece] = []
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    for kind, i, j, k, m in matcher.get_opcodes():
        if kind == "equal":
            found.append(Piece("same", "".join(old[i:j])))
            continue
        if j > i:
            found.append(Piece("gone", "".join(old[i:j])))
        if m > k:
            found.append(Piece("new", "".join(new[k:m])))
    return found


def differences(before: dict[str, Any], after: dict[str, Any]) -> list[dict[str, Any]]:
    """Fields that differ: {name, pieces or none, before, after}."""
    found: list[dict[str, Any]] = []
    for name in (*FIELDS, *PLAIN):
        old, new = before.get(name) or "", after.get(name) or ""
        if str(old) == str(new):
            continue
        words = pieces(old, new) if name in FIELDS else None
        found.append({"name": name, "pieces": words, "before": old, "after": new})
    return found
