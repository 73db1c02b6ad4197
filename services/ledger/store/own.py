"""SQL on what the record says of one person's own doings, to be given to them."""

ENTRIES = """
SELECT seq, at, operation, object_kind, object_id, result, reason, fields, role, organization,
    address, user_agent
FROM entries WHERE person = $1 ORDER BY at, id OFFSET $2 LIMIT $3
"""
