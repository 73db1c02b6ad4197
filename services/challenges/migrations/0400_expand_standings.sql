-- A copy of whether organizations take part; who is not in it does.
CREATE TABLE standings (
    organization_id uuid PRIMARY KEY,
    standing text NOT NULL,
    revision integer NOT NULL
);
-- Withdrawn by nobody's hand: the organization that leads it has closed.
ALTER TABLE proposals ADD COLUMN has_left boolean NOT NULL DEFAULT false;
