-- Where an offer has been tried, and how old an organization is.
ALTER TABLE offers ADD COLUMN track_record jsonb NOT NULL DEFAULT '[]';
ALTER TABLE organizations ADD COLUMN founded integer;
