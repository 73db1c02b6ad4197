-- What was hidden can be shown again: by whom, when, and why.
ALTER TABLE cases ADD COLUMN restored_by uuid;
ALTER TABLE cases ADD COLUMN restored_at timestamptz;
ALTER TABLE cases ADD COLUMN restored_reason text NOT NULL DEFAULT '';
CREATE INDEX cases_hidden ON cases (decided_at) WHERE outcome = 'hidden' AND restored_at IS NULL;
