-- Letters to an address that need not be anybody's yet: links to come in by, and answers.
CREATE TABLE mailings (
    id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    kind text NOT NULL,
    -- What it is about, once for each kind.
    subject_id uuid NOT NULL,
    email text NOT NULL,
    locale text NOT NULL,
    -- What is said in it; never a link, which is made when the letter is written.
    said jsonb NOT NULL,
    state text NOT NULL DEFAULT 'waiting'
        CHECK (state IN ('waiting', 'sent', 'bounced', 'given_up')),
    tries integer NOT NULL DEFAULT 0,
    written_at timestamptz NOT NULL DEFAULT now(),
    due_at timestamptz NOT NULL DEFAULT now(),
    sent_at timestamptz,
    error text NOT NULL DEFAULT '',
    UNIQUE (kind, subject_id)
);
-- What is to be sent next (store/mailings.py CLAIM).
CREATE INDEX mailings_due ON mailings (due_at, id) WHERE state = 'waiting';
