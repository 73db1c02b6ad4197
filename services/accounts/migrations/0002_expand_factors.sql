ALTER TABLE sessions
    -- What a session is called among one's own; the token stays with its holder.
    ADD COLUMN id uuid NOT NULL DEFAULT gen_random_uuid() UNIQUE,
    ADD COLUMN device text NOT NULL DEFAULT '',
    -- When its person last showed who they are.
    ADD COLUMN confirmed_at timestamptz NOT NULL DEFAULT now();
UPDATE sessions SET confirmed_at = opened_at;

-- Sign-ins with a right password that wait for a second factor.
CREATE TABLE begun_sign_ins (
    challenge_hash bytea PRIMARY KEY,
    account_id uuid NOT NULL REFERENCES accounts,
    begun_at timestamptz NOT NULL DEFAULT now()
);

CREATE TABLE totp (
    account_id uuid PRIMARY KEY REFERENCES accounts,
    -- Sealed (sealing.py): worth nothing without the key of this service.
    secret bytea NOT NULL,
    begun_at timestamptz NOT NULL DEFAULT now(),
    -- Null: enrolled, but no code has been shown yet.
    confirmed_at timestamptz,
    -- The 30 seconds that the last code was of; none of these or before is taken again.
    last_step bigint NOT NULL DEFAULT 0
);

CREATE TABLE recovery_codes (
    account_id uuid NOT NULL REFERENCES accounts,
    code_hash bytea NOT NULL,
    used_at timestamptz,
    PRIMARY KEY (account_id, code_hash)
);

CREATE TABLE passkeys (
    id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    account_id uuid NOT NULL REFERENCES accounts,
    credential_id bytea NOT NULL UNIQUE,
    public_key bytea NOT NULL,
    sign_count bigint NOT NULL,
    name text NOT NULL,
    created_at timestamptz NOT NULL DEFAULT now(),
    used_at timestamptz
);
CREATE INDEX passkeys_of_account ON passkeys (account_id);

-- What an authenticator is asked to sign: once, and soon.
CREATE TABLE ceremonies (
    challenge_hash bytea PRIMARY KEY,
    -- Null: by whom is only known when it is signed.
    account_id uuid REFERENCES accounts,
    begun_at timestamptz NOT NULL DEFAULT now()
);
