-- Whether an offer can begin before a council has voted money for it.
ALTER TABLE offers ADD COLUMN before_budget boolean NOT NULL DEFAULT false;
