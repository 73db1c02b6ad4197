-- From which address alone an answer by mail is taken: a hash of it, beside that of the reply address.
ALTER TABLE reply_addresses ADD COLUMN sender_hash text NOT NULL DEFAULT '';
ALTER TABLE reply_addresses ADD COLUMN sender_revision integer NOT NULL DEFAULT 0;
