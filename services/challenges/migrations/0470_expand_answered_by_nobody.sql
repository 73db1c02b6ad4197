-- What was sent to an organization that closes is answered by nobody's hand.
ALTER TABLE decisions ALTER COLUMN decided_by DROP NOT NULL;
