"""SQL on what one person has had worked out, to be given to them."""

RUNS = """
SELECT id, challenge_id, made_at, role, organization_id FROM runs WHERE person_id = $1
ORDER BY made_at, id OFFSET $2 LIMIT $3
"""
