-- Whether the people of the organization that it was saved for see a search.
ALTER TABLE searches ADD COLUMN shared boolean NOT NULL DEFAULT false;
-- What others share with an organization (store/searches.py SEEN).
CREATE INDEX searches_shared ON searches (organization_id) WHERE shared;
