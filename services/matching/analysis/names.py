"""Names that must stay whole, and words that mean the same: lists an operator can extend.

A name (東御市, 地方自治法) is a term beside the words it is made of. A group of
synonyms (人口減少, 過疎) is one term wherever any of its words stands.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache
from importlib.resources import files

from services.matching.analysis.normal import normalize

HEAD = 2
"""Characters by which a name is looked up; every name has at least so many."""


@cache
def shipped(name: str) -> tuple[str, ...]:
    """Lines of a list in ``lists/``."""
    text = files("services.matching.analysis").joinpath("lists", name).read_text("utf-8")
    return lines_of(text)


def lines_of(text: str) -> tuple[str, ...]:
    """The lines of a list; empty ones and ``#`` remarks left out."""
    stripped = (line.strip() for line in text.splitlines())
    return tuple(line for line in stripped if line and line[0] != "#")


def synonym_groups(lines: Iterable[str]) -> Iterator[tuple[str, ...]]:
    """One group a line, its words parted by commas; the first stands for all."""
    for line in lines:
        group = tuple(word.strip() for word in line.replace("、", ",").split(",") if word.strip())
        if group:
            yield group


class Names:
    """Finds the longest listed name at each place of a normalized text."""

    def __init__(self, terms: dict[str, str]) -> None:
        """``terms``: written form to term; forms of one character are ignored."""
        self._by_head: dict[str, list[tuple[str, str]]] = {}
        for form, term in terms.items():
            plain = normalize(form).text
            if len(plain) >= HEAD:
                self._by_head.setdefault(plain[:HEAD], []).append((plain, term))
        for listed in self._by_head.values():
            listed.sort(key=lambda pair: (-len(pair[0]), pair))

    def find(self, text: str) -> Iterator[tuple[str, int, int]]:
        """Terms with their places, left to right, never overlapping."""
        if not self._by_head:
            return
        i = 0
        while i < len(text) - 1:
            found = self._at(text, i)
            if found is None:
                i += 1
            else:
                form, term = found
                yield term, i, i + len(form)
                i += len(form)

    def _at(self, text: str, i: int) -> tuple[str, str] | None:
        for form, term in self._by_head.get(text[i : i + HEAD], ()):
            if text.startswith(form, i) and _is_whole(text, i, i + len(form)):
                return form, term
        return None


def _is_whole(text: str, start: int, end: int) -> bool:
    """Whether no Latin word is cut: ``gx`` does not stand in ``gxp``."""
    return not (_is_latin(text[start : start + 1]) and _is_latin(text[start - 1 : start])) and not (
        _is_latin(text[end - 1 : end]) and _is_latin(text[end : end + 1])
    )


def _is_latin(character: str) -> bool:
    return character.isascii() and character.isalnum()
