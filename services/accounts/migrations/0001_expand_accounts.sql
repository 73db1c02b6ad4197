CREATE TABLE accounts (
    id uuid PRIMARY KEY,
    person_id uuid NOT NULL UNIQUE,
    -- Normalised (rules.address): what is the same address is the same text.
    email text NOT NULL UNIQUE,
    locale text NOT NULL CHECK (locale IN ('ja', 'en')),
    password_hash text NOT NULL,
    revision integer NOT NULL DEFAULT 1,
    opened_at timestamptz NOT NULL DEFAULT now()
);

CREATE TABLE sessions (
    token_hash bytea PRIMARY KEY,
    account_id uuid NOT NULL REFERENCES accounts,
    opened_at timestamptz NOT NULL DEFAULT now(),
    seen_at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX sessions_of_account ON sessions (account_id);

-- Tries to sign in since ``since``; a right one removes the row.
CREATE TABLE attempts (
    address_hash bytea PRIMARY KEY,
    tries integer NOT NULL DEFAULT 1,
    since timestamptz NOT NULL DEFAULT now()
);

-- A copy of what profiles tells; ids and revisions are theirs.
CREATE TABLE memberships (
    id uuid PRIMARY KEY,
    person_id uuid NOT NULL,
    organization_id uuid NOT NULL,
    unit_id uuid,
    role text NOT NULL,
    since timestamptz NOT NULL,
    until timestamptz,
    revision integer NOT NULL
);
CREATE INDEX memberships_of_person ON memberships (person_id);
