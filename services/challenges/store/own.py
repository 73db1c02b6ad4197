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
PROPOSED = """
SELECT p.id, p.challenge_id, p.title, p.summary, p.sections, p.state, p.created_at,
    p.author_id = $1 AS begun_by_you,
    (SELECT coalesce(jsonb_agg(jsonb_build_object('version', v.version, 'sha256', v.sha256,
        'submitted_at', v.submitted_at) ORDER BY v.version), '[]') FROM proposal_versions v
        WHERE v.proposal_id = p.id AND v.submitted_by = $1) AS submitted_by_you
FROM proposals p
WHERE p.author_id = $1
    OR EXISTS (SELECT FROM proposal_versions v WHERE v.proposal_id = p.id AND v.submitted_by = $1)
ORDER BY p.created_at, p.id OFFSET $2 LIMIT $3
"""
SCORED = """
SELECT proposal_id, round, points, comment, at
FROM scores WHERE person_id = $1 ORDER BY at, proposal_id OFFSET $2 LIMIT $3
"""
DECLARED = """
SELECT challenge_id, organization_ids, at
FROM declarations WHERE person_id = $1 ORDER BY at, challenge_id OFFSET $2 LIMIT $3
"""
READ = """
SELECT proposal_id, version, sections, at
FROM reads WHERE person_id = $1 ORDER BY id OFFSET $2 LIMIT $3
"""
ASKED = """
SELECT id, challenge_id, own_text AS text, state, asked_at, answer, answered_at
FROM questions WHERE person_id = $1 ORDER BY asked_at, id OFFSET $2 LIMIT $3
"""
AMENDING = """
SELECT challenge_id, written, written_at, return_note
FROM amendments WHERE author_id = $1 ORDER BY written_at, challenge_id OFFSET $2 LIMIT $3
"""
JOINED = """
SELECT challenge_id, organization_id, joined_at
FROM joins WHERE person_id = $1 ORDER BY joined_at, challenge_id OFFSET $2 LIMIT $3
"""
ATTACHED = """
SELECT id, subject_kind, subject_id, name, description, size, added_at, removed_at
FROM attachments WHERE person_id = $1 ORDER BY added_at, id OFFSET $2 LIMIT $3
"""
