"""After the event: its report, what is deleted in time, and what matching learns from it."""

from uuid import uuid4

import msgspec
import pytest

from contracts.challenges import PUBLISH_CHALLENGE
from contracts.event_reports import GET_EVENT_REPORT, GetEventReport
from contracts.faults import Forbidden, NotFound
from contracts.matching_events import EventState
from contracts.own_data import ACCOUNT_ERASED, Erasure
from contracts.ratings import MEETINGS_CONCLUDED, ConcludedMeeting, GoOn, MeetingsConcluded
from contracts.retention import PurgeNow, purge
from services.sessions.showing import meeting_id
from tests.databases import fetch
from tests.eventually import eventually
from tests.held import held
from tests.matching_event import START, organizer
from tests.outside import open_teller
from tests.platform import OPERATOR
from tests.service.test_challenges import clerk_of, publishing
from tests.service.test_matching import BUS, of_challenge, offering

OVER = "UPDATE sessions.events SET retain_until = '2001-03-01' WHERE id = $1 RETURNING id"
NOTED = "UPDATE sessions.timetables SET note = '窓口 花 → S1' WHERE event_id = $1 RETURNING version"
OBJECTED = """
INSERT INTO sessions.objections (id, event_id, participant_id, text)
VALUES (gen_random_uuid(), $1, $2, '都合がわるい') RETURNING id
"""
CAME = """
INSERT INTO sessions.check_ins (id, event_id, participant_id, kind, means, at, made_by)
SELECT gen_random_uuid(), event_id, id, 'arrival', 'code', clock_timestamp(), id
FROM sessions.participants WHERE event_id = $1 RETURNING id
"""
MISSED = """
INSERT INTO sessions.meeting_outcomes (event_id, meeting_id, public_id, private_id, slot, state)
SELECT $1, meeting, public, private, 'S1', 'no_show'
FROM unnest($2::uuid[], $3::uuid[], $4::uuid[]) AS given (meeting, public, private)
RETURNING meeting_id
"""
MISSED_PAIRS = ((0, 0), (0, 1), (0, 2), (0, 3), (1, 0))
KEPT = "SELECT count(*) FROM sessions.reports WHERE event_id = $1"
LEFT = """
SELECT (SELECT count(*) FROM sessions.preferences), (SELECT count(*) FROM sessions.ratings),
    (SELECT count(*) FROM sessions.objections),
    (SELECT string_agg(name || name_kana || email || needs || looking_for || search_text, '')
        FROM sessions.participants),
    (SELECT string_agg(note || (problem ->> 'wishes') || (problem ->> 'never'), '')
        FROM sessions.timetables)
"""
PAYLOADS = "SELECT payload::text FROM sessions.outbox WHERE subject = $1"
LEARNED = "SELECT kind, challenge_id, offer_id FROM matching.outcomes"
SAID = (
    "SELECT contact_name, contact_email, line, rated_by FROM sessions.ratings WHERE go_on = 'yes'"
)


@pytest.fixture
async def teller(settings, keys):
    async with open_teller(settings, keys, "accounts", "sessions") as found:
        yield found


async def report(after, who=None):
    asked = GetEventReport(event_id=after.day.event_id)
    actor = (who or after.day.who).actor
    return await after.day.platform.web.call(GET_EVENT_REPORT, asked, actor)


async def test_the_report_counts_for_its_organizer_and_leaves_out_what_few_did(platform):
    after = await held(platform)
    await after.both_say_yes()

    found = await report(after)

    assert (found.invited, found.registered, found.planned, found.held) == (7, 7, 12, 12)
    assert (found.wanted, found.spoken) == (12, 7)
    assert (found.rated, found.yes, found.agreed, found.introductions) == (None,) * 4
    assert (found.arrived, found.no_shows, found.is_kept) == (None, None, False)
    assert (found.idle_median_minutes, found.idle_most_minutes) == (0, 20)
    assert {one.participants for one in found.groups} == {None}
    await after.day.sql(CAME, after.day.event_id)
    day = after.day
    pairs = [(day.public[one], day.private[other]) for one, other in MISSED_PAIRS]
    ids = [meeting_id(day.event_id, str(one), str(other)) for one, other in pairs]
    await day.sql(MISSED, day.event_id, ids, *map(list, zip(*pairs, strict=True)))
    counted = await report(after)
    assert (counted.arrived, counted.no_shows, counted.held) == (7, 5, 7)
    with pytest.raises(Forbidden):
        await report(after, after.pair.admin)
    other = await organizer(platform, "架空の別の実行委員会")
    with pytest.raises((Forbidden, NotFound)):
        await report(after, other)


