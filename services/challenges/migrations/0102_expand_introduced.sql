-- Organizations that were introduced because of a challenge: their people are told what is new of it.
CREATE TABLE introduced (
    challenge_id uuid NOT NULL REFERENCES challenges,
    organization_id uuid NOT NULL,
    since timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (challenge_id, organization_id)
);
