-- Whether somebody is not of age: adults of another side are never alone with them.
ALTER TABLE people ADD COLUMN is_minor boolean NOT NULL DEFAULT false;
