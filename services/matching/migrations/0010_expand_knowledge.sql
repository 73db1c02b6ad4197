-- What is known of organizations, as profiles told it.
CREATE TABLE organizations (
    id uuid PRIMARY KEY,
    revision integer NOT NULL,
    name text NOT NULL,
    kind text NOT NULL,
    prefecture text,
    population integer,
    founded integer
);
-- What a town or an event has set about what counts.
CREATE TABLE strengths (
    id uuid PRIMARY KEY,
    strengths jsonb NOT NULL,
    reason text NOT NULL,
    person_id uuid NOT NULL,
    role text NOT NULL,
    organization_id uuid,
    set_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    revision integer NOT NULL DEFAULT 1
);
-- Pairs that a person has pinned or left out; the last decision stands.
CREATE TABLE choices (
    challenge_id uuid NOT NULL,
    offer_id uuid NOT NULL,
    choice text NOT NULL CHECK (choice IN ('pin', 'exclusion')),
    reason text NOT NULL,
    person_id uuid NOT NULL,
    role text NOT NULL,
    organization_id uuid,
    chosen_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    PRIMARY KEY (challenge_id, offer_id)
);
-- Two organizations of which one said no, as introductions told it.
CREATE TABLE refusals (
    low_id uuid NOT NULL,
    high_id uuid NOT NULL,
    excluded_by uuid[] NOT NULL,
    revision integer NOT NULL,
    PRIMARY KEY (low_id, high_id)
);
-- What a run depended on besides documents and engine.
ALTER TABLE runs ADD COLUMN event_id uuid, ADD COLUMN parameters_hash text NOT NULL DEFAULT '';
CREATE INDEX runs_newest ON runs (made_at DESC, id DESC);
