"""SQL on what one person has written here, to be given to them."""

WRITTEN = """
SELECT id, title, problem, evidence, affected, tried_before, constraints, state, created_at,
    published_at, closed_at, close_note
FROM challenges WHERE author_id = $1 ORDER BY created_at, id OFFSET $2 LIMIT $3
"""
RELEASED = """
SELECT id, title, submitted_at, submitted_by = $1 AS submitted_by_you,
    released_by = $1 AS released_by_you
FROM challenges WHERE submitted_by = $1 OR released_by = $1
ORDER BY created_at, id OFFSET $2 LIMIT $3
"""
