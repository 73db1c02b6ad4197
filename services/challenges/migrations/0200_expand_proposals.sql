-- Until when proposals are taken: the end of the last day, in Japan.
ALTER TABLE challenges ADD COLUMN answer_until timestamptz;
CREATE FUNCTION end_of_answering() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    NEW.answer_until := (NEW.answer_by + 1)::timestamp AT TIME ZONE 'Asia/Tokyo';
    RETURN NEW;
END
$$;
CREATE TRIGGER end_of_answering BEFORE INSERT OR UPDATE OF answer_by ON challenges
    FOR EACH ROW EXECUTE FUNCTION end_of_answering();
UPDATE challenges SET answer_by = answer_by WHERE answer_by IS NOT NULL;

-- Copies of what profiles tells: who works where, to know whom one may ask to review.
CREATE TABLE members (
    id uuid PRIMARY KEY,
    person_id uuid NOT NULL,
    organization_id uuid NOT NULL,
    role text NOT NULL,
    since timestamptz NOT NULL,
    until timestamptz,
    revision integer NOT NULL
);
CREATE INDEX members_of_person ON members (person_id, organization_id);

CREATE TABLE proposals (
    id uuid PRIMARY KEY,
    challenge_id uuid NOT NULL REFERENCES challenges,
    organization_id uuid NOT NULL REFERENCES organizations,
    author_id uuid NOT NULL,
    unit_id uuid,
    state text NOT NULL CHECK (state IN ('draft', 'submitted', 'under_review', 'clarification',
        'shortlisted', 'accepted', 'declined', 'confirmed', 'lapsed', 'withdrawn')),
    title text NOT NULL DEFAULT '',
    summary text NOT NULL DEFAULT '',
    sections jsonb NOT NULL DEFAULT '[]',
    -- Without the names of the proposers: a search must not find in a blind round who wrote what.
    search_text text NOT NULL DEFAULT '',
    version integer NOT NULL DEFAULT 0,
    submitted_revision integer,
    alike integer NOT NULL DEFAULT 0,
    revision integer NOT NULL DEFAULT 1,
    created_at timestamptz NOT NULL DEFAULT now(),
    submitted_at timestamptz,
    -- The clock of the answer: from the first submission, but for the time of clarifications.
    waits_since timestamptz,
    paused_at timestamptz,
    paused interval NOT NULL DEFAULT '0',
    answered_at timestamptz,
    taken_in_at timestamptz,
    confirm_by timestamptz,
    CHECK ((version = 0) = (submitted_at IS NULL)),
    CHECK (state <> 'draft' OR version = 0),
    CHECK ((state = 'clarification') = (paused_at IS NOT NULL)),
    CHECK (state <> 'accepted' OR confirm_by IS NOT NULL)
);
CREATE INDEX proposals_of_challenge ON proposals (challenge_id, submitted_at DESC, id DESC);
CREATE INDEX proposals_of_organization ON proposals (organization_id, created_at DESC, id DESC);
CREATE INDEX proposals_to_confirm ON proposals (confirm_by) WHERE state = 'accepted';

CREATE TABLE partners (
    proposal_id uuid NOT NULL REFERENCES proposals,
    organization_id uuid NOT NULL REFERENCES organizations,
    state text NOT NULL CHECK (state IN ('invited', 'confirmed', 'declined')),
    invited_by uuid NOT NULL,
    invited_at timestamptz NOT NULL DEFAULT now(),
    answered_by uuid,
    answered_at timestamptz,
    PRIMARY KEY (proposal_id, organization_id)
);
CREATE INDEX partners_of_organization ON partners (organization_id);

-- What was submitted, as it was; the receipt is the hash of content.
CREATE TABLE proposal_versions (
    proposal_id uuid NOT NULL REFERENCES proposals,
    version integer NOT NULL,
    content text NOT NULL,
    sha256 text NOT NULL,
    sketch bigint[] NOT NULL,
    submitted_by uuid NOT NULL,
    submitted_at timestamptz NOT NULL,
    PRIMARY KEY (proposal_id, version)
);

CREATE TABLE clarifications (
    id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    proposal_id uuid NOT NULL REFERENCES proposals,
    question text NOT NULL,
    asked_by uuid NOT NULL,
    asked_at timestamptz NOT NULL DEFAULT now(),
    answer text NOT NULL DEFAULT '',
    answered_by uuid,
    answered_at timestamptz
);
CREATE UNIQUE INDEX clarifications_open ON clarifications (proposal_id) WHERE answered_at IS NULL;
CREATE INDEX clarifications_of_proposal ON clarifications (proposal_id, asked_at);

CREATE TABLE decisions (
    id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    proposal_id uuid NOT NULL REFERENCES proposals,
    outcome text NOT NULL CHECK (outcome IN ('accepted', 'shortlisted', 'declined')),
    reason text NOT NULL,
    note text NOT NULL DEFAULT '',
    private_note text NOT NULL DEFAULT '',
    decided_by uuid NOT NULL,
    at timestamptz NOT NULL DEFAULT now(),
    released_by uuid,
    released_at timestamptz
);
-- One waits at a time; it is replaced until it is released.
CREATE UNIQUE INDEX decisions_pending ON decisions (proposal_id) WHERE released_at IS NULL;
CREATE INDEX decisions_of_proposal ON decisions (proposal_id, at);

CREATE TABLE assessments (
    challenge_id uuid PRIMARY KEY REFERENCES challenges,
    criteria jsonb NOT NULL DEFAULT '[]',
    is_blind boolean NOT NULL DEFAULT false,
    round integer NOT NULL DEFAULT 1,
    revealed_at timestamptz,
    revision integer NOT NULL DEFAULT 1
);

CREATE TABLE reviewers (
    challenge_id uuid NOT NULL REFERENCES challenges,
    person_id uuid NOT NULL,
    assigned_by uuid NOT NULL,
    assigned_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (challenge_id, person_id)
);
CREATE INDEX reviewers_of_person ON reviewers (person_id);

-- With whom somebody has a conflict of interest: said once, before anything is read.
CREATE TABLE declarations (
    challenge_id uuid NOT NULL REFERENCES challenges,
    person_id uuid NOT NULL,
    organization_ids uuid[] NOT NULL,
    at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (challenge_id, person_id)
);

CREATE TABLE conflicts (
    proposal_id uuid NOT NULL REFERENCES proposals,
    person_id uuid NOT NULL,
    note text NOT NULL DEFAULT '',
    at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (proposal_id, person_id)
);

CREATE TABLE scores (
    proposal_id uuid NOT NULL REFERENCES proposals,
    person_id uuid NOT NULL,
    round integer NOT NULL,
    points integer[] NOT NULL,
    comment text NOT NULL DEFAULT '',
    total double precision NOT NULL,
    at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (proposal_id, person_id, round)
);

-- Who of the other side read what; for the proposers, and beside it an entry of the ledger.
CREATE TABLE reads (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    proposal_id uuid NOT NULL REFERENCES proposals,
    version integer NOT NULL,
    person_id uuid NOT NULL,
    organization_id uuid,
    side text NOT NULL,
    sections text[] NOT NULL,
    at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX reads_of_proposal ON reads (proposal_id, id DESC);
