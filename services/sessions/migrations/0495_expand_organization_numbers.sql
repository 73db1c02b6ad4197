-- 法人番号 of organizations, told by profiles: rows of a table are linked by it.
ALTER TABLE organizations ADD COLUMN corporate_number text;
CREATE INDEX organizations_by_number ON organizations (corporate_number);
