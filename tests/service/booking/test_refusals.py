"""A no is said to nobody, and read from nothing."""

import pytest

from contracts.faults import Invalid
from contracts.matching_events import SAVE_EVENT, BookingMode, SaveEvent, Table
from contracts.preferences import Grade
from tests.booking import arranging, refused
from tests.matching_event import slots

SELF, HYBRID = BookingMode.SELF, BookingMode.HYBRID

NO = """
INSERT INTO sessions.preferences (participant_id, other_id, grade) VALUES ($1, $2, 'no')
"""


async def test_where_meetings_are_booked_no_is_neither_said_nor_read_from_free_slots(platform):
    """Whoever asks for a colleague too would learn a no from the difference of two answers."""
    scene = await arranging(platform, SELF, public=[{}, {"available": ()}], private=[{}, {}])
    [me, colleague], [host, full] = scene.private, scene.public

    async def read():
        return [await scene.free(one, host, full) for one in (me, colleague)]

    before = await read()
    for grade in Grade:
        assert await refused(scene.grade(host, me, grade)) == "no_preferences_here"
    await scene.sql(NO, host, me)  # as an earlier version kept it
    await scene.sql(NO, me, host)

    assert await read() == before == [[("S1", "S2", "S3"), ()]] * 2
    assert await refused(scene.book(me, full)) == "not_free"
    assert [one.slot for one in (await scene.book(me, host, "S1")).booked] == ["S1"]


async def test_a_no_changes_nothing_that_the_other_and_their_colleagues_are_answered(platform):
    scene = await arranging(platform, HYBRID, public=[{}] * 2, private=[{}] * 2)
    [me, colleague], [host, other] = scene.private, scene.public
    await scene.request(me, host)

    async def read():
        free = [await scene.free(one, host, other) for one in (me, colleague)]
        return free, [await scene.seen(one) for one in (me, colleague)]

    before = await read()
    for whom in (me, colleague):
        await scene.grade(host, whom, Grade.NO)
    assert await read() == before
    assert {await refused(scene.request(colleague, one)) for one in (host, other)} == {"done"}


async def test_who_asks_somebody_whom_they_refused_themselves_is_told_of_their_own_no(platform):
    scene = await arranging(platform, HYBRID, public=[{}], private=[{}])
    [host], [me] = scene.public, scene.private
    await scene.grade(me, host, Grade.NO)

    assert await refused(scene.request(me, host)) == "own_no"
    assert await refused(scene.request(host, me)) == "done", "nobody else is told"
    assert (await scene.seen(me)).sent == ()

    await scene.grade(me, host, None)
    assert len((await scene.request(me, host)).sent) == 1


async def test_no_is_not_said_to_whom_one_meets_and_what_is_booked_stays_in_the_event(platform):
    scene = await arranging(platform, HYBRID, public=[{}], private=[{}])
    [host], [guest] = scene.public, scene.private
    await scene.request(guest, host)
    [received] = (await scene.seen(host)).received
    await scene.answer(host, received.id, accepted=True, slot="S2")

    with pytest.raises(Invalid) as refusal:
        await scene.grade(host, guest, Grade.NO)
    assert [(one.field, one.problem) for one in refusal.value.fields] == [("grades", "booked")]

    kept = {
        name: getattr(scene.event, name)
        for name in SaveEvent.__struct_fields__
        if name != "idempotency_key"
    }
    for changed, field in (
        ({"slots": slots(1)}, "slots"),
        ({"tables": (Table(id="卓2"),)}, "tables"),
    ):
        with pytest.raises(Invalid) as refusal:
            await scene.ask(SAVE_EVENT, SaveEvent(**(kept | changed)), scene.who.actor)
        assert (field, "in_use") in [(one.field, one.problem) for one in refusal.value.fields]
