-- Copies of what profiles and challenges tell; ids and revisions are theirs.
CREATE TABLE organizations (
    id uuid PRIMARY KEY,
    kind text NOT NULL,
    name text NOT NULL,
    units jsonb NOT NULL DEFAULT '[]',
    revision integer NOT NULL
);

CREATE TABLE people (
    id uuid PRIMARY KEY,
    is_minor boolean NOT NULL DEFAULT false
);

CREATE TABLE memberships (
    id uuid PRIMARY KEY,
    person_id uuid NOT NULL,
    organization_id uuid NOT NULL,
    unit_id uuid,
    role text NOT NULL,
    since timestamptz NOT NULL,
    until timestamptz,
    revision integer NOT NULL
);
CREATE INDEX memberships_of_organization ON memberships (organization_id);
CREATE INDEX memberships_of_person ON memberships (person_id);

-- What an interest may be about: an open challenge or a published offer.
CREATE TABLE causes (
    id uuid PRIMARY KEY,
    kind text NOT NULL CHECK (kind IN ('challenge', 'offer')),
    organization_id uuid NOT NULL,
    unit_id uuid,
    title text NOT NULL,
    state text NOT NULL,
    budget_stage text,
    answer_by date,
    revision integer NOT NULL,
    changed_at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX causes_of_organization ON causes (organization_id);

-- Two organizations. Whatever both could do at the same moment holds this row first.
CREATE TABLE pairs (
    low_id uuid NOT NULL,
    high_id uuid NOT NULL,
    revision integer NOT NULL DEFAULT 0,
    PRIMARY KEY (low_id, high_id),
    CHECK (low_id < high_id)
);

CREATE TABLE preferences (
    id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    organization_id uuid NOT NULL,
    other_id uuid NOT NULL,
    unit_id uuid,
    grade text NOT NULL CHECK (grade IN ('must', 'meet', 'no')),
    contact_name text NOT NULL DEFAULT '',
    contact_email text,
    set_by uuid NOT NULL,
    set_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    UNIQUE (organization_id, other_id)
);

CREATE TABLE introductions (
    id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    low_id uuid NOT NULL,
    high_id uuid NOT NULL,
    cause text NOT NULL,
    cause_id uuid,
    cause_title text NOT NULL DEFAULT '',
    interest_id uuid,
    state text NOT NULL DEFAULT 'live' CHECK (state IN ('live', 'ended')),
    made_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    ended_at timestamptz,
    blocked_at timestamptz,
    revision integer NOT NULL DEFAULT 1,
    FOREIGN KEY (low_id, high_id) REFERENCES pairs
);
-- Two are brought together once, however many say yes at the same moment.
CREATE UNIQUE INDEX introductions_live ON introductions (low_id, high_id) WHERE state = 'live';

CREATE TABLE sides (
    introduction_id uuid NOT NULL REFERENCES introductions,
    organization_id uuid NOT NULL,
    unit_id uuid,
    speaks_first boolean NOT NULL,
    contact_name text NOT NULL DEFAULT '',
    contact_email text,
    contact_person uuid,
    end_reason text,
    end_note text NOT NULL DEFAULT '',
    PRIMARY KEY (introduction_id, organization_id)
);
CREATE INDEX sides_of_organization ON sides (organization_id);

CREATE TABLE interests (
    id uuid PRIMARY KEY,
    from_organization_id uuid NOT NULL,
    from_unit_id uuid,
    to_organization_id uuid NOT NULL,
    to_unit_id uuid,
    cause text NOT NULL,
    cause_id uuid,
    cause_title text NOT NULL DEFAULT '',
    line text NOT NULL,
    state text NOT NULL DEFAULT 'sent'
        CHECK (state IN ('sent', 'seen', 'mutual', 'declined', 'expired', 'cancelled')),
    sent_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    -- From when the receiver's time runs; begins anew when it is forwarded.
    waits_from timestamptz NOT NULL DEFAULT clock_timestamp(),
    due_at timestamptz NOT NULL,
    reminded integer NOT NULL DEFAULT 0,
    forwarded integer NOT NULL DEFAULT 0,
    decided_at timestamptz,
    decline_reason text,
    decline_note text NOT NULL DEFAULT '',
    contact_name text NOT NULL DEFAULT '',
    contact_email text,
    sent_by uuid NOT NULL,
    introduction_id uuid REFERENCES introductions,
    revision integer NOT NULL DEFAULT 1
);
CREATE UNIQUE INDEX interests_open_once ON interests
    (from_organization_id, to_organization_id, cause, coalesce(cause_id, to_organization_id))
    WHERE state IN ('sent', 'seen');
CREATE INDEX interests_sent ON interests (from_organization_id, sent_at DESC, id DESC);
CREATE INDEX interests_received ON interests (to_organization_id, sent_at DESC, id DESC);
-- What runs out or is to be reminded of (store/timing.py).
CREATE INDEX interests_waiting ON interests (due_at) WHERE state IN ('sent', 'seen');

-- Each step is written once and never changed.
CREATE TABLE steps (
    seq bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    interest_id uuid NOT NULL REFERENCES interests,
    kind text NOT NULL,
    at timestamptz NOT NULL DEFAULT clock_timestamp(),
    organization_id uuid,
    person_id uuid,
    unit_id uuid,
    note text NOT NULL DEFAULT ''
);
CREATE INDEX steps_of_interest ON steps (interest_id, seq);

CREATE TABLE messages (
    id uuid PRIMARY KEY,
    introduction_id uuid NOT NULL REFERENCES introductions,
    organization_id uuid NOT NULL,
    person_id uuid NOT NULL,
    body text NOT NULL,
    links jsonb NOT NULL DEFAULT '[]',
    sent_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    by_mail boolean NOT NULL DEFAULT false,
    is_hidden boolean NOT NULL DEFAULT false,
    hidden_reason text NOT NULL DEFAULT ''
);
CREATE INDEX messages_newest ON messages (introduction_id, sent_at DESC, id DESC);

CREATE TABLE reads (
    introduction_id uuid NOT NULL REFERENCES introductions,
    organization_id uuid NOT NULL,
    person_id uuid NOT NULL,
    read_at timestamptz NOT NULL,
    PRIMARY KEY (introduction_id, person_id)
);

CREATE TABLE cases (
    id uuid PRIMARY KEY,
    message_id uuid NOT NULL REFERENCES messages,
    organization_id uuid NOT NULL,
    reported_by uuid NOT NULL,
    reason text NOT NULL,
    note text NOT NULL DEFAULT '',
    reported_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    outcome text CHECK (outcome IN ('hidden', 'kept')),
    outcome_reason text NOT NULL DEFAULT '',
    decided_by uuid,
    decided_at timestamptz,
    UNIQUE (message_id, organization_id)
);
CREATE INDEX cases_open ON cases (reported_at) WHERE outcome IS NULL;

CREATE TABLE talks (
    id uuid PRIMARY KEY,
    introduction_id uuid NOT NULL REFERENCES introductions,
    offered_by uuid NOT NULL,
    times jsonb NOT NULL,
    minutes integer NOT NULL,
    place text NOT NULL DEFAULT '',
    state text NOT NULL DEFAULT 'offered' CHECK (state IN ('offered', 'chosen', 'cancelled')),
    chosen timestamptz,
    sequence integer NOT NULL DEFAULT 0,
    offered_at timestamptz NOT NULL DEFAULT clock_timestamp()
);
CREATE INDEX talks_of_introduction ON talks (introduction_id, offered_at);

-- Which letters may be answered, and by whom: known by a hash that opens nothing.
CREATE TABLE reply_addresses (
    token_hash text PRIMARY KEY,
    introduction_id uuid NOT NULL,
    person_id uuid NOT NULL,
    expires_at timestamptz NOT NULL DEFAULT now() + interval '30 days'
);
CREATE TABLE taken_mails (
    mail_hash text PRIMARY KEY,
    message_id uuid NOT NULL,
    taken_at timestamptz NOT NULL DEFAULT now()
);

-- Entries are added, and never changed (store/dialogues.py).
CREATE TABLE dialogues (
    id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    public_organization_id uuid NOT NULL,
    public_unit_id uuid,
    company_id uuid NOT NULL,
    kind text NOT NULL,
    at timestamptz NOT NULL,
    people text NOT NULL DEFAULT '',
    disclosed text NOT NULL DEFAULT '',
    offered_to text NOT NULL DEFAULT '',
    cause_title text NOT NULL DEFAULT '',
    introduction_id uuid,
    by_hand boolean NOT NULL DEFAULT false,
    noted_by uuid,
    noted_at timestamptz NOT NULL DEFAULT clock_timestamp()
);
CREATE INDEX dialogues_newest ON dialogues (public_organization_id, at DESC, id DESC);

CREATE TABLE desk_letters (
    id uuid PRIMARY KEY,
    kind text,
    subject_id uuid,
    receivers jsonb NOT NULL,
    to_unit_id uuid,
    subject text NOT NULL,
    body text NOT NULL,
    state text NOT NULL DEFAULT 'draft'
        CHECK (state IN ('draft', 'waiting', 'sent', 'discarded')),
    written_by uuid NOT NULL,
    asked_by uuid,
    confirmed_by uuid,
    written_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    sent_at timestamptz,
    revision integer NOT NULL DEFAULT 1
);

CREATE VIEW known_interests AS
SELECT i.id, i.from_organization_id, f.name AS from_organization_name, i.from_unit_id,
    i.to_organization_id, t.name AS to_organization_name, i.to_unit_id, i.cause, i.cause_id,
    i.cause_title, i.line, i.state, i.sent_at, i.due_at, i.decided_at, i.decline_reason,
    i.decline_note, i.introduction_id, i.revision,
    coalesce((
        SELECT jsonb_agg(jsonb_build_object('kind', s.kind, 'at', s.at,
            'organization_id', s.organization_id, 'person_id', s.person_id, 'unit_id', s.unit_id,
            'note', s.note) ORDER BY s.seq)
        FROM steps s WHERE s.interest_id = i.id), '[]') AS steps
FROM interests i
JOIN organizations f ON f.id = i.from_organization_id
JOIN organizations t ON t.id = i.to_organization_id;

CREATE VIEW known_introductions AS
SELECT i.id, i.cause, i.cause_id, i.cause_title, i.interest_id, i.state, i.made_at, i.ended_at,
    i.blocked_at, i.revision, own.organization_id AS own_id, own.unit_id AS own_unit,
    their.organization_id AS their_id, own.speaks_first,
    jsonb_build_object('organization_id', own.organization_id, 'organization_name', o.name,
        'unit_id', own.unit_id, 'contact', jsonb_build_object(
            'name', own.contact_name, 'email', own.contact_email)) AS ours,
    jsonb_build_object('organization_id', their.organization_id, 'organization_name', t.name,
        'unit_id', their.unit_id, 'contact', jsonb_build_object(
            'name', their.contact_name, 'email', their.contact_email)) AS theirs
FROM introductions i
JOIN sides own ON own.introduction_id = i.id
JOIN sides their ON their.introduction_id = i.id AND their.organization_id <> own.organization_id
JOIN organizations o ON o.id = own.organization_id
JOIN organizations t ON t.id = their.organization_id;
