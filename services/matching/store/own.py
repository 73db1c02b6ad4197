"""SQL on what one person has had worked out, to be given to them."""

RUNS = """
SELECT id, challenge_id, made_at, role, organization_id FROM runs WHERE person_id = $1
ORDER BY made_at, id OFFSET $2 LIMIT $3
"""
CHOICES = """
SELECT challenge_id, offer_id, choice, reason, role, organization_id, chosen_at FROM choices
WHERE person_id = $1 ORDER BY chosen_at, challenge_id, offer_id OFFSET $2 LIMIT $3
"""
STRENGTHS = """
SELECT id, strengths, reason, role, organization_id, set_at FROM strengths
WHERE person_id = $1 ORDER BY set_at, id OFFSET $2 LIMIT $3
"""
