-- Who goes on, when somebody has left, is named by this copy.
ALTER TABLE people ADD COLUMN name text NOT NULL DEFAULT '';

ALTER TABLE memberships ADD COLUMN has_left boolean NOT NULL DEFAULT false;
-- What ended before this was here is nothing to write letters about.
UPDATE memberships SET has_left = true WHERE until <= now();
CREATE INDEX memberships_leaving ON memberships (until) WHERE NOT has_left;

-- Somebody left a unit: the membership ended, or went on to another unit.
CREATE TABLE departures (
    id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    membership_id uuid NOT NULL,
    -- Of the membership: however often it is told, they left once.
    revision integer NOT NULL,
    person_id uuid NOT NULL,
    organization_id uuid NOT NULL,
    unit_id uuid,
    left_at timestamptz NOT NULL,
    due_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    handed_over_at timestamptz,
    UNIQUE (membership_id, revision)
);
CREATE INDEX departures_due ON departures (due_at) WHERE handed_over_at IS NULL;

-- That a partner was told who goes on.
CREATE TABLE handovers (
    id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    organization_id uuid NOT NULL,
    unit_id uuid,
    partner_id uuid NOT NULL,
    person_id uuid NOT NULL,
    told_at timestamptz NOT NULL DEFAULT clock_timestamp()
);
CREATE INDEX handovers_of_organization ON handovers (organization_id, partner_id, told_at);

-- That the contact point was told of a unit without anybody; each time that happens, once.
CREATE TABLE ownerless (
    unit_id uuid NOT NULL,
    left_at timestamptz NOT NULL,
    organization_id uuid NOT NULL,
    told_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    PRIMARY KEY (unit_id, left_at)
);

-- What a unit has going on with others. Of a blind round only what the others know anyway.
CREATE VIEW relations AS
SELECT k.own_id AS organization_id, k.own_unit AS unit_id, k.their_id AS partner_id,
    (k.theirs ->> 'unit_id')::uuid AS partner_unit_id, 'introduction' AS kind, 1 AS rank,
    k.id AS subject_id, k.cause_title AS title, k.made_at AS since,
    NULL::timestamptz AS due_at
FROM known_introductions k WHERE k.state = 'live' AND k.blocked_at IS NULL
UNION ALL
SELECT i.to_organization_id, i.to_unit_id, i.from_organization_id, i.from_unit_id,
    'interest_received', 2, i.id, i.cause_title, i.sent_at, i.due_at
FROM interests i WHERE i.state IN ('sent', 'seen')
UNION ALL
SELECT i.from_organization_id, i.from_unit_id, i.to_organization_id, i.to_unit_id,
    'interest_sent', 3, i.id, i.cause_title, i.sent_at, i.due_at
FROM interests i WHERE i.state IN ('sent', 'seen')
UNION ALL
SELECT p.owner_id, c.unit_id, p.organization_id, NULL, 'proposal_received', 4, p.id, p.title,
    c.changed_at, NULL
FROM proposals p JOIN causes c ON c.id = p.challenge_id
WHERE p.state NOT IN ('draft', 'declined', 'lapsed', 'withdrawn')
UNION ALL
SELECT p.organization_id, NULL, p.owner_id, c.unit_id, 'proposal_sent', 5, p.id, p.title,
    c.changed_at, NULL
FROM proposals p JOIN causes c ON c.id = p.challenge_id
WHERE p.state NOT IN ('draft', 'declined', 'lapsed', 'withdrawn') AND NOT p.is_blind;
