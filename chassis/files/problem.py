"""Why a file is not taken."""

from __future__ import annotations


class NotTaken(Exception):
    """``problem``: a key for translation, as in ``harmful``."""

    def __init__(self, problem: str) -> None:
        super().__init__(problem)
        self.problem = problem
