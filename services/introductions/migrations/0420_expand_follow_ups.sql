-- Meetings at events after which two wanted to go on; told again, still one.
CREATE TABLE meetings (
    id uuid PRIMARY KEY,
    introduction_id uuid NOT NULL REFERENCES introductions,
    event_id uuid NOT NULL,
    event_title text NOT NULL,
    met_at timestamptz NOT NULL
);
CREATE INDEX meetings_of_introduction ON meetings (introduction_id, met_at);

-- What became of it: asked of both sides when it is due, once.
CREATE TABLE follow_ups (
    introduction_id uuid NOT NULL REFERENCES introductions,
    step text NOT NULL,
    due_at timestamptz NOT NULL,
    asked_at timestamptz,
    PRIMARY KEY (introduction_id, step)
);
CREATE INDEX follow_ups_due ON follow_ups (due_at) WHERE asked_at IS NULL;

CREATE TABLE follow_up_answers (
    introduction_id uuid NOT NULL,
    step text NOT NULL,
    organization_id uuid NOT NULL,
    answer text NOT NULL,
    note text NOT NULL DEFAULT '',
    answered_by uuid,
    answered_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    PRIMARY KEY (introduction_id, step, organization_id),
    FOREIGN KEY (introduction_id, step) REFERENCES follow_ups
);
CREATE INDEX follow_up_answers_of_person ON follow_up_answers (answered_by);
