"""SQL on what is held of one person, and on how it is forgotten."""

MESSAGES = """
SELECT m.id, m.introduction_id, m.body, m.links, m.sent_at, m.by_mail, f.name AS file
FROM messages m LEFT JOIN message_files f ON f.message_id = m.id
WHERE m.person_id = $1 ORDER BY m.sent_at, m.id OFFSET $2 LIMIT $3
"""
INTERESTS = """
SELECT id, to_organization_id, cause, cause_title, line, state, sent_at, contact_name,
    contact_email
FROM interests WHERE sent_by = $1 ORDER BY sent_at, id OFFSET $2 LIMIT $3
"""
CONTACTS = """
SELECT introduction_id, contact_name, contact_email FROM sides
WHERE contact_person = $1 ORDER BY introduction_id OFFSET $2 LIMIT $3
"""
WISHES = """
SELECT id, other_id, grade, contact_name, contact_email, set_at FROM preferences
WHERE set_by = $1 ORDER BY set_at, id OFFSET $2 LIMIT $3
"""
MEMBERSHIPS = """
SELECT organization_id, unit_id, role, since, until FROM memberships
WHERE person_id = $1 ORDER BY since, id OFFSET $2 LIMIT $3
"""
REPORTS = """
SELECT id, message_id, reason, note, reported_at FROM cases
WHERE reported_by = $1 ORDER BY reported_at, id OFFSET $2 LIMIT $3
"""
DIALOGUES = """
SELECT id, kind, at, people, disclosed, noted_at FROM dialogues
WHERE noted_by = $1 ORDER BY at, id OFFSET $2 LIMIT $3
"""
LETTERS = """
SELECT id, subject, body, state, written_at, written_by = $1 AS written_by_you,
    asked_by = $1 AS asked_by_you, confirmed_by = $1 AS confirmed_by_you
FROM desk_letters WHERE $1 IN (written_by, asked_by, confirmed_by)
ORDER BY written_at, id OFFSET $2 LIMIT $3
"""

FOLLOW_UPS = """
SELECT introduction_id, step, answer, note, answered_at FROM follow_up_answers
WHERE answered_by = $1 ORDER BY answered_at, introduction_id, step OFFSET $2 LIMIT $3
"""
STEPS = """
SELECT interest_id, kind, at, note FROM steps
WHERE person_id = $1 ORDER BY seq OFFSET $2 LIMIT $3
"""
READING = """
SELECT introduction_id, read_at FROM reads
WHERE person_id = $1 ORDER BY read_at, introduction_id OFFSET $2 LIMIT $3
"""
DECIDED = """
SELECT id, message_id, outcome, decided_at, restored_at,
    CASE WHEN decided_by = $1 THEN outcome_reason ELSE '' END AS outcome_reason,
    CASE WHEN restored_by = $1 THEN restored_reason ELSE '' END AS restored_reason
FROM cases WHERE $1 IN (decided_by, restored_by) ORDER BY decided_at, id OFFSET $2 LIMIT $3
"""
DEPARTURES = """
SELECT organization_id, unit_id, left_at FROM departures
WHERE person_id = $1 ORDER BY left_at, id OFFSET $2 LIMIT $3
"""
HANDED_OVER = """
SELECT organization_id, unit_id, partner_id, told_at FROM handovers
WHERE person_id = $1 ORDER BY told_at, id OFFSET $2 LIMIT $3
"""
PERSON = """
SELECT name, is_minor, is_kept_out FROM people WHERE id = $1 ORDER BY id OFFSET $2 LIMIT $3
"""

FORGET_FOLLOW_UPS = """
UPDATE follow_up_answers SET note = '', answered_by = NULL WHERE answered_by = $1
"""
FORGET_CONTACTS = """
UPDATE sides SET contact_name = '', contact_email = NULL, contact_person = NULL
WHERE contact_person = $1
"""
FORGET_SENDER = """
UPDATE interests SET contact_name = '', contact_email = NULL WHERE sent_by = $1
"""
FORGET_WISHER = """
UPDATE preferences SET contact_name = '', contact_email = NULL WHERE set_by = $1
"""
FORGET_REPLIES = """
DELETE FROM reply_addresses WHERE person_id = $1
"""
FORGET_READING = """
DELETE FROM reads WHERE person_id = $1
"""
FORGET_PERSON = """
DELETE FROM people WHERE id = $1
"""
