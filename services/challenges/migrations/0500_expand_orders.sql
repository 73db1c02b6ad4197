-- Lists come in this order, and read no more than they show (store/challenges.py PAGE).
CREATE INDEX challenges_in_order ON challenges
    (coalesce(published_at, created_at) DESC, id DESC);
-- Proposals whose call is over, looked for every two seconds (store/proposals/deciding.py OVERDUE).
CREATE INDEX challenges_answer_until ON challenges (answer_until) WHERE answer_until IS NOT NULL;
CREATE INDEX proposals_submitted ON proposals (challenge_id) WHERE state = 'submitted';
-- How many are open in each prefecture, on the first page (store/challenges.py BY_PREFECTURE).
CREATE INDEX challenges_open ON challenges (organization_id) WHERE state = 'open';
