-- A copy of what profiles tells: whether what one writes another publishes.
ALTER TABLE organizations ADD COLUMN review_before_publishing boolean NOT NULL DEFAULT false;

ALTER TABLE challenges
    DROP CONSTRAINT challenges_state_check,
    ADD CONSTRAINT challenges_state_check
        CHECK (state IN ('draft', 'in_review', 'open', 'closed')),
    ADD COLUMN submitted_by uuid,
    ADD COLUMN submitted_at timestamptz,
    ADD COLUMN released_by uuid,
    ADD COLUMN return_note text NOT NULL DEFAULT '',
    ADD CHECK (state <> 'in_review' OR submitted_by IS NOT NULL),
    -- Nobody releases what they wrote or asked to be published.
    ADD CHECK (released_by IS NULL OR (
        released_by IS DISTINCT FROM author_id AND released_by IS DISTINCT FROM submitted_by));
CREATE INDEX challenges_in_review ON challenges (organization_id) WHERE state = 'in_review';
