-- What tablets at the door noted (受付), each note once, under the id that the tablet chose.
CREATE TABLE check_ins (
    id uuid PRIMARY KEY,
    event_id uuid NOT NULL REFERENCES events,
    participant_id uuid NOT NULL REFERENCES participants ON DELETE CASCADE,
    kind text NOT NULL CHECK (kind IN ('arrival', 'undo')),
    means text NOT NULL CHECK (means IN ('code', 'qr', 'paper')),
    -- By the clock of the database: the tablet's, corrected by what it lacks.
    at timestamptz NOT NULL,
    door text NOT NULL DEFAULT '',
    reason text NOT NULL DEFAULT '',
    made_by uuid NOT NULL,
    came_in_at timestamptz NOT NULL DEFAULT clock_timestamp()
);
CREATE INDEX check_ins_of_participant ON check_ins (participant_id, at);
CREATE INDEX check_ins_of_event ON check_ins (event_id);

-- Who has arrived, and when: the first note after whatever was taken back last. It follows from
-- the set of notes alone, so it does not matter in which order they come in, nor how often.
CREATE VIEW arrivals AS
SELECT c.event_id, c.participant_id, min(c.at) AS at,
    (array_agg(c.id ORDER BY c.at, c.id))[1] AS check_in_id
FROM check_ins c
WHERE c.kind = 'arrival' AND c.at > coalesce((
    SELECT max(u.at) FROM check_ins u
    WHERE u.participant_id = c.participant_id AND u.kind = 'undo'), '-infinity')
GROUP BY c.event_id, c.participant_id;

-- What became of meetings. Pairs meet once at most, so a meeting has one id in all versions.
CREATE TABLE meeting_outcomes (
    event_id uuid NOT NULL REFERENCES events,
    meeting_id uuid NOT NULL,
    public_id uuid NOT NULL,
    private_id uuid NOT NULL,
    slot text NOT NULL,
    state text NOT NULL CHECK (state IN ('held', 'no_show', 'refilled')),
    missing uuid[] NOT NULL DEFAULT '{}',
    replaced_by uuid,
    settled_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    PRIMARY KEY (event_id, meeting_id)
);

-- Slots that are over and of which every meeting has its outcome.
CREATE TABLE settled_slots (
    event_id uuid NOT NULL REFERENCES events,
    slot text NOT NULL,
    settled_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    PRIMARY KEY (event_id, slot)
);