async def test_j10_ac5_people_are_deleted_when_they_are_kept_no_longer_and_counts_stay(platform):
    after = await held(platform)
    await after.both_say_yes()
    event = after.day.event_id
    await after.day.sql(NOTED, event)
    await after.day.sql(OBJECTED, event, after.town)
    ask = purge("sessions")
    early = await platform.operator.call(ask, PurgeNow(), OPERATOR)
    assert not any(early.counts.values())
    await after.advance(EventState.REPORTING)
    await after.day.sql(OVER, event)

    async def kept():
        return await after.day.sql(KEPT, event) == [(1,)]

    await eventually(kept)
    done = await platform.operator.call(ask, PurgeNow(), OPERATOR)
    again = await platform.operator.call(ask, PurgeNow(), OPERATOR)

    counts = {name: done.counts[name] for name in ("preferences", "ratings", "objections")}
    assert counts == {"preferences": 24, "ratings": 2, "objections": 1}
    assert done.counts["participants"] == 7
    assert not any(again.counts.values())
    [left] = await after.day.sql(LEFT)
    assert left == (0, 0, 0, "", "[][]")
    found = await report(after)
    assert (found.is_kept, found.registered, found.planned, found.held) == (True, 7, 12, 12)
    written = await after.day.sql(PAYLOADS, "event.sessions.v1.record.written")
    entries = [msgspec.json.decode(row[0]) for row in written]
    assert [one["reason"] for one in entries if one["object_kind"] == "retention"] == [
        ", ".join(f"{count} {name}" for name, count in done.counts.items() if count)
    ]


async def test_who_is_erased_leaves_no_contact_and_no_line_in_a_rating(platform, teller):
    after = await held(platform)
    await after.both_say_yes()
    who = after.pair.admin.actor

    told = Erasure(account_id=who.account, person_id=who.person, erased_at=START)
    await teller.tell(ACCOUNT_ERASED, told)

    async def forgotten():
        found = await after.day.sql(SAID)
        return ("", None, "", None) in found

    await eventually(forgotten)
    assert ("", None, "続けたいです", after.pair.liaison.actor.person) in await after.day.sql(SAID)


async def test_what_became_of_meetings_reaches_the_record_that_matching_learns_from(
    platform, teller
):
    after = await held(platform)
    await after.both_say_yes()
    await after.advance(EventState.REPORTING, EventState.ARCHIVED)
    [(payload,)] = await after.day.sql(PAYLOADS, MEETINGS_CONCLUDED.subject)
    [meeting] = msgspec.json.decode(payload)["meetings"]
    assert (meeting["public_go_on"], meeting["private_go_on"]) == ("yes", "yes")
    assert (meeting["public_id"], meeting["private_id"]) == (
        str(after.pair.town),
        str(after.pair.company),
    )

    clerk = await clerk_of(platform, "架空町")
    challenge = await platform.web.call(PUBLISH_CHALLENGE, publishing(), clerk)
    maker, offer = await offering(platform, "架空交通", "予約制の乗合バス", BUS)

    async def listed():
        return [one.offer_id for one in (await of_challenge(platform, challenge.id)).matches]

    async def on_the_list():
        return offer.id in await listed()

    await eventually(on_the_list)
    one = ConcludedMeeting(
        id=uuid4(),
        public_id=clerk.organization,
        private_id=maker.organization,
        public_go_on=GoOn.YES,
        private_go_on=GoOn.NO,
    )
    unknown = ConcludedMeeting(id=uuid4(), public_id=uuid4(), private_id=uuid4())
    concluded = MeetingsConcluded(event_id=uuid4(), meetings=(one, unknown))
    for _ in range(2):
        await teller.tell(MEETINGS_CONCLUDED, concluded)

    async def learned():
        found = await fetch(platform.settings.database_url, LEARNED)
        return [tuple(row) for row in found] == [("met_no", challenge.id, offer.id)]

    await eventually(learned)
