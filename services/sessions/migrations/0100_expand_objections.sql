-- Objections to a provisional timetable (異議), and what became of them.
CREATE TABLE objections (
    id uuid PRIMARY KEY,
    event_id uuid NOT NULL REFERENCES events,
    participant_id uuid NOT NULL REFERENCES participants,
    other_id uuid REFERENCES participants,
    text text NOT NULL,
    made_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    accepted boolean,
    answer text NOT NULL DEFAULT '',
    resolved_at timestamptz
);
CREATE INDEX objections_of_event ON objections (event_id, made_at);
