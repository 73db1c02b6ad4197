"""A command that cannot do what it was asked to: one line for people, and an exit code."""

from __future__ import annotations


class Failed(Exception):
    """The text says what is wrong and what to do."""

    def __init__(self, text: str, *, wrong_use: bool = False) -> None:
        super().__init__(text)
        self.code = 2 if wrong_use else 1
