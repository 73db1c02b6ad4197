"""Telling of what lasts: at once, and then now and again instead of at every try."""

from __future__ import annotations

import logging
import time

AGAIN = 10.0  # seconds


class Complaints:
    """What a process says while something it needs is not there."""

    def __init__(self, log: logging.Logger) -> None:
        self._log = log
        self._said: dict[str, float] = {}

    def say(self, text: str) -> None:
        """Unless the same was said just now."""
        now = time.monotonic()
        self._said = {said: when for said, when in self._said.items() if now - when < AGAIN}
        if text not in self._said:
            self._said[text] = now
            self._log.warning(text)
