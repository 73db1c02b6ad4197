-- A copy of whether organizations take part; who is not in it does.
CREATE TABLE standings (
    organization_id uuid PRIMARY KEY,
    standing text NOT NULL,
    revision integer NOT NULL
);
