"""J10 AC5: what is kept no longer goes each hour, and the counts stand in the record."""

from collections import Counter
from dataclasses import replace

import pytest

from contracts.faults import Forbidden, NotFound, Unavailable
from contracts.retention import PurgeNow, purge
from tests.introducing import two
from tests.outside import rows
from tests.platform import OPERATOR

DAY, MONTHS, YEARS = "1 day", "100 days", "800 days"
REGISTRATION = """
INSERT INTO profiles.registrations (id, kind, name, name_kana, prefecture, url, contact_name,
    contact_kana, email, locale, mail_proof, state, made_at, decided_at)
SELECT gen_random_uuid(), 'npo', '架空の会', '', '福岡県', '', '見本 葵', '', 'aoi@example.jp',
    'ja', 'none', $1, now() - $2::text::interval, now() - $2::text::interval RETURNING id
"""
INVITATION = """
INSERT INTO {}.invitations (id, organization_id, role, email, locale, state, invited_by, expires_at,
    revision)
SELECT gen_random_uuid(), m.organization_id, 'staff', 'aoi@example.jp', 'ja', $1, m.id,
    now() - $2::text::interval, 1 FROM profiles.memberships m ORDER BY m.id LIMIT 1 RETURNING id
"""
MAILING = """
INSERT INTO notify.mailings (kind, subject_id, email, locale, said, state, written_at)
VALUES ('invitation', gen_random_uuid(), 'aoi@example.jp', 'ja', '{}', $1,
    now() - $2::text::interval) RETURNING id
"""
DEPARTURE = """
INSERT INTO introductions.departures (membership_id, revision, person_id, organization_id, left_at,
    handed_over_at)
SELECT gen_random_uuid(), 1, gen_random_uuid(), gen_random_uuid(), now() - $2::text::interval,
    CASE WHEN $1 = 'done' THEN now() - $2::text::interval END RETURNING id
"""
CASES = [  # statement, state, of what age, what it is counted as; empty: it stays
    ("profiles", REGISTRATION, "unconfirmed", MONTHS, "expired registrations"),
    ("profiles", REGISTRATION, "unconfirmed", DAY, ""),
    ("profiles", REGISTRATION, "waiting", YEARS, ""),
    ("profiles", REGISTRATION, "refused", YEARS, "contacts of registrations"),
    ("profiles", REGISTRATION, "refused", MONTHS, ""),
    ("profiles", INVITATION.format("profiles"), "sent", MONTHS, "addresses of invitations"),
    ("profiles", INVITATION.format("profiles"), "accepted", MONTHS, ""),
    ("accounts", INVITATION.format("accounts"), "sent", MONTHS, "addresses of invitations"),
    ("accounts", INVITATION.format("accounts"), "sent", DAY, ""),
    ("notify", MAILING, "sent", MONTHS, "mailings"),
    ("notify", MAILING, "sent", DAY, ""),
    ("introductions", DEPARTURE, "done", YEARS, "departures"),
    ("introductions", DEPARTURE, "done", MONTHS, ""),
]
SERVICES = ("profiles", "accounts", "notify", "introductions")
RECORDED = """
SELECT payload::jsonb ->> 'reason' FROM {}.outbox
WHERE payload::jsonb ->> 'object_kind' = 'retention' ORDER BY seq
"""


async def recorded(platform, service):
    """What went, by all entries there are: each hour it happens by itself as well."""
    found = Counter()
    for (reason,) in await rows(platform.settings, RECORDED.format(service)):
        for part in reason.split(", "):
            count, _, name = part.partition(" ")
            found[name] += int(count)
    return dict(found)


async def test_j10_ac5_what_is_old_goes_once_and_its_counts_are_recorded(platform):
    pair = await two(platform)
    expected = {service: {} for service in SERVICES}
    for service, statement, state, age, name in CASES:
        await rows(platform.settings, statement, state, age)
        if name:
            expected[service][name] = expected[service].get(name, 0) + 1

    for service in SERVICES:
        await platform.operator.call(purge(service), PurgeNow(), OPERATOR)
        again = await platform.operator.call(purge(service), PurgeNow(), OPERATOR)

        assert not any(again.counts.values())
        assert await recorded(platform, service) == expected[service]
    left = "SELECT count(*), count(*) FILTER (WHERE email = '') FROM profiles.registrations"
    assert await rows(platform.settings, left) == [(4, 1)]
    refused = replace(purge("profiles"), deadline=0.1)  # by the bus, which answers nothing
    with pytest.raises((Forbidden, NotFound, Unavailable)):  # nobody's but the operator's
        await platform.web.call(refused, PurgeNow(), pair.liaison.actor)
