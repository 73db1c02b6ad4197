-- What a unit keeps to come back to; by whom is not kept.
CREATE TABLE shortlists (
    organization_id uuid NOT NULL,
    unit_id uuid,
    kind text NOT NULL CHECK (kind IN ('challenge', 'offer')),
    thing_id uuid NOT NULL,
    kept_at timestamptz NOT NULL DEFAULT now(),
    UNIQUE NULLS NOT DISTINCT (organization_id, unit_id, thing_id)
);
