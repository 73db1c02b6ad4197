"""SQL that purges what accounts has kept long enough."""

INVITATIONS = """
UPDATE invitations SET email = ''
WHERE email <> '' AND expires_at < now() - interval '30 days'
"""
EMAIL_CHANGES = """
DELETE FROM email_changes
WHERE greatest(confirm_until, undo_until) < now() - interval '1 year'
"""
RECOVERIES = "DELETE FROM recoveries WHERE expires_at < now() - interval '1 year'"
