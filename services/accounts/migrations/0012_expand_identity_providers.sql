CREATE TABLE identity_providers (
    organization_id uuid PRIMARY KEY,
    name text NOT NULL,
    issuer text NOT NULL,
    client_id text NOT NULL,
    -- Sealed (sealing.py): worth nothing without the key of this service.
    client_secret bytea NOT NULL,
    domains text[] NOT NULL,
    revision integer NOT NULL DEFAULT 1,
    changed_at timestamptz NOT NULL DEFAULT now()
);

-- Whom a provider knows by which name; linked in a session of the account, or by an invitation.
CREATE TABLE identities (
    organization_id uuid NOT NULL,
    issuer text NOT NULL,
    subject text NOT NULL,
    account_id uuid NOT NULL REFERENCES accounts ON DELETE CASCADE,
    linked_at timestamptz NOT NULL DEFAULT now(),
    used_at timestamptz,
    PRIMARY KEY (organization_id, issuer, subject),
    UNIQUE (organization_id, account_id)
);

-- Somebody is at their provider: by the SHA-256 of the state that they come back with.
CREATE TABLE begun_at_providers (
    state_hash bytea PRIMARY KEY,
    organization_id uuid NOT NULL,
    issuer text NOT NULL,
    purpose text NOT NULL CHECK (purpose IN ('sign_in', 'link', 'invitation')),
    -- Nonce and PKCE verifier, sealed.
    secrets bytea NOT NULL,
    account_id uuid REFERENCES accounts ON DELETE CASCADE,
    invitation_id uuid,
    begun_at timestamptz NOT NULL DEFAULT now()
);
