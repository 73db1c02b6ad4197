-- Copies of what profiles and accounts tell; ids and revisions are theirs.
CREATE TABLE people (
    id uuid PRIMARY KEY,
    name text NOT NULL
);

CREATE TABLE memberships (
    id uuid PRIMARY KEY,
    person_id uuid NOT NULL,
    organization_id uuid NOT NULL,
    role text NOT NULL,
    since timestamptz NOT NULL,
    until timestamptz,
    revision integer NOT NULL
);
CREATE INDEX memberships_of_organization ON memberships (organization_id);
CREATE INDEX memberships_of_person ON memberships (person_id);

CREATE TABLE addresses (
    person_id uuid PRIMARY KEY,
    account_id uuid NOT NULL,
    email text NOT NULL,
    locale text NOT NULL,
    revision integer NOT NULL,
    -- When a mail server last said that nothing arrives there.
    bounced_at timestamptz
);

CREATE TABLE notifications (
    id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    person_id uuid NOT NULL,
    -- Where the person works that it was told for.
    organization_id uuid NOT NULL,
    kind text NOT NULL,
    cause text NOT NULL,
    challenge_id uuid NOT NULL,
    challenge_title text NOT NULL,
    challenge_organization_name text NOT NULL,
    created_at timestamptz NOT NULL DEFAULT now(),
    read_at timestamptz,
    -- Nobody is told the same thing twice, however often and by whomever it is asked for.
    UNIQUE (person_id, cause)
);
-- The list of a person, newest first, page by page (store/notifications.py PAGE).
CREATE INDEX notifications_newest ON notifications (person_id, created_at DESC, id DESC);

CREATE TABLE letters (
    id uuid PRIMARY KEY REFERENCES notifications,
    state text NOT NULL DEFAULT 'waiting'
        CHECK (state IN ('waiting', 'sent', 'bounced', 'given_up')),
    tries integer NOT NULL DEFAULT 0,
    written_at timestamptz NOT NULL DEFAULT now(),
    due_at timestamptz NOT NULL DEFAULT now(),
    sent_at timestamptz,
    error text NOT NULL DEFAULT ''
);
-- What is to be sent next (store/letters.py CLAIM).
CREATE INDEX letters_due ON letters (due_at, id) WHERE state = 'waiting';
