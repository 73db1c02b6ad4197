-- Copies of what challenges and profiles tell; ids and revisions are theirs.
CREATE TABLE documents (
    id uuid PRIMARY KEY,
    side text NOT NULL CHECK (side IN ('challenge', 'offer')),
    organization_id uuid NOT NULL,
    revision integer NOT NULL,
    is_open boolean NOT NULL,
    body jsonb NOT NULL,
    kept_at timestamptz NOT NULL DEFAULT clock_timestamp()
);
CREATE INDEX documents_of_organization ON documents (organization_id) WHERE is_open;
CREATE INDEX documents_newest ON documents (kept_at);
