-- Counts of who is shown how often; the newest is shown.
CREATE TABLE exposures (
    made_at timestamptz PRIMARY KEY DEFAULT clock_timestamp(),
    report jsonb NOT NULL
);
-- What became of pairs, with the rank and the parts of the score that they had then.
CREATE TABLE outcomes (
    event_id uuid PRIMARY KEY,
    kind text NOT NULL,
    challenge_id uuid NOT NULL,
    offer_id uuid NOT NULL,
    rank integer NOT NULL,
    score double precision NOT NULL,
    text_score double precision NOT NULL,
    factors jsonb NOT NULL,
    engine text NOT NULL,
    at timestamptz NOT NULL DEFAULT clock_timestamp()
);
CREATE INDEX outcomes_of_pair ON outcomes (challenge_id, offer_id);
