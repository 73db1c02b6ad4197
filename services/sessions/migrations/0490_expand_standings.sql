-- A copy of what profiles tells: whether an organization takes part.
CREATE TABLE standings (
    organization_id uuid PRIMARY KEY,
    standing text NOT NULL,
    revision integer NOT NULL
);
