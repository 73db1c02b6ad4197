"""How far a long work is, and the word to stop it: said in one thread, heard in another."""

from __future__ import annotations

import threading
from collections.abc import Iterable, Iterator, Sequence
from typing import TypeVar

Step = TypeVar("Step")


class StoppedError(Exception):
    """The work was told to stop; what it had so far is thrown away."""


class Course:
    """Progress of one work. Every method may be called from any thread."""

    def __init__(self) -> None:
        self.done = 0
        self.total = 0
        self._stop = threading.Event()

    def stop(self) -> None:
        """Let the work end at its next step."""
        self._stop.set()

    def through(self, steps: Sequence[Step]) -> Iterator[Step]:
        """The steps, counted as they are taken. Raises ``StoppedError`` once told to stop."""
        self.done, self.total = 0, len(steps)
        for step in self.heeding(steps):
            yield step
            self.done += 1

    def heeding(self, steps: Iterable[Step]) -> Iterator[Step]:
        """The same for steps whose number nobody knows."""
        for step in steps:
            if self._stop.is_set():
                raise StoppedError
            yield step
