-- Copies of what profiles tells: the sections of an organization.
ALTER TABLE organizations ADD COLUMN units uuid[] NOT NULL DEFAULT '{}';

ALTER TABLE challenges
    DROP CONSTRAINT challenges_state_check,
    ADD CONSTRAINT challenges_state_check CHECK (state IN
        ('draft', 'in_review', 'open', 'stale', 'screening', 'matched', 'closed')),
    ADD CHECK (state NOT IN ('stale', 'screening', 'matched') OR published_at IS NOT NULL),
    ADD COLUMN data_at_hand text NOT NULL DEFAULT '',
    ADD COLUMN test_field text NOT NULL DEFAULT '',
    ADD COLUMN review_by date,
    ADD COLUMN confirmations integer NOT NULL DEFAULT 0,
    ADD COLUMN origin_id uuid REFERENCES challenges;

-- What has come to its day (store/aging.py); what was taken in from elsewhere never does.
CREATE INDEX challenges_review_by ON challenges (review_by)
    WHERE state = 'open' AND source IS NULL;
CREATE INDEX challenges_answer_by ON challenges (answer_by)
    WHERE state = 'open' AND source IS NULL;
CREATE INDEX challenges_of_origin ON challenges (origin_id) WHERE origin_id IS NOT NULL;

-- The words that everybody read, from when on.
CREATE TABLE versions (
    challenge_id uuid NOT NULL REFERENCES challenges,
    revision integer NOT NULL,
    at timestamptz NOT NULL DEFAULT now(),
    words jsonb NOT NULL,
    PRIMARY KEY (challenge_id, revision)
);
INSERT INTO versions (challenge_id, revision, at, words)
SELECT id, revision, published_at, jsonb_build_object(
    'title', title, 'problem', problem, 'evidence', evidence, 'affected', affected,
    'tried_before', tried_before, 'constraints', constraints, 'budget_stage', budget_stage,
    'answer_by', answer_by, 'tags', to_jsonb(tags))
FROM challenges WHERE published_at IS NOT NULL;

-- New words for an open challenge that wait for a second person: one at a time.
CREATE TABLE amendments (
    challenge_id uuid PRIMARY KEY REFERENCES challenges,
    written jsonb NOT NULL,
    author_id uuid NOT NULL,
    written_at timestamptz NOT NULL DEFAULT now(),
    return_note text NOT NULL DEFAULT ''
);

-- Organizations that have the same need.
CREATE TABLE joins (
    challenge_id uuid NOT NULL REFERENCES challenges,
    organization_id uuid NOT NULL REFERENCES organizations,
    person_id uuid NOT NULL,
    joined_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (challenge_id, organization_id)
);
CREATE INDEX joins_of_organization ON joins (organization_id);

-- Who takes part in a challenge, and so is told whatever is told of it.
CREATE TABLE parties (
    challenge_id uuid NOT NULL REFERENCES challenges,
    organization_id uuid NOT NULL,
    person_id uuid NOT NULL,
    because text NOT NULL CHECK (because IN ('asked', 'proposed', 'introduced')),
    since timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (challenge_id, person_id, because)
);
