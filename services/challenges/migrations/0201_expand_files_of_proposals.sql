-- From when on a file is open; those there are belong to challenges and are open with them.
ALTER TABLE attachments ADD COLUMN level text NOT NULL DEFAULT 'public'
    CHECK (level IN ('public', 'interest', 'introduction'));
-- The name of the file, where a file was read and no section.
ALTER TABLE reads ADD COLUMN attachment text NOT NULL DEFAULT '';
