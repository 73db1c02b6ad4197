-- Whether an organization is suspended, as profiles tells of it: its people get no letter meanwhile.
CREATE TABLE organization_standings (
    organization_id uuid PRIMARY KEY,
    standing text NOT NULL,
    revision bigint NOT NULL
);
