-- Copies of what profiles tells; ids and revisions are theirs.
CREATE TABLE organizations (
    id uuid PRIMARY KEY,
    kind text NOT NULL,
    name text NOT NULL,
    prefecture text,
    revision integer NOT NULL
);

CREATE TABLE challenges (
    id uuid PRIMARY KEY,
    organization_id uuid NOT NULL REFERENCES organizations,
    unit_id uuid,
    author_id uuid,
    direction text NOT NULL CHECK (direction IN ('public_need', 'private_call')),
    state text NOT NULL CHECK (state IN ('draft', 'open', 'closed')),
    title text NOT NULL,
    problem text NOT NULL,
    evidence text NOT NULL DEFAULT '',
    affected text NOT NULL DEFAULT '',
    tried_before text NOT NULL DEFAULT '',
    constraints text NOT NULL DEFAULT '',
    budget_stage text,
    answer_by date,
    tags text[] NOT NULL DEFAULT '{}',
    source jsonb,
    search_text text NOT NULL,
    revision integer NOT NULL DEFAULT 1,
    created_at timestamptz NOT NULL DEFAULT now(),
    published_at timestamptz,
    closed_at timestamptz,
    close_reason text,
    close_note text NOT NULL DEFAULT '',
    CHECK (state <> 'open' OR published_at IS NOT NULL),
    CHECK ((state = 'closed') = (closed_at IS NOT NULL))
);
-- The list of challenges, newest first, page by page (store/challenges.py PAGE).
CREATE INDEX challenges_newest ON challenges (published_at DESC, id DESC)
    WHERE published_at IS NOT NULL;
CREATE INDEX challenges_of_organization ON challenges (organization_id);
