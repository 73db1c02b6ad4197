-- Of somebody who asked to be forgotten: from then on ``name`` is a pseudonym.
ALTER TABLE people ADD COLUMN erased_at timestamptz;
