ALTER TABLE organizations
    -- Whether what one writes another publishes (challenges).
    ADD COLUMN review_before_publishing boolean NOT NULL DEFAULT false;

CREATE INDEX memberships_of_organization ON memberships (organization_id, since, id);

CREATE TABLE invitations (
    id uuid PRIMARY KEY,
    organization_id uuid NOT NULL REFERENCES organizations,
    unit_id uuid REFERENCES units,
    role text NOT NULL,
    -- Normalised (chassis.addresses): what is the same address is the same text.
    email text NOT NULL,
    locale text NOT NULL,
    state text NOT NULL CHECK (state IN ('waiting', 'sent', 'accepted', 'revoked')),
    -- The membership of who asked: without it the invitation is worth nothing.
    invited_by uuid NOT NULL REFERENCES memberships,
    person_id uuid REFERENCES people,
    made_at timestamptz NOT NULL DEFAULT now(),
    expires_at timestamptz NOT NULL DEFAULT now() + interval '7 days',
    revision integer NOT NULL DEFAULT 1
);
CREATE INDEX invitations_of_organization ON invitations (organization_id, made_at);

-- What one person asked for and another has to confirm.
CREATE TABLE changes (
    id uuid PRIMARY KEY,
    organization_id uuid NOT NULL REFERENCES organizations,
    kind text NOT NULL CHECK (kind IN ('role', 'invitation', 'policy')),
    state text NOT NULL DEFAULT 'waiting' CHECK (state IN ('waiting', 'confirmed', 'refused')),
    -- The membership in which it was asked.
    asked_as uuid NOT NULL REFERENCES memberships,
    asked_by uuid NOT NULL REFERENCES people,
    asked_at timestamptz NOT NULL DEFAULT now(),
    expires_at timestamptz NOT NULL DEFAULT now() + interval '7 days',
    decided_by uuid REFERENCES people,
    decided_at timestamptz,
    membership_id uuid REFERENCES memberships,
    unit_id uuid REFERENCES units,
    role text,
    invitation_id uuid REFERENCES invitations,
    review_before_publishing boolean,
    -- Nobody confirms what they have asked for.
    CHECK (state <> 'confirmed' OR decided_by <> asked_by)
);
CREATE INDEX changes_waiting ON changes (organization_id, asked_at) WHERE state = 'waiting';

CREATE TABLE registrations (
    id uuid PRIMARY KEY,
    kind text NOT NULL,
    name text NOT NULL,
    name_kana text NOT NULL,
    corporate_number char(13),
    lg_code char(6),
    prefecture text NOT NULL,
    url text NOT NULL,
    contact_name text NOT NULL,
    contact_kana text NOT NULL,
    email text NOT NULL,
    locale text NOT NULL,
    mail_proof text NOT NULL,
    state text NOT NULL DEFAULT 'unconfirmed'
        CHECK (state IN ('unconfirmed', 'waiting', 'approved', 'refused')),
    organization_id uuid REFERENCES organizations,
    made_at timestamptz NOT NULL DEFAULT now(),
    confirmed_at timestamptz,
    decided_at timestamptz,
    decided_by uuid,
    reason text,
    note text NOT NULL DEFAULT '',
    -- SHA-256 of the token in the letter, as notify tells it.
    token_hash bytea UNIQUE,
    revision integer NOT NULL DEFAULT 1
);
CREATE INDEX registrations_waiting ON registrations (confirmed_at, id) WHERE state = 'waiting';
