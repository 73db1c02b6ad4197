-- Whether a challenge is not there for an organization (none: for the public), as its owner is
-- suspended: it stays for the owner, and for who has proposed to it or begun to.
CREATE FUNCTION is_kept_back(challenge uuid, owner uuid, asker uuid) RETURNS boolean
LANGUAGE sql STABLE AS $$
    SELECT owner IS DISTINCT FROM asker
        AND EXISTS (SELECT FROM standings s
            WHERE s.organization_id = owner AND s.standing = 'suspended')
        AND NOT EXISTS (SELECT FROM proposals p
            WHERE p.challenge_id = challenge AND p.organization_id = asker)
$$;
