-- Opened while its account had not accepted the terms of use in force: they are asked for first.
ALTER TABLE sessions ADD COLUMN owes_terms boolean NOT NULL DEFAULT false;
