"""SQL on everything that accounts holds of one person, by the id of their account."""

ACCOUNT = """
SELECT id, person_id, email, locale, opened_at, terms_version, terms_accepted_at
FROM accounts WHERE id = $1
ORDER BY id OFFSET $2 LIMIT $3
"""
SESSIONS = """
SELECT id, opened_at, seen_at, device FROM sessions WHERE account_id = $1
ORDER BY opened_at, id OFFSET $2 LIMIT $3
"""
PASSKEYS = """
SELECT id, name, created_at, used_at FROM passkeys WHERE account_id = $1
ORDER BY created_at, id OFFSET $2 LIMIT $3
"""
AUTHENTICATOR = """
SELECT begun_at, confirmed_at FROM totp WHERE account_id = $1
ORDER BY begun_at OFFSET $2 LIMIT $3
"""
RECOVERY_CODES = """
SELECT used_at FROM recovery_codes WHERE account_id = $1
ORDER BY code_hash OFFSET $2 LIMIT $3
"""
KNOWN_BROWSERS = """
SELECT used_at FROM known_browsers WHERE account_id = $1
ORDER BY token_hash OFFSET $2 LIMIT $3
"""
IDENTITIES = """
SELECT organization_id, issuer, subject, linked_at, used_at FROM identities WHERE account_id = $1
ORDER BY linked_at, organization_id OFFSET $2 LIMIT $3
"""
EMAIL_CHANGES = """
SELECT id, old_email, new_email, state, asked_at FROM email_changes WHERE account_id = $1
ORDER BY asked_at, id OFFSET $2 LIMIT $3
"""
RESETS = """
SELECT id, asked_at, used_at FROM resets WHERE account_id = $1
ORDER BY asked_at, id OFFSET $2 LIMIT $3
"""
RECOVERIES = """
SELECT id, state, asked_at, expires_at, ripe_at FROM recoveries WHERE account_id = $1
ORDER BY asked_at, id OFFSET $2 LIMIT $3
"""
VOUCHED = """
SELECT id, state, asked_at, vouched_by = $1 AS vouched_by_you, confirmed_by = $1 AS confirmed_by_you
FROM recoveries WHERE vouched_by = $1 OR confirmed_by = $1
ORDER BY asked_at, id OFFSET $2 LIMIT $3
"""
MEMBERSHIPS = """
SELECT organization_id, unit_id, role, since, until FROM memberships
WHERE person_id = $1 ORDER BY since, id OFFSET $2 LIMIT $3
"""

FORGET_CEREMONIES = "DELETE FROM ceremonies WHERE account_id = $1"
FORGET_BEGUN = "DELETE FROM begun_sign_ins WHERE account_id = $1"
FORGET_SESSIONS = "DELETE FROM sessions WHERE account_id = $1"
FORGET_TOTP = "DELETE FROM totp WHERE account_id = $1"
FORGET_CODES = "DELETE FROM recovery_codes WHERE account_id = $1"
FORGET_PASSKEYS = "DELETE FROM passkeys WHERE account_id = $1"
FORGET_INVITATIONS = """
UPDATE invitations SET email = '' WHERE email IN (SELECT email FROM accounts WHERE id = $1)
"""
FORGET_ATTEMPTS = """
DELETE FROM attempts
WHERE address_hash IN (SELECT sha256(email::bytea) FROM accounts WHERE id = $1)
"""
FORGET_ACCOUNT = "DELETE FROM accounts WHERE id = $1"
