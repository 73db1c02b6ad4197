-- A looser policy that one manager has asked for and a second one has not confirmed.
CREATE TABLE looser_policies (
    organization_id uuid PRIMARY KEY,
    second_factor boolean NOT NULL,
    networks cidr[] NOT NULL,
    -- The policy that it would follow.
    revision integer NOT NULL,
    asked_by uuid NOT NULL,
    asked_at timestamptz NOT NULL DEFAULT now()
);
