-- What a person says of themselves, each field shown to whom they choose.
CREATE TABLE cards (
    person_id uuid PRIMARY KEY REFERENCES people,
    position text NOT NULL DEFAULT '',
    about text NOT NULL DEFAULT '',
    email text NOT NULL DEFAULT '',
    phone text NOT NULL DEFAULT '',
    position_shown text NOT NULL,
    about_shown text NOT NULL,
    email_shown text NOT NULL CHECK (email_shown <> 'everybody'),
    phone_shown text NOT NULL CHECK (phone_shown <> 'everybody'),
    keep_months integer NOT NULL,
    -- Then it is purged (store/cards.py PURGE).
    kept_until timestamptz NOT NULL,
    revision integer NOT NULL DEFAULT 1
);
CREATE INDEX cards_old ON cards (kept_until);

-- A copy of what introductions tells; ids and revisions are theirs.
CREATE TABLE introductions (
    id uuid PRIMARY KEY,
    one_id uuid NOT NULL,
    other_id uuid NOT NULL,
    is_live boolean NOT NULL,
    revision integer NOT NULL
);
CREATE INDEX introductions_of ON introductions (one_id, other_id) WHERE is_live;
