-- What a person looks for again and again, and is told of when it is published.
CREATE TABLE searches (
    id uuid PRIMARY KEY,
    person_id uuid NOT NULL,
    organization_id uuid NOT NULL,
    name text NOT NULL,
    search text NOT NULL,
    -- The words of ``search`` as the list looks for them.
    patterns text[] NOT NULL,
    prefecture text,
    direction text,
    budget_stage text,
    tag text,
    -- In the clear: its owner reads it again, and it opens nothing that is not public.
    feed_token text NOT NULL UNIQUE,
    created_at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX searches_of_person ON searches (person_id, created_at DESC);
