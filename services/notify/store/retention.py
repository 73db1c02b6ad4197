"""SQL that purges what notify has kept long enough; each counts what went."""

MAILINGS = """
WITH gone AS (
    DELETE FROM mailings WHERE state <> 'waiting' AND written_at < now() - interval '90 days'
    RETURNING 1
)
SELECT count(*) FROM gone
"""
LETTERS = """
WITH gone AS (
    DELETE FROM letters WHERE state <> 'waiting' AND written_at < now() - interval '1 year'
    RETURNING 1
)
SELECT count(*) FROM gone
"""
