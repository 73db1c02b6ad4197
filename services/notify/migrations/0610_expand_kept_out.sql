-- Whether an account is suspended, as accounts tells of it: no letter goes out to it meanwhile.
CREATE TABLE account_standings (
    person_id uuid PRIMARY KEY,
    is_suspended boolean NOT NULL,
    at timestamptz NOT NULL
);
