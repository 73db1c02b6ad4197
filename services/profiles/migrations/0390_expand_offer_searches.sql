-- What a person looks for among offers again and again, and is told of when it is published.
CREATE TABLE offer_searches (
    id uuid PRIMARY KEY,
    person_id uuid NOT NULL,
    organization_id uuid NOT NULL,
    name text NOT NULL,
    search text NOT NULL,
    -- The words of ``search`` as the list looks for them.
    patterns text[] NOT NULL,
    prefecture text,
    tag text,
    cost text,
    -- What the band ``cost`` asks of the sum: at least, at most, or that none is said.
    cost_least bigint,
    cost_most bigint,
    cost_open boolean NOT NULL,
    kind text,
    before_budget boolean,
    -- In the clear: its owner reads it again, and it opens nothing that is not public.
    feed_token text NOT NULL UNIQUE,
    shared boolean NOT NULL,
    created_at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX offer_searches_of_person ON offer_searches (person_id, created_at DESC);
-- What others share with an organization (store/offer_searches.py SEEN).
CREATE INDEX offer_searches_shared ON offer_searches (organization_id) WHERE shared;
