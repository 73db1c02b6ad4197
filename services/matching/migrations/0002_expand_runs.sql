-- Runs that can be repeated. Rows are only ever added.
CREATE TABLE runs (
    id uuid PRIMARY KEY,
    challenge_id uuid,
    length integer NOT NULL,
    seed integer NOT NULL,
    engine text NOT NULL,
    inputs jsonb NOT NULL,
    inputs_hash text NOT NULL,
    made_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    person_id uuid NOT NULL,
    role text NOT NULL,
    organization_id uuid
);
CREATE TABLE run_lists (
    run_id uuid NOT NULL REFERENCES runs (id),
    place integer NOT NULL,
    challenge_id uuid NOT NULL,
    offers jsonb NOT NULL,
    PRIMARY KEY (run_id, place)
);
