"""SQL on what became of pairs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

import msgspec

from chassis.postgres import Runner
from services.matching.found import Found
from services.matching.learning.fitting import Outcome


@dataclass(frozen=True, slots=True)
class Noted:
    """A pair as it stood in the list of its challenge, with the factors that count."""

    found: Found
    factors: Mapping[str, float]


ADD = """
INSERT INTO outcomes (event_id, kind, challenge_id, offer_id, rank, score, text_score, factors,
    engine)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
ON CONFLICT (event_id) DO NOTHING
"""


async def add(runner: Runner, event_id: UUID, kind: str, noted: Noted, engine: str) -> None:
    one = noted.found
    text = one.score - sum(part.contribution for part in one.parts if part.name != "other_words")
    pair = (one.challenge_id, one.offer_id, one.rank, one.score, text)
    await runner.execute(ADD, event_id, kind, *pair, dict(noted.factors), engine)


KNOWN = """
SELECT DISTINCT ON (challenge_id, offer_id) challenge_id, text_score, factors,
    kind IN ('accepted', 'met_yes') AS is_yes
FROM outcomes WHERE kind IN ('accepted', 'declined', 'met_yes', 'met_no')
ORDER BY challenge_id, offer_id, at DESC
"""


async def known(runner: Runner) -> list[Outcome]:
    """The last answer of each pair that was answered."""
    rows = await runner.fetch(KNOWN)
    return [
        Outcome(
            row["challenge_id"],
            row["text_score"],
            msgspec.convert(row["factors"], dict[str, float]),
            row["is_yes"],
        )
        for row in rows
    ]
