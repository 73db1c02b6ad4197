"""All terms of a text with their places in the original."""

from __future__ import annotations

import hashlib
import sys
from array import array
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from services.matching.analysis import names, words
from services.matching.analysis.characters import runs
from services.matching.analysis.normal import normalize

LONGEST = 200_000
"""Characters of a text that are read; what follows is not ranked."""


KINDS = "wlrn"
"""First letter of every term: word, Latin word, run of characters, name or concept."""
WORD, LATIN, RUN, NAME = range(len(KINDS))


@dataclass(frozen=True, slots=True)
class Analysis:
    """Occurrences of terms, in text order within each kind; three lists of one length."""

    terms: tuple[str, ...]
    """A letter of ``KINDS`` and the form: ``w移動`` is the word, ``r移動`` the run."""
    starts: array[int]
    """Places in the original text, half open."""
    ends: array[int]


class Analyzer:
    """Texts to terms. One per process; safe to call from several threads."""

    def __init__(
        self,
        *,
        extra_synonyms: Iterable[Iterable[str]] = (),
        extra_names: Iterable[str] = (),
        dictionary: str | None = "",
    ) -> None:
        """``dictionary``: ``core``, ``small``, ``None`` for none, or empty for the best here."""
        if dictionary == "":
            dictionary = next(iter(words.dictionaries()), None)
        self._japanese = words.JapaneseWords(dictionary) if dictionary else None
        self._latin = words.LatinWords()
        terms = {name: name for name in (*names.shipped("names.txt"), *extra_names)}
        groups = (
            *names.synonym_groups(names.shipped("synonyms.txt")),
            *(tuple(group) for group in extra_synonyms),
        )
        terms |= {form: group[0] for group in groups for form in group}
        self._names = names.Names(terms)
        self.version = f"{dictionary or 'no-dictionary'}-{_digest(terms)}"

    @property
    def has_dictionary(self) -> bool:
        """Whether Japanese words are found, not only runs of characters."""
        return self._japanese is not None

    def analyze(self, text: str) -> Analysis:
        """Terms of ``text``, which may be anything; a text without letters has none."""
        normal = normalize(text[:LONGEST])
        found = list(self._find(normal.text))
        places = [normal.origin(start, end) for _, start, end in found]
        return Analysis(
            terms=tuple(sys.intern(term) for term, _, _ in found),
            starts=array("I", (start for start, _ in places)),
            ends=array("I", (end for _, end in places)),
        )

    def _find(self, text: str) -> Iterator[tuple[str, int, int]]:
        if self._japanese is not None:
            for term, start, end in self._japanese.find(text):
                yield f"w{term}", start, end
        for term, start, end in self._latin.find(text):
            yield f"l{term}", start, end
        for term, start, end in runs(text):
            yield f"r{term}", start, end
        for term, start, end in self._names.find(text):
            yield f"n{term}", start, end


def _digest(terms: dict[str, str]) -> str:
    """Eight hex digits that change with any name or synonym."""
    lines = "\n".join(f"{form}\t{term}" for form, term in sorted(terms.items()))
    return hashlib.sha256(lines.encode("utf-8", "surrogatepass")).hexdigest()[:8]
