-- Which version of the terms of use was accepted, with the two attestations.
ALTER TABLE registrations ADD COLUMN terms_version text NOT NULL DEFAULT '';
