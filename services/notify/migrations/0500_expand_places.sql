-- Where on the site a notification leads, when not to a challenge; and more of what it says.
ALTER TABLE notifications ADD COLUMN place text NOT NULL DEFAULT '';
ALTER TABLE notifications ADD COLUMN note text NOT NULL DEFAULT '';
-- The thread that a letter may be answered in.
ALTER TABLE notifications ADD COLUMN introduction_id uuid;
ALTER TABLE memberships ADD COLUMN unit_id uuid;
