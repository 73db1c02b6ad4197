"""SQL that purges what notify has kept long enough."""

MAILINGS = """
DELETE FROM mailings WHERE state <> 'waiting' AND written_at < now() - interval '90 days'
"""
LETTERS = "DELETE FROM letters WHERE state <> 'waiting' AND written_at < now() - interval '1 year'"
