"""SQL on accounts that move to another address."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from chassis.postgres import Runner, record
from contracts.regaining import EmailChange

OVERTAKE = "UPDATE email_changes SET state = 'overtaken' WHERE account_id = $1 AND state = 'asked'"


async def overtake(runner: Runner, account_id: UUID) -> None:
    """One that waits does not any more."""
    await runner.execute(OVERTAKE, account_id)


INSERT = """
INSERT INTO email_changes (id, account_id, old_email, new_email, confirm_until)
SELECT $1, id, email, $3, now() + $4::interval FROM accounts WHERE id = $2
"""


async def insert(
    runner: Runner, change_id: UUID, account_id: UUID, email: str, life: timedelta
) -> None:
    await runner.execute(INSERT, change_id, account_id, email, life)


GET = """
SELECT c.id, c.account_id, a.person_id, c.old_email, c.new_email, a.locale, c.state, c.asked_at,
    c.confirm_until, c.undo_until, a.revision
FROM email_changes c JOIN accounts a ON a.id = c.account_id
WHERE c.id = $1
"""


async def get(runner: Runner, change_id: UUID) -> EmailChange | None:
    return await record(runner, EmailChange, GET, change_id)


HAS_LAPSED = """
SELECT CASE state WHEN 'asked' THEN confirm_until ELSE undo_until END <= now()
FROM email_changes WHERE id = $1
"""


async def has_lapsed(runner: Runner, change_id: UUID) -> bool:
    return bool(await runner.fetchval(HAS_LAPSED, change_id))


CONFIRM = """
UPDATE email_changes SET state = 'confirmed', undo_until = now() + $2::interval
WHERE id = $1 AND state = 'asked' AND confirm_until > now()
RETURNING true
"""


async def confirm(runner: Runner, change_id: UUID, undo: timedelta) -> bool:
    """Whether it was confirmed now, by this transaction and no other."""
    return bool(await runner.fetchval(CONFIRM, change_id, undo))


UNDO = """
WITH undone AS (
    UPDATE email_changes SET state = 'undone'
    WHERE id = $1 AND (state = 'asked' OR (state = 'confirmed' AND undo_until > now()))
    RETURNING account_id, asked_at
), later AS (
    UPDATE email_changes c SET state = 'overtaken' FROM undone u
    WHERE c.account_id = u.account_id AND c.id <> $1 AND c.asked_at >= u.asked_at
        AND c.state IN ('asked', 'confirmed')
)
SELECT true FROM undone
"""


async def undo(runner: Runner, change_id: UUID) -> bool:
    """Whether it was undone now; what was built upon it goes with it."""
    return bool(await runner.fetchval(UNDO, change_id))


SET_EMAIL = """
UPDATE accounts SET email = $2, revision = revision + 1 WHERE id = $1
    AND NOT exists(SELECT FROM accounts o WHERE o.email = $2 AND o.id <> $1)
RETURNING true
"""


async def set_email(runner: Runner, account_id: UUID, email: str) -> bool:
    """Whether nobody else has it."""
    return bool(await runner.fetchval(SET_EMAIL, account_id, email))
