ALTER TABLE accounts ADD COLUMN suspended_at timestamptz;

-- A copy of what profiles tells: for whom nobody acts.
CREATE TABLE organization_standings (
    organization_id uuid PRIMARY KEY,
    is_active boolean NOT NULL,
    revision integer NOT NULL
);
