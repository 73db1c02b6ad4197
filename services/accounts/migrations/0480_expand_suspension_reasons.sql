-- What somebody kept out is told, once they have shown who they are.
ALTER TABLE accounts ADD COLUMN suspension_reason text NOT NULL DEFAULT '';
ALTER TABLE organization_standings ADD COLUMN reason text NOT NULL DEFAULT '';
