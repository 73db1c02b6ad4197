"""A place is booked by one pair, however many want it."""

import asyncio
from uuid import uuid4

import pytest

from contracts import timetables, timetabling
from contracts.faults import Invalid
from contracts.matching_events import SAVE_EVENT, BookingMode, EventState, SaveEvent, Slot, Table
from contracts.participants import CANCEL_PARTICIPANT, Attendance, CancelParticipant
from services.sessions import solving
from tests.booking import arranging, refused
from tests.matching_event import LONG, START, slots

SELF, HYBRID = BookingMode.SELF, BookingMode.HYBRID

MANY = 50


async def persistently(wanted, *given):
    """As a browser asks again when nobody could answer in time."""
    while (found := await refused(wanted(*given))) == "Unavailable":
        pass
    return found


async def test_fifty_who_book_one_place_at_once_get_it_once(platform):
    scene = await arranging(
        platform, SELF, public=[{}], private=[{}] * MANY, tables=(Table(id="卓1"),), slots=slots(1)
    )
    [host] = scene.public

    found = await asyncio.gather(*(persistently(scene.book, one, host) for one in scene.private))

    assert sorted(found) == ["done"] + ["not_free"] * (MANY - 1)
    assert await scene.sql(
        "SELECT count(*) FROM sessions.bookings WHERE event_id = $1", scene.event.id
    ) == [(1,)]


async def test_a_table_is_booked_by_one_pair_in_a_slot(platform):
    scene = await arranging(
        platform, SELF, public=[{}] * 8, private=[{}] * 8, tables=(Table(id="卓1"), Table(id="卓2"))
    )
    pairs = zip(scene.public, scene.private, strict=True)

    found = await asyncio.gather(*(persistently(scene.book, *pair) for pair in pairs))

    assert sorted(found) == ["done"] * 2 + ["not_free"] * 6


async def test_places_in_the_database_are_taken_once_whatever_the_code_does(platform):
    scene = await arranging(platform, SELF, public=[{}] * 2, private=[{}] * 2)
    put = (
        "INSERT INTO sessions.bookings (id, event_id, public_id, private_id, slot, table_id,"
        " public_seat, private_seat) VALUES ($1, $2, $3, $4, 'S1', $5, 1, 1)"
        " ON CONFLICT DO NOTHING RETURNING id"
    )
    [one, two], [three, four] = scene.public, scene.private
    cases = [(one, three, "卓1"), (two, four, "卓1"), (one, four, "卓2"), (two, three, "卓2")]

    took = [
        len(await scene.sql(put, uuid4(), scene.event.id, *pair, table)) for *pair, table in cases
    ]

    assert took == [1, 0, 0, 0]


@pytest.mark.parametrize(
    ("public", "private", "event", "free"),
    [
        ({}, {}, {}, ("S1", "S2", "S3")),
        ({"available": ("S2",)}, {}, {}, ("S2",)),
        ({}, {"most": 0}, {}, ()),
        ({"attends": Attendance.ONLINE}, {}, {"online_rooms": 1}, ()),
        ({"attends": Attendance.ONLINE}, {"attends": "either"}, {}, ()),
        (
            {"attends": Attendance.ONLINE},
            {"attends": "either"},
            {"online_rooms": 1},
            ("S1", "S2", "S3"),
        ),
        ({}, {}, {"tables": (), "online_rooms": 1}, ()),
    ],
)
async def test_only_places_that_the_validator_would_accept_are_free(
    platform, public, private, event, free
):
    scene = await arranging(platform, SELF, public=[public], private=[private], **event)

    assert await scene.free(scene.private[0], scene.public[0]) == [free]


async def test_walking_desks_and_most_are_kept_between_bookings(platform):
    breaks = tuple(
        Slot(id=f"S{n + 1}", starts_at=START + 2 * n * LONG, ends_at=START + (2 * n + 1) * LONG)
        for n in range(3)
    )
    halls = (Table(id="卓1", zone="大ホール"), Table(id="卓2", zone="別館"))
    scene = await arranging(
        platform,
        SELF,
        public=[{"zone": "大ホール", "desks": 2}, {"zone": "別館"}],
        private=[{"most": 2}, {}],
        slots=breaks,
        tables=halls,
        walking_minutes=30,  # twenty between two slots
    )
    one, two = scene.private
    hall, annex = scene.public

    assert (await scene.book(one, hall, "S1")).booked[0].table == "卓1"
    assert await scene.free(one, annex) == [("S3",)]
    assert await scene.free(two, hall, annex) == [("S2", "S3"), ("S1", "S2", "S3")]
    await scene.book(one, annex, "S3")
    assert await scene.free(one, hall, annex) == [(), ()]


