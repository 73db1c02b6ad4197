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
MEMBERSHIPS = """
SELECT organization_id, role, since, until FROM members
WHERE person_id = $1 ORDER BY since, id OFFSET $2 LIMIT $3
"""
TAKING_PART = """
SELECT challenge_id, organization_id, because, since FROM parties
WHERE person_id = $1 ORDER BY since, challenge_id, because OFFSET $2 LIMIT $3
"""
CLARIFIED = """
SELECT id, proposal_id, CASE WHEN asked_by = $1 THEN question ELSE '' END AS question_of_yours,
    CASE WHEN answered_by = $1 THEN answer ELSE '' END AS answer_of_yours, asked_at, answered_at
FROM clarifications WHERE asked_by = $1 OR answered_by = $1
ORDER BY asked_at, id OFFSET $2 LIMIT $3
"""
DECIDED = """
SELECT id, proposal_id, outcome, reason, at, released_at, decided_by = $1 AS decided_by_you,
    released_by = $1 AS released_by_you,
    CASE WHEN decided_by = $1 THEN note ELSE '' END AS note,
    CASE WHEN decided_by = $1 THEN private_note ELSE '' END AS private_note
FROM decisions WHERE decided_by = $1 OR released_by = $1
ORDER BY at, id OFFSET $2 LIMIT $3
"""
PARTNERED = """
SELECT proposal_id, organization_id, state, invited_at, answered_at,
    invited_by = $1 AS invited_by_you, answered_by = $1 AS answered_by_you
FROM partners WHERE invited_by = $1 OR answered_by = $1
ORDER BY invited_at, proposal_id, organization_id OFFSET $2 LIMIT $3
"""
REVIEWING = """
SELECT challenge_id, assigned_at, person_id = $1 AS is_you, assigned_by = $1 AS assigned_by_you
FROM reviewers WHERE person_id = $1 OR assigned_by = $1
ORDER BY assigned_at, challenge_id, person_id OFFSET $2 LIMIT $3
"""
OUTSIDE = """
SELECT challenge_id, organization_id, state, invited_at, answered_at, person_id = $1 AS is_you,
    invited_by = $1 AS invited_by_you
FROM outside_reviews WHERE person_id = $1 OR invited_by = $1
ORDER BY invited_at, challenge_id, organization_id OFFSET $2 LIMIT $3
"""
CONFLICTED = """
SELECT proposal_id, note, at FROM conflicts WHERE person_id = $1
ORDER BY at, proposal_id OFFSET $2 LIMIT $3
"""
