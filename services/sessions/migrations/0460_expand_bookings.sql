-- Meetings that participants arrange themselves, until they stand in a timetable. Each place is
-- taken once by the indexes below, whatever the code does: a table, a room online, and one of the
-- people who sit at a desk (seats, from 1).
CREATE TABLE bookings (
    id uuid PRIMARY KEY,
    event_id uuid NOT NULL REFERENCES events,
    public_id uuid NOT NULL REFERENCES participants ON DELETE CASCADE,
    private_id uuid NOT NULL REFERENCES participants ON DELETE CASCADE,
    slot text NOT NULL,
    table_id text,
    room integer,
    public_seat integer NOT NULL,
    private_seat integer NOT NULL,
    booked_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    CHECK ((table_id IS NULL) <> (room IS NULL))
);
CREATE UNIQUE INDEX bookings_of_pair ON bookings (event_id, public_id, private_id);
CREATE UNIQUE INDEX bookings_of_table ON bookings (event_id, slot, table_id);
CREATE UNIQUE INDEX bookings_of_room ON bookings (event_id, slot, room);
CREATE UNIQUE INDEX bookings_of_public ON bookings (public_id, slot, public_seat);
CREATE UNIQUE INDEX bookings_of_private ON bookings (private_id, slot, private_seat);

-- Who asked whom for a meeting. What became of it says only what whoever asked may know.
CREATE TABLE meeting_requests (
    id uuid PRIMARY KEY,
    event_id uuid NOT NULL REFERENCES events,
    participant_id uuid NOT NULL REFERENCES participants ON DELETE CASCADE,
    other_id uuid NOT NULL REFERENCES participants ON DELETE CASCADE,
    line text NOT NULL DEFAULT '',
    asked_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    expires_at timestamptz NOT NULL,
    withdrawn_at timestamptz,
    accepted_at timestamptz,
    UNIQUE (participant_id, other_id)
);
CREATE INDEX meeting_requests_of_other ON meeting_requests (other_id);
CREATE INDEX meeting_requests_of_event ON meeting_requests (event_id);

-- Kept apart like preferences: who declined, or gave back a meeting, and does not want it again.
CREATE TABLE meeting_refusals (
    participant_id uuid NOT NULL REFERENCES participants ON DELETE CASCADE,
    other_id uuid NOT NULL REFERENCES participants ON DELETE CASCADE,
    refused_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    PRIMARY KEY (participant_id, other_id)
);
CREATE INDEX meeting_refusals_of_other ON meeting_refusals (other_id);
