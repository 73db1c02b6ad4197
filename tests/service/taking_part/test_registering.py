"""Who takes part: registering, waiting, cancelling, and who sees what of it."""

from uuid import uuid4

import msgspec
import pytest

from contracts.faults import Conflict, Fault, Forbidden, Invalid, NotFound
from contracts.matching_events import SAVE_EVENT, EventState
from contracts.participant_imports import (
    CHECK_IMPORT,
    CheckImport,
)
from contracts.participants import (
    LIST_PARTICIPANTS,
    MY_PARTICIPATION,
    REGISTER,
    SAVE_PARTICIPANT,
    EventSide,
    ListParticipants,
    MyParticipation,
    ParticipantState,
    Register,
    SaveParticipant,
)
from contracts.wire import After
from tests.matching_event import organizer, wanted
from tests.service.taking_part.scenes import scene


async def test_who_cancels_leaves_the_place_to_the_first_who_waits(platform):
    day = await scene(platform)
    companies = [await day.company(f"架空{n}社") for n in range(4)]
    found = [await day.register(one) for one in companies]
    assert [one.state for one in found] == ["registered", "registered", "waiting", "waiting"]
    assert [one.waiting_place for one in found] == [None, None, 1, 2]

    await day.cancel(found[0], companies[0].actor)
    again = await day.cancel(found[0], companies[0].actor)

    assert again.state is ParticipantState.CANCELLED
    asked = MyParticipation(event_id=day.event.id)
    [third] = await day.ask(MY_PARTICIPATION, asked, companies[2].actor)
    [fourth] = await day.ask(MY_PARTICIPATION, asked, companies[3].actor)
    assert (third.state, fourth.state, fourth.waiting_place) == ("registered", "waiting", 1)
    assert [one["id"] for one in await day.told("moved_up")] == [str(third.id)]
    assert len(await day.told("cancelled")) == 1


async def test_more_room_lets_in_who_waits(platform):
    day = await scene(platform)
    for n in range(3):
        await day.save(f"会社 {n}", EventSide.PRIVATE)

    wider = msgspec.structs.replace(
        wanted(day.event.id), revision=day.event.revision, private_capacity=3
    )
    saved = await day.ask(SAVE_EVENT, wider, day.who.actor)

    assert {one.state for one in await day.people()} == {ParticipantState.REGISTERED}
    assert len(await day.told("moved_up")) == 1
    assert saved.registered == 3


async def test_who_registers_agrees_and_comes_once(platform):
    day = await scene(platform)
    company = await day.company()

    with pytest.raises(Invalid) as caught:
        await day.ask(REGISTER, Register(id=uuid4(), event_id=day.event.id), company.actor)
    assert [each.field for each in caught.value.fields] == ["consent"]
    with pytest.raises(Invalid):
        await day.register(company, available=("S9",))
    found = await day.register(company, needs="車いす", available=("S1",))
    with pytest.raises(Conflict) as again:
        await day.register(company)

    assert again.value.reason == "already_registered"
    assert (found.side, found.organization_name) == (EventSide.PRIVATE, "架空合同会社")
    assert found.consented_at is not None
    assert (await day.register(await day.town())).side is EventSide.PUBLIC


@pytest.mark.parametrize("state", [EventState.PLANNING, EventState.SCHEDULING])
async def test_nobody_registers_when_it_is_not_open(platform, state):
    day = await scene(platform, EventState.PLANNING)
    if state is EventState.SCHEDULING:
        for each in (EventState.REGISTRATION, EventState.PREFERENCES, EventState.SCHEDULING):
            await day.step(each)

    with pytest.raises((Conflict, NotFound)):
        await day.register(await day.company())


@pytest.mark.parametrize(
    ("more", "name"),
    [
        ({"name": "　"}, "name"),
        ({"email": "nobody"}, "email"),
        ({"least": 3, "most": 1}, "least"),
        ({"available": ("S9",)}, "available"),
        ({"online_url": "javascript:alert(1)"}, "online_url"),
        ({"desks": 0}, "desks"),
        ({"organization_id": uuid4()}, "organization_id"),
    ],
)
async def test_a_participant_that_cannot_be_is_refused_by_name(platform, more, name):
    day = await scene(platform)

    with pytest.raises(Invalid) as caught:
        await day.save(**more)

    assert name in {each.field for each in caught.value.fields}


async def test_needs_and_mail_stay_with_the_organizer(platform):
    day = await scene(platform)
    company, other = await day.company(), await day.company("架空別社")
    await day.save("窓口 花", needs="手話通訳", email="hana@example.jp", name_kana="まどぐち")
    await day.save("相沢 薫", name_kana="アイザワ")
    with pytest.raises(Forbidden):
        await day.people(company.actor)
    await day.register(company, needs="車いす")

    shown = await day.people(company.actor)
    whole = await day.people()

    assert [one.name for one in whole][:2] == ["相沢 薫", "窓口 花"]
    assert {one.needs for one in whole} == {"手話通訳", "", "車いす"}
    assert {(one.needs, one.email, one.person_id) for one in shown} == {("", "", None)}
    with pytest.raises(Forbidden):
        await day.people(other.actor)
    told = [one for verb in ("registered", "moved_up") for one in await day.told(verb)]
    assert {(one.get("needs", ""), one.get("email", "")) for one in told} == {("", "")}


async def test_a_list_of_participants_goes_on_in_the_order_of_kana(platform):
    day = await scene(platform)
    for kana in ("ウ", "あ", "イ"):
        await day.save(f"人 {kana}", name_kana=kana)

    seen, after = [], None
    for _ in range(3):
        asked = ListParticipants(event_id=day.event.id, first=1, after=after)
        page = await day.ask(LIST_PARTICIPANTS, asked, day.who.actor)
        seen += [one.name_kana for one in page.participants]
        after = After(id=page.participants[0].id, key=page.keys[0])

    assert seen == ["あ", "イ", "ウ"]
    assert not page.more


async def test_strangers_change_nobody(platform):
    day = await scene(platform)
    found = await day.save()
    stranger, company = await organizer(platform, "架空別会"), await day.company()

    for actor in (stranger.actor, company.actor):
        with pytest.raises(NotFound):
            await day.cancel(found, actor)
    with pytest.raises(Fault):
        await day.ask(
            SAVE_PARTICIPANT,
            SaveParticipant(
                id=uuid4(),
                event_id=day.event.id,
                side=EventSide.PUBLIC,
                name="誰か",
                organization_name="団体",
            ),
            stranger.actor,
        )
    asked = CheckImport(event_id=day.event.id, rows=())
    with pytest.raises(NotFound):
        await day.ask(CHECK_IMPORT, asked, stranger.actor)
