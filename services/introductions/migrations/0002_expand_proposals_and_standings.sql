-- Copies of what challenges tells of proposals, without a word of them.
CREATE TABLE proposals (
    id uuid PRIMARY KEY,
    challenge_id uuid NOT NULL,
    title text NOT NULL,
    owner_id uuid NOT NULL,
    organization_id uuid NOT NULL,
    state text NOT NULL,
    is_blind boolean NOT NULL,
    revision integer NOT NULL
);

-- A copy of whether organizations take part; who is not in it does.
CREATE TABLE standings (
    organization_id uuid PRIMARY KEY,
    standing text NOT NULL,
    revision integer NOT NULL
);
