-- Whether somebody's account is suspended, as accounts tells of it, perhaps before profiles tells
-- who they are; who is not here takes part.
ALTER TABLE people ALTER COLUMN name SET DEFAULT '';
ALTER TABLE people ADD COLUMN is_kept_out boolean NOT NULL DEFAULT false;
ALTER TABLE people ADD COLUMN kept_out_at timestamptz;
