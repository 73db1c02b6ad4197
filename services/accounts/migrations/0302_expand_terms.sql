-- Which version of the terms of use was accepted, and when.
ALTER TABLE accounts
    ADD COLUMN terms_version text NOT NULL DEFAULT '',
    ADD COLUMN terms_accepted_at timestamptz;
