-- Until when an answer to a proposal is promised, and the section that gives it.
ALTER TABLE proposals ADD COLUMN answer_due timestamptz, ADD COLUMN unit_id uuid;
-- Of those that wait already the day is not known here: it is this one at the latest.
UPDATE proposals SET answer_due = now() + interval '30 days'
WHERE state IN ('submitted', 'under_review');
CREATE INDEX proposals_answer_due ON proposals (answer_due)
    WHERE state IN ('submitted', 'under_review', 'shortlisted');
