-- What an organization demands of those who act for it.
CREATE TABLE sign_in_policies (
    organization_id uuid PRIMARY KEY,
    second_factor boolean NOT NULL,
    -- From where one may act for it; empty: from everywhere.
    networks cidr[] NOT NULL,
    revision integer NOT NULL DEFAULT 1,
    changed_at timestamptz NOT NULL DEFAULT now()
);

-- Null: opened with what is the account's own; one opened by an organization's provider acts for
-- that organization alone.
ALTER TABLE sessions ADD COLUMN organization_id uuid;
