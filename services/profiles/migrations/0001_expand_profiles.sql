CREATE TABLE organizations (
    id uuid PRIMARY KEY,
    kind text NOT NULL,
    name text NOT NULL,
    name_kana text NOT NULL DEFAULT '',
    kana_key text NOT NULL,
    search_text text NOT NULL,
    prefecture text,
    corporate_number char(13) UNIQUE,
    url text NOT NULL DEFAULT '',
    description text NOT NULL DEFAULT '',
    source jsonb,
    revision integer NOT NULL DEFAULT 1,
    kept_at timestamptz NOT NULL DEFAULT now()
);
-- Lists in the order of their readings (store/organizations.py PAGE).
CREATE INDEX organizations_by_kana ON organizations (kana_key, id);

CREATE TABLE units (
    id uuid PRIMARY KEY,
    organization_id uuid NOT NULL REFERENCES organizations,
    name text NOT NULL,
    UNIQUE (organization_id, name)
);

CREATE TABLE municipalities (
    id uuid PRIMARY KEY REFERENCES organizations,
    lg_code char(6) NOT NULL UNIQUE,
    name text NOT NULL,
    name_kana text NOT NULL,
    name_en text NOT NULL,
    kana_key text NOT NULL,
    search_text text NOT NULL,
    kind text NOT NULL,
    prefecture text NOT NULL,
    region text NOT NULL DEFAULT '',
    population integer,
    url text NOT NULL DEFAULT ''
);
CREATE INDEX municipalities_by_kana ON municipalities (kana_key, id);

CREATE TABLE people (
    id uuid PRIMARY KEY,
    name text NOT NULL,
    name_kana text NOT NULL DEFAULT ''
);

CREATE TABLE memberships (
    id uuid PRIMARY KEY,
    person_id uuid NOT NULL REFERENCES people,
    organization_id uuid NOT NULL REFERENCES organizations,
    unit_id uuid REFERENCES units,
    role text NOT NULL,
    since timestamptz NOT NULL DEFAULT now(),
    until timestamptz,
    revision integer NOT NULL DEFAULT 1,
    CHECK (until IS NULL OR until > since)
);
CREATE INDEX memberships_of_person ON memberships (person_id);

CREATE TABLE offers (
    id uuid PRIMARY KEY,
    organization_id uuid NOT NULL REFERENCES organizations,
    title text NOT NULL,
    text text NOT NULL,
    tags text[] NOT NULL DEFAULT '{}',
    reach text[] NOT NULL DEFAULT '{}',
    cost_yen bigint CHECK (cost_yen >= 0),
    state text NOT NULL CHECK (state IN ('published', 'withdrawn')),
    source jsonb,
    search_text text NOT NULL,
    revision integer NOT NULL DEFAULT 1,
    published_at timestamptz NOT NULL DEFAULT now()
);
-- The list of offers, newest first, page by page (store/offers.py PAGE).
CREATE INDEX offers_newest ON offers (published_at DESC, id DESC) WHERE state = 'published';
CREATE INDEX offers_of_organization ON offers (organization_id);
