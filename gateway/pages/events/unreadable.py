"""Why a table cannot be read: said beside the file that was chosen."""

from __future__ import annotations


class Unreadable(Exception):
    """A key of ``words.PROBLEMS``, with the number of a line where one is meant."""

    def __init__(self, problem: str, line: int | None = None) -> None:
        super().__init__(problem)
        self.line = line
