-- How often somebody wants letters of what was found; who is not here: at once.
CREATE TABLE rhythms (
    person_id uuid PRIMARY KEY,
    rhythm text NOT NULL CHECK (rhythm IN ('at_once', 'daily', 'weekly', 'never'))
);

-- Notifications that wait for the next digest.
CREATE TABLE held (
    id uuid PRIMARY KEY REFERENCES notifications
);

-- One digest a person and period; the letter is in mailings, under its id.
CREATE TABLE digests (
    id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    person_id uuid NOT NULL,
    rhythm text NOT NULL,
    -- The day in Japan on which the period began.
    period date NOT NULL,
    UNIQUE (person_id, rhythm, period)
);
