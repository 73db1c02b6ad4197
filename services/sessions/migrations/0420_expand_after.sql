-- What is asked, told and counted after a matching event.
ALTER TABLE organizations ADD COLUMN population integer;
ALTER TABLE organizations ADD COLUMN founded integer;
ALTER TABLE participants ADD COLUMN moved_up_at timestamptz;
ALTER TABLE participants ADD COLUMN waited_from timestamptz;

-- What all participants of an event were told; each kind once.
CREATE TABLE notices (
    event_id uuid NOT NULL REFERENCES events,
    kind text NOT NULL,
    given_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    PRIMARY KEY (event_id, kind)
);

-- Kept apart like preferences: nobody but the own side reads one.
CREATE TABLE ratings (
    participant_id uuid NOT NULL REFERENCES participants,
    other_id uuid NOT NULL REFERENCES participants,
    event_id uuid NOT NULL REFERENCES events,
    go_on text NOT NULL CHECK (go_on IN ('yes', 'maybe', 'no')),
    line text NOT NULL DEFAULT '',
    contact_name text NOT NULL DEFAULT '',
    contact_email text,
    unit_id uuid,
    rated_by uuid,
    rated_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    PRIMARY KEY (participant_id, other_id)
);
CREATE INDEX ratings_of_event ON ratings (event_id);
CREATE INDEX ratings_of_person ON ratings (rated_by);

-- Pairs that both want to go on, told once; what was made of it is added when it is heard of.
CREATE TABLE agreed (
    event_id uuid NOT NULL REFERENCES events,
    public_id uuid NOT NULL REFERENCES participants,
    private_id uuid NOT NULL REFERENCES participants,
    agreed_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    PRIMARY KEY (event_id, public_id, private_id)
);
CREATE TABLE introduced (
    introduction_id uuid PRIMARY KEY,
    event_id uuid NOT NULL
);
CREATE INDEX introduced_of_event ON introduced (event_id);

-- Reports as they were when the event was archived, or before its people were deleted.
CREATE TABLE reports (
    event_id uuid PRIMARY KEY REFERENCES events,
    report jsonb NOT NULL,
    made_at timestamptz NOT NULL DEFAULT clock_timestamp()
);

-- Events whose people are kept no longer, once their report is.
CREATE VIEW events_over AS
SELECT e.id, e.final_version FROM events e JOIN reports r ON r.event_id = e.id
WHERE e.retain_until < (clock_timestamp() AT TIME ZONE e.time_zone)::date;
