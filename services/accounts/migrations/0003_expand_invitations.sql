-- Copies of what profiles tells; ids and revisions are theirs.
CREATE TABLE invitations (
    id uuid PRIMARY KEY,
    organization_id uuid NOT NULL,
    unit_id uuid,
    role text NOT NULL,
    email text NOT NULL,
    locale text NOT NULL,
    state text NOT NULL,
    invited_by uuid NOT NULL,
    expires_at timestamptz NOT NULL,
    revision integer NOT NULL,
    -- When somebody took it up here; profiles says in ``state`` whether it led to a membership.
    accepted_at timestamptz
);

-- SHA-256 of the tokens in letters, as notify tells it.
CREATE TABLE invitation_links (
    token_hash bytea PRIMARY KEY,
    invitation_id uuid NOT NULL
);
