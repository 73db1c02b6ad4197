"""SQL on what was told to one person: to be given to them, and to be forgotten."""

ADDRESS = """
SELECT a.account_id, a.email, a.locale, a.bounced_at,
    coalesce(s.is_suspended, false) AS is_suspended
FROM addresses a LEFT JOIN account_standings s ON s.person_id = a.person_id
WHERE a.person_id = $1 ORDER BY a.person_id OFFSET $2 LIMIT $3
"""
NOTIFICATIONS = """
SELECT n.id, n.kind, n.challenge_title, n.challenge_organization_name, n.created_at, n.read_at,
    l.state AS letter, l.sent_at
FROM notifications n LEFT JOIN letters l ON l.id = n.id
WHERE n.person_id = $1 ORDER BY n.created_at, n.id OFFSET $2 LIMIT $3
"""
MAILINGS = """
SELECT m.kind, m.email, m.state, m.written_at, m.sent_at, m.said
FROM mailings m JOIN addresses a ON a.email = m.email
WHERE a.person_id = $1 ORDER BY m.written_at, m.id OFFSET $2 LIMIT $3
"""
RHYTHM = "SELECT rhythm FROM rhythms WHERE person_id = $1 ORDER BY person_id OFFSET $2 LIMIT $3"
MEMBERSHIPS = """
SELECT organization_id, unit_id, role, since, until FROM memberships
WHERE person_id = $1 ORDER BY since, id OFFSET $2 LIMIT $3
"""
DIGESTS = """
SELECT rhythm, period FROM digests WHERE person_id = $1
ORDER BY period, rhythm OFFSET $2 LIMIT $3
"""

FORGET_HELD = """
DELETE FROM held WHERE id IN (SELECT id FROM notifications WHERE person_id = $1)
"""
FORGET_RHYTHM = "DELETE FROM rhythms WHERE person_id = $1"
FORGET_DIGESTS = "DELETE FROM digests WHERE person_id = $1"
FORGET_LETTERS = """
DELETE FROM letters WHERE id IN (SELECT id FROM notifications WHERE person_id = $1)
"""
FORGET_NOTIFICATIONS = "DELETE FROM notifications WHERE person_id = $1"
FORGET_MAILINGS = """
DELETE FROM mailings WHERE email IN (SELECT email FROM addresses WHERE person_id = $1)
"""
FORGET_ADDRESS = "DELETE FROM addresses WHERE person_id = $1"
FORGET_STANDING = "DELETE FROM account_standings WHERE person_id = $1"
