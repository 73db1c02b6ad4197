"""What was asked and what answered otherwise than the table says."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field


@dataclass
class Tally:
    rows: set[str] = field(default_factory=set)
    """What the table names: a method, a field or a page."""
    doors: Counter[str] = field(default_factory=Counter)
    """Kind of door -> how often somebody asked there."""
    unexpected: list[str] = field(default_factory=list)
    skipped: dict[str, str] = field(default_factory=dict)
    """What is left alone -> why."""

    def skip(self, kind: str, row: str, name: str, reason: str) -> None:
        self.skipped[f"{kind} {row} {name}"] = reason

    def note(self, kind: str, row: str, problem: str = "") -> None:
        self.rows.add(f"{kind} {row}")
        self.doors[kind] += 1
        if problem:
            self.unexpected.append(f"{kind} {row}: {problem}")

    def said(self) -> str:
        doors = ", ".join(f"{kind} {count:,}" for kind, count in sorted(self.doors.items()))
        return (
            f"rows {len(self.rows):,}, doors {self.doors.total():,} ({doors}), "
            f"unexpected answers {len(self.unexpected)}, ids left alone {len(self.skipped)}"
        )


TALLY = Tally()
