"""SQL that purges what introductions has kept long enough."""

REPLY_ADDRESSES = "DELETE FROM reply_addresses WHERE expires_at < now()"
TAKEN_MAILS = "DELETE FROM taken_mails WHERE taken_at < now() - interval '30 days'"
DESK_LETTERS = """
DELETE FROM desk_letters WHERE state IN ('sent', 'discarded')
    AND written_at < now() - interval '1 year'
"""
HANDOVERS = "DELETE FROM handovers WHERE told_at < now() - interval '2 years'"
DEPARTURES = "DELETE FROM departures WHERE handed_over_at < now() - interval '2 years'"
