-- The slot that an accepted objection keeps free, so that taking the answer back gives it again.
ALTER TABLE objections ADD COLUMN kept_free text NOT NULL DEFAULT '';
