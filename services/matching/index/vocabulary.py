"""Terms as numbers."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray

from services.matching.analysis import KINDS
from services.matching.index.growing import Growing


class Vocabulary:
    """Gives every term a number, in order of arrival; a number is never given twice."""

    def __init__(self) -> None:
        self._numbers: dict[str, int] = {}
        self.terms: list[str] = []
        """By number."""
        self._kinds = Growing(np.uint8)

    def __len__(self) -> int:
        return len(self._numbers)

    @property
    def kinds(self) -> NDArray[np.uint8]:
        """Kind of each term, ``(terms,)``."""
        return self._kinds.values

    def terms_of(self, numbers: NDArray[np.int32]) -> list[str]:
        """The terms that have these numbers."""
        terms = self.terms
        return [terms[number] for number in numbers.tolist()]

    def learn(self, terms: Iterable[str]) -> NDArray[np.int32]:
        """Numbers of ``terms``, new ones added."""
        numbers = self._numbers
        found: list[int] = []
        for term in terms:
            number = numbers.get(term)
            if number is None:
                number = numbers[term] = len(numbers)
                self.terms.append(term)
                self._kinds.append(KINDS.index(term[0]))
            found.append(number)
        return np.array(found, np.int32)

    def find(self, terms: Iterable[str]) -> NDArray[np.int32]:
        """Numbers of ``terms``; -1 for one never seen."""
        return np.array([self._numbers.get(term, -1) for term in terms], np.int32)
