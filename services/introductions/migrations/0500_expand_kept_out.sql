-- Whether somebody's account is suspended, as accounts tells of it; who is not here may write.
ALTER TABLE people ADD COLUMN is_kept_out boolean NOT NULL DEFAULT false;
ALTER TABLE people ADD COLUMN kept_out_at timestamptz;
