CREATE TABLE questions (
    id uuid PRIMARY KEY,
    challenge_id uuid NOT NULL REFERENCES challenges,
    -- Who asked; no statement but these two sides' own reads it (store/questions.py).
    organization_id uuid NOT NULL,
    person_id uuid NOT NULL,
    state text NOT NULL DEFAULT 'asked' CHECK (state IN ('asked', 'answered', 'withdrawn')),
    own_text text NOT NULL,
    text text NOT NULL,
    answer text NOT NULL DEFAULT '',
    confidential_reason text NOT NULL DEFAULT '',
    asked_at timestamptz NOT NULL DEFAULT now(),
    answered_at timestamptz,
    revision integer NOT NULL DEFAULT 1,
    CHECK ((state = 'answered') = (answered_at IS NOT NULL))
);
CREATE INDEX questions_of_challenge ON questions (challenge_id, answered_at);

CREATE TABLE attachments (
    id uuid PRIMARY KEY,
    subject_kind text NOT NULL CHECK (subject_kind IN ('challenge', 'proposal')),
    subject_id uuid NOT NULL,
    organization_id uuid NOT NULL,
    person_id uuid NOT NULL,
    name text NOT NULL,
    description text NOT NULL,
    media_type text NOT NULL,
    size integer NOT NULL,
    sha256 text NOT NULL,
    added_at timestamptz NOT NULL DEFAULT now(),
    removed_at timestamptz,
    removed_reason text NOT NULL DEFAULT ''
);
CREATE INDEX attachments_of_subject ON attachments (subject_kind, subject_id, added_at);

-- Apart, so that lists never touch it; gone as soon as its attachment is removed.
CREATE TABLE attachment_contents (
    attachment_id uuid PRIMARY KEY REFERENCES attachments,
    content bytea NOT NULL
);
ALTER TABLE attachment_contents ALTER COLUMN content SET STORAGE EXTERNAL;
