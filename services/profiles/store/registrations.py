"""SQL on organizations that ask to take part."""

from __future__ import annotations

from uuid import UUID

from chassis.postgres import Runner, record, records
from contracts import terms
from contracts.registrations import (
    ListRegistrations,
    MailProof,
    RefusalReason,
    RegisterOrganization,
    Registration,
    RegistrationSeen,
    RegistrationState,
)

INSERT = """
INSERT INTO registrations (id, kind, name, name_kana, corporate_number, lg_code, prefecture, url,
    contact_name, contact_kana, email, locale, mail_proof, organization_id, terms_version)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)
ON CONFLICT (id) DO NOTHING
RETURNING true
"""


async def insert(
    runner: Runner,
    asked: RegisterOrganization,
    email: str,
    proof: MailProof,
    organization_id: UUID | None,
) -> bool:
    """Whether it is new; not when that id is already taken."""
    names = (asked.id, asked.kind, asked.name.strip(), asked.name_kana.strip())
    codes = (asked.corporate_number, asked.lg_code, asked.prefecture, asked.url)
    who = (asked.contact_name.strip(), asked.contact_kana.strip(), email, asked.locale)
    rest = (proof, organization_id, terms.TERMS_VERSION)
    return bool(await runner.fetchval(INSERT, *names, *codes, *who, *rest))


SENT_LATELY = """
SELECT count(*) FROM registrations WHERE email = $1 AND made_at > now() - interval '1 day'
"""


async def sent_lately(runner: Runner, email: str) -> int:
    """How many this address has sent within a day."""
    return int(await runner.fetchval(SENT_LATELY, email))


HELD = """
SELECT r.id, r.kind, r.name, r.name_kana, r.corporate_number, r.lg_code, r.prefecture, r.url,
    r.contact_name, r.contact_kana, r.email, r.locale, r.mail_proof, r.state, r.organization_id,
    exists(SELECT FROM organizations g WHERE g.corporate_number = r.corporate_number) AS is_known,
    r.made_at, r.confirmed_at, r.decided_at, r.reason, r.note, r.revision
FROM registrations r WHERE r.id = $1
FOR UPDATE OF r
"""


async def held(runner: Runner, registration_id: UUID) -> Registration | None:
    """The registration, kept from others until the transaction ends."""
    return await record(runner, Registration, HELD, registration_id)


SEEN = """
SELECT name, state, reason, note FROM registrations WHERE token_hash = $1
"""


async def seen(runner: Runner, token_hash: bytes) -> RegistrationSeen | None:
    return await record(runner, RegistrationSeen, SEEN, token_hash)


CONFIRM = """
UPDATE registrations SET state = 'waiting', confirmed_at = now(), revision = revision + 1
WHERE token_hash = $1 AND state = 'unconfirmed' AND made_at > now() - interval '7 days'
RETURNING id
"""


async def confirm(runner: Runner, token_hash: bytes) -> UUID | None:
    """Which one it was, the first time and within seven days."""
    found: UUID | None = await runner.fetchval(CONFIRM, token_hash)
    return found


KEEP_LINK = "UPDATE registrations SET token_hash = $2 WHERE id = $1 AND token_hash IS NULL"


async def keep_link(runner: Runner, registration_id: UUID, token_hash: bytes) -> None:
    await runner.execute(KEEP_LINK, registration_id, token_hash)


PAGE = """
SELECT r.id, r.kind, r.name, r.name_kana, r.corporate_number, r.lg_code, r.prefecture, r.url,
    r.contact_name, r.contact_kana, r.email, r.locale, r.mail_proof, r.state, r.organization_id,
    exists(SELECT FROM organizations g WHERE g.corporate_number = r.corporate_number) AS is_known,
    r.made_at, r.confirmed_at, r.decided_at, r.reason, r.note, r.revision
FROM registrations r
WHERE r.state = 'waiting' AND ($1::uuid IS NULL OR r.organization_id = $1)
    AND ($2::timestamptz IS NULL OR (r.confirmed_at, r.id) > ($2, $3::uuid))
ORDER BY r.confirmed_at, r.id LIMIT $4
"""


async def page(
    runner: Runner, asked: ListRegistrations, own: UUID | None
) -> tuple[Registration, ...]:
    """Those that wait, of ``own`` alone if given; one more than asked for, if there is one."""
    place = (asked.after.at, asked.after.id) if asked.after else (None, None)
    return await records(runner, Registration, PAGE, own, *place, asked.first + 1)


COUNT = """
SELECT count(*) FROM registrations
WHERE state = 'waiting' AND ($1::uuid IS NULL OR organization_id = $1)
"""


async def count(runner: Runner, own: UUID | None) -> int:
    return int(await runner.fetchval(COUNT, own))


DECIDE = """
UPDATE registrations SET state = $2, decided_at = now(), decided_by = $3, reason = $4, note = $5,
    organization_id = coalesce($6, organization_id), revision = revision + 1
WHERE id = $1
"""


async def decide(
    runner: Runner,
    registration_id: UUID,
    state: RegistrationState,
    decided_by: UUID,
    *,
    reason: RefusalReason | None = None,
    note: str = "",
    organization_id: UUID | None = None,
) -> None:
    said = (reason, note, organization_id)
    await runner.execute(DECIDE, registration_id, state, decided_by, *said)
