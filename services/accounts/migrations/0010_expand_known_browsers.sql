-- Browsers in which somebody has signed in with success: strangers' guesses do not lock these out.
CREATE TABLE known_browsers (
    account_id uuid NOT NULL REFERENCES accounts ON DELETE CASCADE,
    -- SHA-256 of what its cookie holds.
    token_hash bytea NOT NULL,
    used_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (account_id, token_hash)
);
