-- One file of a message; looked at before it was taken.
CREATE TABLE message_files (
    message_id uuid PRIMARY KEY REFERENCES messages,
    name text NOT NULL,
    media_type text NOT NULL,
    size integer NOT NULL,
    sha256 text NOT NULL
);
-- In a table of their own, which no list touches (docs/decisions/0015).
CREATE TABLE message_contents (
    message_id uuid PRIMARY KEY REFERENCES message_files,
    content bytea NOT NULL
);
ALTER TABLE message_contents ALTER COLUMN content SET STORAGE EXTERNAL;
