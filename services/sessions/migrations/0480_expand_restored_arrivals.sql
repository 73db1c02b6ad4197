-- What was taken back at the door may be put back (取り消しを元に戻す): the arrival is as it was.
ALTER TABLE check_ins
    DROP CONSTRAINT check_ins_kind_check,
    ADD CONSTRAINT check_ins_kind_check CHECK (kind IN ('arrival', 'undo', 'restore'));

-- A restore lifts the last "taken back" before it, and says nothing by itself. So who has arrived
-- still follows from the set of notes alone, in whatever order they come and however often.
CREATE OR REPLACE VIEW arrivals AS
SELECT c.event_id, c.participant_id, min(c.at) AS at,
    (array_agg(c.id ORDER BY c.at, c.id))[1] AS check_in_id
FROM check_ins c
WHERE c.kind = 'arrival' AND c.at > coalesce((
    SELECT max(u.at) FROM check_ins u
    WHERE u.participant_id = c.participant_id AND u.kind = 'undo' AND NOT EXISTS (
        SELECT FROM check_ins r
        WHERE r.participant_id = u.participant_id AND r.kind = 'restore' AND r.at > u.at
            AND NOT EXISTS (
                SELECT FROM check_ins v
                WHERE v.participant_id = u.participant_id AND v.kind = 'undo'
                    AND v.at > u.at AND v.at < r.at))), '-infinity')
GROUP BY c.event_id, c.participant_id;

-- A meeting that did not take place because one of the two had cancelled.
ALTER TABLE meeting_outcomes
    DROP CONSTRAINT meeting_outcomes_state_check,
    ADD CONSTRAINT meeting_outcomes_state_check
        CHECK (state IN ('held', 'no_show', 'refilled', 'cancelled'));

-- The secret by which it is drawn which pairs that never asked for each other may stand in: nobody
-- reads it, so that nobody can tell who was not drawn from whom somebody does not want to meet.
ALTER TABLE events ADD COLUMN lot uuid NOT NULL DEFAULT gen_random_uuid();
-- Who came in later can have said nothing of anybody, nor anybody of them.
ALTER TABLE events ADD COLUMN preferences_closed_at timestamptz;
