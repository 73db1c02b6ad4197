-- Where each chain ends: locked by whoever adds to it, so that a chain has no gap and no fork.
CREATE TABLE heads (
    tenant uuid PRIMARY KEY,
    seq bigint NOT NULL,
    hash bytea NOT NULL CHECK (length(hash) = 32)
);

CREATE TABLE entries (
    tenant uuid NOT NULL,
    seq bigint NOT NULL CHECK (seq > 0),
    previous bytea NOT NULL CHECK (length(previous) = 32),
    hash bytea NOT NULL CHECK (length(hash) = 32),
    -- The event's: whatever is told again is one entry for ever.
    id uuid NOT NULL UNIQUE,
    at timestamptz NOT NULL,
    account uuid,
    person uuid,
    role text,
    organization uuid,
    unit uuid,
    operation text NOT NULL,
    object_kind text NOT NULL,
    object_id text NOT NULL,
    result text NOT NULL CHECK (result IN ('done', 'denied', 'refused')),
    reason text NOT NULL,
    fields text[] NOT NULL,
    address text NOT NULL,
    user_agent text NOT NULL,
    trace text NOT NULL,
    PRIMARY KEY (tenant, seq)
);
-- The lists of store/entries.py PAGE: of all tenants, of one, of one object, of one person.
CREATE INDEX entries_newest ON entries (at DESC, id DESC);
CREATE INDEX entries_of_tenant ON entries (tenant, at DESC, id DESC);
CREATE INDEX entries_of_object ON entries (object_id, at DESC) WHERE object_id <> '';
CREATE INDEX entries_of_person ON entries (person, at DESC) WHERE person IS NOT NULL;

CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'rows of the ledger are only added (%)', TG_OP USING ERRCODE = '42501';
END
$$;

-- Holds for the owner too. By this name chassis/roles.py knows that the service's own role may
-- read and add, and nothing else.
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON entries
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- A copy of what profiles tells; ids and revisions are theirs.
CREATE TABLE memberships (
    id uuid PRIMARY KEY,
    organization_id uuid NOT NULL,
    role text NOT NULL,
    since timestamptz NOT NULL,
    until timestamptz,
    revision integer NOT NULL
);
CREATE INDEX memberships_of_admins ON memberships (organization_id) WHERE role = 'platform_admin';
