"""SQL that purges what introductions has kept long enough; each counts what went."""

REPLY_ADDRESSES = """
WITH gone AS (
    DELETE FROM reply_addresses WHERE expires_at < now()
    RETURNING 1
)
SELECT count(*) FROM gone
"""
TAKEN_MAILS = """
WITH gone AS (
    DELETE FROM taken_mails WHERE taken_at < now() - interval '30 days'
    RETURNING 1
)
SELECT count(*) FROM gone
"""
DESK_LETTERS = """
WITH gone AS (
    DELETE FROM desk_letters WHERE state IN ('sent', 'discarded')
        AND written_at < now() - interval '1 year'
    RETURNING 1
)
SELECT count(*) FROM gone
"""
HANDOVERS = """
WITH gone AS (
    DELETE FROM handovers WHERE told_at < now() - interval '2 years'
    RETURNING 1
)
SELECT count(*) FROM gone
"""
DEPARTURES = """
WITH gone AS (
    DELETE FROM departures WHERE handed_over_at < now() - interval '2 years'
    RETURNING 1
)
SELECT count(*) FROM gone
"""
