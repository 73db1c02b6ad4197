"""SQL on what the day holds of one person, and on how it is forgotten."""

CHECK_INS = """
SELECT c.id, c.event_id, c.kind, c.means, c.at, c.reason
FROM check_ins c JOIN participants p ON p.id = c.participant_id
WHERE p.person_id = $1 ORDER BY c.at, c.id OFFSET $2 LIMIT $3
"""

FORGET_CHECK_INS = """
UPDATE check_ins SET reason = ''
WHERE participant_id IN (SELECT id FROM participants WHERE person_id = $1)
"""
