ALTER TABLE organizations
    ADD COLUMN standing text NOT NULL DEFAULT 'active'
        CHECK (standing IN ('active', 'suspended', 'closed')),
    ADD COLUMN standing_reason text NOT NULL DEFAULT '',
    ADD COLUMN standing_at timestamptz,
    -- Counts apart: what is told of a standing is in the order of this.
    ADD COLUMN standing_revision integer NOT NULL DEFAULT 0;
