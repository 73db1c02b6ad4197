"""SQL that purges what accounts has kept long enough; each counts what went."""

INVITATIONS = """
WITH gone AS (
    UPDATE invitations SET email = ''
    WHERE email <> '' AND expires_at < now() - interval '30 days'
    RETURNING 1
)
SELECT count(*) FROM gone
"""
EMAIL_CHANGES = """
WITH gone AS (
    DELETE FROM email_changes
    WHERE greatest(confirm_until, undo_until) < now() - interval '1 year'
    RETURNING 1
)
SELECT count(*) FROM gone
"""
RECOVERIES = """
WITH gone AS (
    DELETE FROM recoveries WHERE expires_at < now() - interval '1 year'
    RETURNING 1
)
SELECT count(*) FROM gone
"""
