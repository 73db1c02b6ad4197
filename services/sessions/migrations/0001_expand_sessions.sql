-- Copies of what profiles tells; ids and revisions are theirs.
CREATE TABLE organizations (
    id uuid PRIMARY KEY,
    kind text NOT NULL,
    name text NOT NULL,
    revision integer NOT NULL
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

CREATE TABLE people (
    id uuid PRIMARY KEY,
    name text NOT NULL,
    name_kana text NOT NULL DEFAULT '',
    is_minor boolean NOT NULL DEFAULT false
);

CREATE TABLE events (
    id uuid PRIMARY KEY,
    organization_id uuid NOT NULL,
    title text NOT NULL,
    description text NOT NULL DEFAULT '',
    venue text NOT NULL DEFAULT '',
    held_on date,
    time_zone text NOT NULL DEFAULT 'Asia/Tokyo',
    state text NOT NULL DEFAULT 'planning',
    mode text NOT NULL DEFAULT 'organizer',
    public_capacity integer NOT NULL,
    private_capacity integer NOT NULL,
    slots jsonb NOT NULL DEFAULT '[]',
    tables jsonb NOT NULL DEFAULT '[]',
    online_rooms integer NOT NULL DEFAULT 0,
    floor integer NOT NULL DEFAULT 2,
    walking_minutes integer NOT NULL DEFAULT 0,
    consent text NOT NULL DEFAULT '',
    retain_until date,
    objection_hours integer NOT NULL DEFAULT 48,
    objections_until timestamptz,
    final_version integer,
    cloned_from uuid,
    rehearsal boolean NOT NULL DEFAULT false,
    revision integer NOT NULL DEFAULT 1,
    created_at timestamptz NOT NULL DEFAULT clock_timestamp()
);
CREATE INDEX events_of_organization ON events (organization_id);

CREATE TABLE participants (
    id uuid PRIMARY KEY,
    event_id uuid NOT NULL REFERENCES events,
    number integer NOT NULL,
    side text NOT NULL CHECK (side IN ('public', 'private')),
    state text NOT NULL CHECK (state IN ('registered', 'waiting', 'cancelled')),
    organization_id uuid,
    organization_name text NOT NULL,
    unit_name text NOT NULL DEFAULT '',
    name text NOT NULL,
    name_kana text NOT NULL DEFAULT '',
    email text NOT NULL DEFAULT '',
    person_id uuid,
    desks integer NOT NULL DEFAULT 1,
    available jsonb,
    least integer,
    most integer,
    first_served boolean NOT NULL DEFAULT false,
    attends text NOT NULL DEFAULT 'on_site',
    zone text NOT NULL DEFAULT '',
    online_url text NOT NULL DEFAULT '',
    needs text NOT NULL DEFAULT '',
    looking_for text NOT NULL DEFAULT '',
    consented_at timestamptz,
    waiting_since timestamptz,
    import_id uuid,
    sort_key text COLLATE "C" NOT NULL DEFAULT '',
    search_text text NOT NULL DEFAULT '',
    revision integer NOT NULL DEFAULT 1,
    created_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    UNIQUE (event_id, number)
);

CREATE INDEX participants_in_order ON participants (event_id, sort_key, id);
CREATE INDEX participants_of_organization ON participants (organization_id);
CREATE INDEX participants_of_person ON participants (person_id);
CREATE UNIQUE INDEX participants_once ON participants (event_id, organization_id, person_id)
    WHERE state <> 'cancelled' AND person_id IS NOT NULL;

-- Lists that were taken in at once, and may be taken back at once.
CREATE TABLE imports (
    id uuid PRIMARY KEY,
    event_id uuid NOT NULL REFERENCES events,
    made_by uuid NOT NULL,
    made_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    undone_at timestamptz
);

-- Kept apart from participants: nobody but the own side and the solver reads these.
CREATE TABLE preferences (
    participant_id uuid NOT NULL REFERENCES participants,
    other_id uuid NOT NULL REFERENCES participants,
    grade text NOT NULL CHECK (grade IN ('must', 'meet', 'no')),
    set_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    PRIMARY KEY (participant_id, other_id)
);

CREATE TABLE timetables (
    event_id uuid NOT NULL REFERENCES events,
    version integer NOT NULL,
    state text NOT NULL CHECK (state IN ('draft', 'provisional', 'final')),
    -- Problem and timetable of services/sessions/timetable, as they were solved.
    problem jsonb NOT NULL,
    result jsonb NOT NULL,
    note text NOT NULL DEFAULT '',
    made_by uuid NOT NULL,
    made_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    PRIMARY KEY (event_id, version)
);

CREATE VIEW known_events AS
SELECT e.id, e.organization_id, coalesce(o.name, '') AS organization_name, e.title,
    e.description, e.venue, e.held_on, e.time_zone, e.state, e.mode, e.public_capacity,
    e.private_capacity, e.slots, e.tables, e.online_rooms, e.floor, e.walking_minutes, e.consent,
    e.retain_until, e.objection_hours, e.objections_until, e.final_version, e.cloned_from,
    e.rehearsal, e.revision, e.created_at,
    (SELECT count(*) FROM participants p WHERE p.event_id = e.id AND p.state = 'registered')
        AS registered,
    (SELECT count(*) FROM participants p WHERE p.event_id = e.id AND p.state = 'waiting')
        AS waiting
FROM events e LEFT JOIN organizations o ON o.id = e.organization_id;

-- Of somebody on the waiting list, from 1.
CREATE FUNCTION waiting_place(who participants) RETURNS bigint LANGUAGE sql STABLE AS $$
    SELECT CASE WHEN who.state = 'waiting' THEN (
        SELECT count(*) FROM participants o
        WHERE o.event_id = who.event_id AND o.side = who.side AND o.state = 'waiting'
            AND (o.waiting_since, o.number) <= (who.waiting_since, who.number)
    ) END
$$;
