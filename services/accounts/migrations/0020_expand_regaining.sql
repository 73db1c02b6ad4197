-- Asked for by a letter's link; of an unknown address without an account, so that both are alike.
CREATE TABLE resets (
    id uuid PRIMARY KEY,
    account_id uuid REFERENCES accounts ON DELETE CASCADE,
    asked_at timestamptz NOT NULL DEFAULT now(),
    expires_at timestamptz NOT NULL,
    used_at timestamptz,
    -- By another reset, a changed password or address.
    void_at timestamptz
);
CREATE INDEX resets_of_account ON resets (account_id);

CREATE TABLE email_changes (
    id uuid PRIMARY KEY,
    account_id uuid NOT NULL REFERENCES accounts ON DELETE CASCADE,
    old_email text NOT NULL,
    new_email text NOT NULL,
    state text NOT NULL DEFAULT 'asked'
        CHECK (state IN ('asked', 'confirmed', 'undone', 'overtaken')),
    asked_at timestamptz NOT NULL DEFAULT now(),
    confirm_until timestamptz NOT NULL,
    undo_until timestamptz
);
-- The last one asked for is the one that counts.
CREATE UNIQUE INDEX email_changes_waiting ON email_changes (account_id) WHERE state = 'asked';

CREATE TABLE recoveries (
    id uuid PRIMARY KEY,
    account_id uuid NOT NULL REFERENCES accounts ON DELETE CASCADE,
    state text NOT NULL DEFAULT 'asked'
        CHECK (state IN ('asked', 'vouched', 'used', 'stopped', 'refused')),
    asked_at timestamptz NOT NULL DEFAULT now(),
    expires_at timestamptz NOT NULL,
    vouched_by uuid,
    confirmed_by uuid,
    ripe_at timestamptz,
    CHECK (vouched_by <> confirmed_by),
    CHECK (state NOT IN ('vouched', 'used')
        OR (vouched_by IS NOT NULL AND confirmed_by IS NOT NULL AND ripe_at IS NOT NULL))
);
CREATE UNIQUE INDEX recoveries_waiting ON recoveries (account_id)
    WHERE state IN ('asked', 'vouched');

-- SHA-256 of the tokens in letters about the above, as notify tells it.
CREATE TABLE letter_links (
    token_hash bytea PRIMARY KEY,
    kind text NOT NULL,
    subject_id uuid NOT NULL
);
