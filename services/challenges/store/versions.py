"""SQL on the versions that everybody read, and on new words that wait for a second person."""

from __future__ import annotations

from uuid import UUID

import msgspec

from chassis.postgres import Runner, record
from contracts.amendments import Amendment, ChallengeVersion
from contracts.challenges import AmendChallenge

KEEP = """
INSERT INTO versions (challenge_id, revision, words)
SELECT id, revision, jsonb_build_object(
    'title', title, 'problem', problem, 'evidence', evidence, 'affected', affected,
    'tried_before', tried_before, 'constraints', constraints, 'data_at_hand', data_at_hand,
    'test_field', test_field, 'budget_stage', budget_stage, 'answer_by', answer_by,
    'review_by', review_by, 'tags', to_jsonb(tags))
FROM challenges WHERE id = $1 AND published_at IS NOT NULL
ON CONFLICT DO NOTHING
"""


async def keep(runner: Runner, challenge_id: UUID) -> None:
    """The words as they stand now, if everybody may read them."""
    await runner.execute(KEEP, challenge_id)


NEWEST = """
SELECT v.challenge_id, v.revision, v.at, v.words
FROM versions v JOIN challenges c ON c.id = v.challenge_id
WHERE v.challenge_id = $1 AND c.published_at IS NOT NULL
    AND NOT is_kept_back(c.id, c.organization_id, $2)
ORDER BY v.revision DESC LIMIT 100
"""


async def newest(
    runner: Runner, challenge_id: UUID, own: UUID | None
) -> tuple[ChallengeVersion, ...]:
    rows = [dict(row) for row in await runner.fetch(NEWEST, challenge_id, own)]
    whole = [{**row.pop("words"), **row} for row in rows]
    return msgspec.convert(whole, tuple[ChallengeVersion, ...])


PROPOSE = """
INSERT INTO amendments (challenge_id, written, author_id) VALUES ($1, $2, $3)
ON CONFLICT (challenge_id) DO UPDATE SET written = excluded.written,
    author_id = excluded.author_id, written_at = now(), return_note = ''
"""


async def propose(runner: Runner, written: AmendChallenge, author: UUID) -> None:
    """The only one that waits for its challenge; the later one takes the place of the earlier."""
    await runner.execute(PROPOSE, written.id, msgspec.to_builtins(written), author)


WAITING = """
SELECT a.challenge_id, a.written, a.author_id, a.written_at, a.return_note
FROM amendments a JOIN challenges c ON c.id = a.challenge_id
WHERE a.challenge_id = $1 AND c.organization_id = $2
"""


async def waiting(runner: Runner, challenge_id: UUID, own: UUID | None) -> Amendment | None:
    return await record(runner, Amendment, WAITING, challenge_id, own)


GIVE_BACK = "UPDATE amendments SET return_note = $2 WHERE challenge_id = $1"


async def give_back(runner: Runner, challenge_id: UUID, note: str) -> None:
    await runner.execute(GIVE_BACK, challenge_id, note)


DROP = "DELETE FROM amendments WHERE challenge_id = $1"


async def drop(runner: Runner, challenge_id: UUID) -> None:
    await runner.execute(DROP, challenge_id)
