-- Who was forgotten. Kept in a file outside the database as well (services/accounts/kept_apart.py),
-- so that a restored backup forgets them again.
CREATE TABLE erasures (
    account_id uuid PRIMARY KEY,
    person_id uuid NOT NULL,
    erased_at timestamptz NOT NULL
);
CREATE INDEX erasures_newest ON erasures (erased_at, account_id);
