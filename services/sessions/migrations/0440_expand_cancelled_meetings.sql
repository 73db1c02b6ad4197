-- Meetings that an organizer took out (取りやめ): they come back by hand alone.
CREATE TABLE cancelled_meetings (
    event_id uuid NOT NULL REFERENCES events,
    public_id uuid NOT NULL REFERENCES participants ON DELETE CASCADE,
    private_id uuid NOT NULL REFERENCES participants ON DELETE CASCADE,
    reason text NOT NULL,
    cancelled_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    PRIMARY KEY (event_id, public_id, private_id)
);