async def test_the_way_to_make_meetings_stays_once_participants_use_it(platform):
    scene = await arranging(platform, HYBRID, public=[{}], private=[{}])
    names = set(SaveEvent.__struct_fields__) - {"idempotency_key"}
    kept = {name: getattr(scene.event, name) for name in names}

    with pytest.raises(Invalid) as refusal:
        await scene.ask(SAVE_EVENT, SaveEvent(**(kept | {"mode": SELF})), scene.who.actor)
    assert [(one.field, one.problem) for one in refusal.value.fields] == [("mode", "fixed")]
    await scene.ask(SAVE_EVENT, SaveEvent(**kept), scene.who.actor)


async def test_one_who_gave_a_meeting_back_is_full_for_the_other_until_they_book_again(platform):
    scene = await arranging(platform, SELF, public=[{}], private=[{}])
    [host], [guest] = scene.public, scene.private
    await scene.book(guest, host)

    assert (await scene.give_back(host, guest)).booked == ()
    assert await scene.free(guest, host) == [()]
    assert await refused(scene.book(guest, host)) == "not_free"
    assert await scene.free(host, guest) == [("S1", "S2", "S3")]
    assert [one.slot for one in (await scene.book(host, guest, "S2")).booked] == ["S2"]
    assert [one.slot for one in (await scene.seen(guest)).booked] == ["S2"]


async def test_who_cancels_leaves_their_places_to_others(platform):
    scene = await arranging(platform, SELF, public=[{}], private=[{}, {}])
    [host], [gone, next_] = scene.public, scene.private
    await scene.book(gone, host)

    await scene.ask(CANCEL_PARTICIPANT, CancelParticipant(id=gone), scene.who.actor)

    assert (await scene.seen(host)).booked == ()
    assert [one.slot for one in (await scene.book(next_, host)).booked] == ["S1"]


async def test_what_participants_booked_is_a_timetable_like_any_other(platform):
    await solving.warm()  # compiled by now, whatever the machine
    scene = await arranging(platform, SELF, public=[{}] * 2, private=[{}] * 3, objection_hours=0)
    [host, other], [one, two, three] = scene.public, scene.private
    for guest, whom, slot in ((one, host, "S1"), (two, host, "S2"), (three, other, "S1")):
        await scene.book(guest, whom, slot)
    await scene.to(EventState.SCHEDULING)

    async def call(method, kind, **given):
        return await scene.ask(method, kind(event_id=scene.event.id, **given), scene.who.actor)

    [first] = await call(timetables.GET_TIMETABLE, timetables.GetTimetable)
    places = {(each.public_id, each.private_id, each.slot, each.locked) for each in first.meetings}
    assert places == {(host, one, "S1", True), (host, two, "S2", True), (other, three, "S1", True)}
    assert first.checked
    assert first.proved

    anew = await call(timetabling.MAKE_TIMETABLE, timetabling.MakeTimetable, base_version=1)
    assert len(anew.timetable.meetings) == 3, "nobody meets but who arranged it themselves"
    assert anew.timetable.checked

    for final in (False, True):
        version = anew.timetable.version
        shown = await call(
            timetabling.SHOW_TIMETABLE, timetabling.ShowTimetable, base_version=version, final=final
        )
        assert shown.reasons == ()
    asked = timetables.GetShown(event_id=scene.event.id)
    [agenda] = await scene.ask(timetables.GET_SHOWN, asked, scene.company.actor)
    assert len(agenda.meetings) == 3

    await scene.give_back(two, host)

    [agenda] = await scene.ask(timetables.GET_SHOWN, asked, scene.company.actor)
    assert {(each.private_id, each.slot) for each in agenda.meetings} == {
        (one, "S1"),
        (three, "S1"),
    }
    assert agenda.state is timetables.TimetableState.FINAL
    assert [each.slot for each in (await scene.seen(host)).booked] == ["S1"]
    now = await call(
        timetabling.MAKE_TIMETABLE, timetabling.MakeTimetable, base_version=agenda.version
    )
    assert len(now.timetable.meetings) == 2, "who gave it back is not put there again"


async def test_nothing_is_given_back_once_the_day_has_begun(platform):
    scene = await arranging(platform, SELF, public=[{}], private=[{}])
    [host], [guest] = scene.public, scene.private
    await scene.book(guest, host)
    await scene.sql(
        "UPDATE sessions.events SET slots = jsonb_set(slots, '{0,starts_at}',"
        " '\"2020-01-01T00:00:00Z\"') WHERE id = $1",
        scene.event.id,
    )

    assert await refused(scene.give_back(guest, host)) == "too_late_to_give_back"
    assert not (await scene.seen(guest)).may_give_back
