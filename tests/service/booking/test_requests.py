"""Meetings that one asks for and the other accepts, or does not."""

from uuid import uuid4

import pytest

from contracts import bookings as contract
from contracts import timetabling
from contracts.bookings import RequestState
from contracts.faults import NotFound
from contracts.matching_events import BookingMode, EventState
from contracts.preferences import Grade
from services.sessions import solving
from tests.booking import arranging, refused
from tests.eventually import eventually

SELF, HYBRID = BookingMode.SELF, BookingMode.HYBRID

TOLD = """
SELECT kind, organization_id FROM notify.notifications
WHERE kind = any($1::text[]) ORDER BY created_at, kind
"""


KINDS = ["event_booked", "event_asked", "event_accepted", "event_given_back"]


async def test_an_accepted_request_is_a_meeting_and_the_rest_is_planned_around_it(platform):
    await solving.warm()
    scene = await arranging(platform, HYBRID, public=[{}] * 2, private=[{}] * 2)
    [host, other], [one, two] = scene.public, scene.private

    sent = await scene.request(one, host, "観光の案内について")
    assert [each.state for each in sent.sent] == [RequestState.OPEN]
    [received] = (await scene.seen(host)).received
    assert (received.line, received.slots) == ("観光の案内について", ("S1", "S2", "S3"))
    met = await scene.answer(host, received.id, accepted=True, slot="S3")
    assert [(each.slot, each.table) for each in met.booked] == [("S3", "卓1")]
    assert met.received == ()
    for whose, whom in ((two, other), (other, two)):
        await scene.grade(whose, whom, Grade.MUST)
    await scene.to(EventState.SCHEDULING)
    made = await scene.ask(
        timetabling.MAKE_TIMETABLE,
        timetabling.MakeTimetable(event_id=scene.event.id, base_version=1),
        scene.who.actor,
    )

    places = {
        (each.private_id, each.slot if each.locked else "") for each in made.timetable.meetings
    }
    assert places == {(one, "S3"), (two, "")}
    assert made.timetable.checked


async def test_a_declined_request_looks_like_one_that_nobody_answers(platform):
    scene = await arranging(platform, HYBRID, public=[{}] * 3, private=[{}])
    declining, silent, unwilling = scene.public
    [me] = scene.private
    await scene.grade(unwilling, me, Grade.NO)
    for other in scene.public:
        await scene.request(me, other)
    [received] = (await scene.seen(declining)).received
    await scene.answer(declining, received.id, accepted=False)

    assert (await scene.seen(declining)).received == ()
    assert (await scene.seen(unwilling)).received == ()
    assert len((await scene.seen(silent)).received) == 1
    assert await refused(scene.answer(declining, received.id, accepted=True)) == "NotFound"

    def told(found):
        return {
            each.other_id: (each.state, (each.expires_at - each.asked_at).total_seconds() // 60)
            for each in found.sent
        }

    before = told(await scene.seen(me))
    assert len({*before.values()}) == 1
    assert {await refused(scene.request(me, other)) for other in scene.public} == {"asked_already"}

    await scene.sql(
        "UPDATE sessions.meeting_requests SET expires_at = clock_timestamp() WHERE event_id = $1",
        scene.event.id,
    )
    assert {each.state for each in (await scene.seen(me)).sent} == {RequestState.EXPIRED}
    assert (await scene.seen(silent)).received == ()
    assert {await refused(scene.request(me, other)) for other in scene.public} == {"asked_already"}


async def test_a_request_that_is_withdrawn_and_made_again_is_not_shown_to_who_declined_it(platform):
    scene = await arranging(platform, HYBRID, public=[{}], private=[{}])
    [host], [me] = scene.public, scene.private
    await scene.request(me, host)
    [received] = (await scene.seen(host)).received
    await scene.answer(host, received.id, accepted=False)
    [sent] = (await scene.seen(me)).sent
    assert (await scene.withdraw(me, sent.id)).sent == ()

    assert len((await scene.request(me, host)).sent) == 1
    assert (await scene.seen(host)).received == ()


async def test_requests_have_a_number_and_end_with_the_weeks_for_them(platform):
    people = [{}] * (contract.OPEN_REQUESTS + 1)
    scene = await arranging(platform, HYBRID, public=people, private=[{}])
    [me] = scene.private
    *asked, last = scene.public
    for other in asked:
        await scene.request(me, other)

    assert await refused(scene.request(me, last)) == "requests_many"
    await scene.to(EventState.SCHEDULING)
    assert {each.state for each in (await scene.seen(me)).sent} == {RequestState.EXPIRED}
    assert await refused(scene.request(me, last)) == "booking_closed"


async def test_nobody_arranges_for_others_nor_in_another_way_nor_with_who_is_not_there(platform):
    scene = await arranging(platform, SELF, public=[{}], private=[{}, {}])
    [host], [me, colleague] = scene.public, scene.private
    theirs = contract.BookMeeting(id=uuid4(), participant_id=host, other_id=me, slot="S1")

    with pytest.raises(NotFound):
        await scene.ask(contract.BOOK_MEETING, theirs, scene.company.actor)
    with pytest.raises(NotFound):
        await scene.ask(
            contract.LIST_BOOKINGS, contract.ListBookings(participant_id=host), scene.company.actor
        )
    assert await refused(scene.book(me, colleague)) == "NotFound"
    assert await refused(scene.book(me, uuid4())) == "NotFound"
    assert await refused(scene.book(me, host, "S9")) == "not_free"
    assert await refused(scene.request(me, host)) == "booking_closed"
    assert await refused(scene.give_back(me, host)) == "NotFound"
    assert await refused(scene.answer(me, uuid4(), accepted=True)) == "NotFound"


async def test_each_side_is_told_of_what_the_other_arranged_and_of_no_refusal(platform):
    scene = await arranging(platform, HYBRID, public=[{}, {}], private=[{}])
    [host, declining], [me] = scene.public, scene.private
    for other in scene.public:
        await scene.request(me, other)
    for other, accepted in ((declining, False), (host, True)):
        [received] = (await scene.seen(other)).received
        await scene.answer(other, received.id, accepted=accepted)
    await scene.give_back(me, host)

    public, private = (one.actor.organization for one in (scene.town, scene.company))
    wanted = [
        ("event_asked", public),
        ("event_asked", public),
        ("event_accepted", private),
        ("event_given_back", public),
    ]

    async def told():
        return sorted(map(tuple, await scene.sql(TOLD, KINDS))) == sorted(wanted)

    await eventually(told)
