-- Taking back somebody who is taken back already, or was never there, changes nothing: of several
-- in a row (two tablets, a double press) the first counts, and one restore lifts it. Who has
-- arrived still follows from the set of notes alone, in whatever order they come.
CREATE OR REPLACE VIEW arrivals AS
SELECT event_id, participant_id, min(at) AS at, (array_agg(id ORDER BY at, id))[1] AS check_in_id
FROM (
    SELECT *, max(turn) FILTER (WHERE takes_back AND NOT put_back)
        OVER (PARTITION BY event_id, participant_id) AS since
    FROM (
        -- Put back: between this taking back and the next that counts.
        SELECT *, bool_or(kind = 'restore')
            OVER (PARTITION BY event_id, participant_id, turn) AS put_back
        FROM (
            SELECT *, count(*) FILTER (WHERE takes_back) OVER (
                PARTITION BY event_id, participant_id ORDER BY at, kind, id) AS turn
            FROM (
                SELECT id, event_id, participant_id, kind, at, kind = 'undo'
                    AND coalesce(lag(kind) OVER (
                        PARTITION BY event_id, participant_id ORDER BY at, kind, id), 'undo')
                        <> 'undo' AS takes_back
                FROM check_ins
            ) noted
        ) turned
    ) lifted
) settled
WHERE kind = 'arrival' AND turn >= coalesce(since, 0)
GROUP BY event_id, participant_id;
