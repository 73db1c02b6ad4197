"""SQL on what is held of one person, and on how it is forgotten."""

PARTICIPATIONS = """
SELECT id, event_id, side, state, organization_name, unit_name, name, name_kana, email, available,
    attends, needs, looking_for, consented_at
FROM participants WHERE person_id = $1 ORDER BY created_at, id OFFSET $2 LIMIT $3
"""
PREFERENCES = """
SELECT w.participant_id, o.organization_name AS other_name, w.grade, w.set_at
FROM preferences w JOIN participants p ON p.id = w.participant_id
JOIN participants o ON o.id = w.other_id
WHERE p.person_id = $1 ORDER BY w.set_at, w.other_id OFFSET $2 LIMIT $3
"""
MEMBERSHIPS = """
SELECT organization_id, unit_id, role, since, until FROM memberships
WHERE person_id = $1 ORDER BY since, id OFFSET $2 LIMIT $3
"""

OBJECTIONS = """
SELECT o.id, o.event_id, o.text, o.made_at, o.accepted, o.answer, o.resolved_at
FROM objections o JOIN participants p ON p.id = o.participant_id
WHERE p.person_id = $1 ORDER BY o.made_at, o.id OFFSET $2 LIMIT $3
"""

BOOKINGS = """
SELECT b.event_id, o.organization_name AS other_name, b.slot, b.table_id, b.booked_at
FROM participants p JOIN bookings b ON p.id IN (b.public_id, b.private_id)
JOIN participants o ON o.id IN (b.public_id, b.private_id) AND o.id <> p.id
WHERE p.person_id = $1 ORDER BY b.booked_at, b.id OFFSET $2 LIMIT $3
"""
REQUESTS = """
SELECT q.event_id, o.organization_name AS other_name, q.line, q.asked_at, q.expires_at,
    q.withdrawn_at, q.accepted_at
FROM meeting_requests q JOIN participants p ON p.id = q.participant_id
JOIN participants o ON o.id = q.other_id
WHERE p.person_id = $1 ORDER BY q.asked_at, q.id OFFSET $2 LIMIT $3
"""
REFUSALS = """
SELECT p.event_id, o.organization_name AS other_name, r.refused_at
FROM meeting_refusals r JOIN participants p ON p.id = r.participant_id
JOIN participants o ON o.id = r.other_id
WHERE p.person_id = $1 ORDER BY r.refused_at, r.other_id OFFSET $2 LIMIT $3
"""
FORGET_REQUESTS = """
UPDATE meeting_requests SET line = ''
WHERE participant_id IN (SELECT id FROM participants WHERE person_id = $1)
"""

RATINGS = """
SELECT r.event_id, o.organization_name AS other_name, r.go_on, r.line, r.contact_name,
    r.contact_email, r.rated_at
FROM ratings r JOIN participants o ON o.id = r.other_id
WHERE r.rated_by = $1 ORDER BY r.rated_at, r.participant_id, r.other_id OFFSET $2 LIMIT $3
"""

FORGET_RATINGS = """
UPDATE ratings SET line = '', contact_name = '', contact_email = NULL, rated_by = NULL
WHERE rated_by = $1 OR participant_id IN (SELECT id FROM participants WHERE person_id = $1)
"""
FORGET_OBJECTIONS = """
UPDATE objections SET text = '', answer = ''
WHERE participant_id IN (SELECT id FROM participants WHERE person_id = $1)
"""
FORGET_PARTICIPANT = """
UPDATE participants SET name = '', name_kana = '', email = '', needs = '', online_url = '',
    looking_for = '', sort_key = '', search_text = '', person_id = NULL
WHERE person_id = $1
"""
FORGET_PERSON = "DELETE FROM people WHERE id = $1"
