-- Other organizations that were asked to look at the proposals to a challenge, until its decision.
CREATE TABLE outside_reviews (
    challenge_id uuid NOT NULL REFERENCES challenges,
    organization_id uuid NOT NULL,
    invited_by uuid NOT NULL,
    invited_at timestamptz NOT NULL DEFAULT now(),
    state text NOT NULL DEFAULT 'invited' CHECK (state IN ('invited', 'accepted', 'declined')),
    -- Who answered; who accepted is who reviews.
    person_id uuid,
    answered_at timestamptz,
    PRIMARY KEY (challenge_id, organization_id)
);
CREATE INDEX outside_reviews_of_organization ON outside_reviews (organization_id);

-- For which other organization somebody reviews; none: for the one that posted the challenge.
ALTER TABLE reviewers ADD COLUMN organization_id uuid;

-- Whether somebody, acting for another organization, may look at proposals to a challenge now: they
-- were asked and still work there, nothing is decided for good, and theirs takes no part itself.
CREATE FUNCTION reviews_from_outside(challenge uuid, person uuid, organization uuid)
RETURNS boolean LANGUAGE sql STABLE AS $$
    SELECT EXISTS (
        SELECT FROM reviewers w JOIN challenges c ON c.id = w.challenge_id
        WHERE w.challenge_id = challenge AND w.person_id = person
            AND w.organization_id = organization
            AND c.state IN ('open', 'stale', 'screening')
            AND EXISTS (
                SELECT FROM members m
                WHERE m.person_id = person AND m.organization_id = organization
                    AND m.since <= now() AND (m.until IS NULL OR m.until > now()))
            AND NOT EXISTS (
                SELECT FROM proposals p
                WHERE p.challenge_id = challenge AND p.version > 0
                    AND (p.organization_id = organization OR EXISTS (
                        SELECT FROM partners r
                        WHERE r.proposal_id = p.id AND r.organization_id = organization
                            AND r.state <> 'declined'))))
$$;
