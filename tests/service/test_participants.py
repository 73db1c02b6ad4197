"""Who takes part: by the organizer, by themselves, from a table; with places and a waiting list."""

from dataclasses import dataclass, field
from uuid import uuid4

import msgspec
import pytest

from contracts.faults import Conflict, Fault, Forbidden, Invalid, NotFound
from contracts.matching_events import SAVE_EVENT, EventState
from contracts.participant_imports import (
    CHECK_IMPORT,
    IMPORT_PARTICIPANTS,
    UNDO_IMPORT,
    CheckImport,
    ImportParticipants,
    ImportRow,
    UndoImport,
)
from contracts.participants import (
    CANCEL_PARTICIPANT,
    COUNT_PREFERENCES,
    LIST_EVENT_PREFERENCES,
    LIST_PARTICIPANTS,
    MY_PARTICIPATION,
    REGISTER,
    SAVE_PARTICIPANT,
    SET_EVENT_PREFERENCES,
    CancelParticipant,
    CountPreferences,
    EventSide,
    GradeOf,
    ListEventPreferences,
    ListParticipants,
    MyParticipation,
    ParticipantState,
    Register,
    SaveParticipant,
    SetEventPreferences,
)
from contracts.preferences import Grade
from contracts.profiles import OrganizationKind
from contracts.wire import After, Role
from tests.matching_event import advance, known, organizer, planned, wanted
from tests.members import Somebody, member, town
from tests.outside import rows


@dataclass
class Scene:
    platform: object
    who: Somebody
    event: object
    companies: list = field(default_factory=list)

    async def ask(self, method, request, actor):
        return await self.platform.web.call(method, request, actor)

    async def company(self, name="架空合同会社"):
        own = await self.platform.organization(name, OrganizationKind.COMPANY)
        found = await member(self.platform, own, Role.COMPANY_ADMIN, "見本 葵")
        await known(self.platform, found)
        return found

    async def town(self, name="架空市"):
        found = await member(self.platform, await town(self.platform, name), Role.LIAISON)
        await known(self.platform, found)
        return found

    async def register(self, of, **more):
        asked = Register(id=uuid4(), event_id=self.event.id, consent=True, **more)
        return await self.ask(REGISTER, asked, of.actor)

    async def cancel(self, found, actor):
        return await self.ask(CANCEL_PARTICIPANT, CancelParticipant(id=found.id), actor)

    async def save(self, name="窓口 花", side=EventSide.PUBLIC, **more):
        given = {"id": uuid4(), "event_id": self.event.id, "organization_name": f"{name}の団体"}
        asked = SaveParticipant(side=side, name=name, **(given | more))
        return await self.ask(SAVE_PARTICIPANT, asked, self.who.actor)

    async def people(self, actor=None, **more):
        asked = ListParticipants(event_id=self.event.id, first=100, **more)
        return (await self.ask(LIST_PARTICIPANTS, asked, actor or self.who.actor)).participants

    async def step(self, state):
        self.event = await advance(self.platform, self.who, self.event, state)

    async def told(self, verb):
        found = await rows(
            self.platform.settings,
            "SELECT payload FROM sessions.outbox WHERE subject = $1 ORDER BY seq",
            f"event.sessions.v1.participant.{verb}",
        )
        return [msgspec.json.decode(row[0]) for row in found]


async def scene(platform, state=EventState.REGISTRATION):
    who = await organizer(platform)
    made = Scene(platform, who, await planned(platform, who))
    if state is not EventState.PLANNING:
        await made.step(state)
    return made


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


def listed(*more):
    """40 of towns and 80 of companies, and what is added."""
    good = [
        *(
            ImportRow(line=n + 2, side="自治体", organization_name=f"架空{n}市", name="窓口 花")
            for n in range(40)
        ),
        *(
            ImportRow(line=n + 42, side="企業", organization_name=f"架空{n}社", name="見本 葵")
            for n in range(80)
        ),
    ]
    return (*good, *more)


async def test_j4_ac1_bad_rows_are_listed_nothing_is_written_and_undo_restores(platform):
    day = await scene(platform)
    await day.save("前からの人")
    before = await day.people()
    table = listed(
        ImportRow(line=122, side="その他", organization_name="架空社", name="誰か"),
        ImportRow(line=123, side="企業", organization_name="架空社", name=""),
        ImportRow(line=124, side="企業", organization_name="架空3社", name="見本　葵", most="多い"),
        ImportRow(line=125, side="企業", organization_name="架空3社", name="見本　葵"),
    )

    check = await day.ask(
        CHECK_IMPORT, CheckImport(event_id=day.event.id, rows=table), day.who.actor
    )

    assert {(one.line, one.field, one.problem) for one in check.problems} == {
        (122, "side", "unknown_value"),
        (123, "name", "required"),
        (124, "most", "not_a_number"),
        (125, "", "same_as_line"),
    }
    assert (len(check.good), check.waiting) == (120, 39 + 78)
    assert await day.people() == before

    asked = ImportParticipants(
        id=uuid4(), event_id=day.event.id, rows=table, idempotency_key="once"
    )
    made = await day.ask(IMPORT_PARTICIPANTS, asked, day.who.actor)
    assert made == await day.ask(IMPORT_PARTICIPANTS, asked, day.who.actor)
    assert (made.participants, made.waiting, made.left_out) == (120, 117, 4)
    again = await day.ask(
        CHECK_IMPORT, CheckImport(event_id=day.event.id, rows=table[:3]), day.who.actor
    )
    assert {one.problem for one in again.problems} == {"already_there"}

    undo = UndoImport(id=made.id, event_id=day.event.id)
    assert (await day.ask(UNDO_IMPORT, undo, day.who.actor)).removed == 120
    assert await day.people() == before
    with pytest.raises(NotFound):
        await day.ask(UNDO_IMPORT, undo, day.who.actor)


async def test_an_import_that_was_changed_since_stays(platform):
    day = await scene(platform)
    row = ImportRow(line=2, side="企業", organization_name="架空社", name="=cmd|'/C calc'!A0")
    asked = ImportParticipants(id=uuid4(), event_id=day.event.id, rows=(row,))
    await day.ask(IMPORT_PARTICIPANTS, asked, day.who.actor)
    [found] = await day.people()
    assert found.name == "=cmd|'/C calc'!A0"
    await day.cancel(found, day.who.actor)

    with pytest.raises(Conflict) as caught:
        await day.ask(UNDO_IMPORT, UndoImport(id=asked.id, event_id=day.event.id), day.who.actor)

    assert caught.value.reason == "changed_since"


async def two(platform):
    """A town and a company who take part, while preferences are open."""
    day = await scene(platform)
    liaison, admin = await day.town(), await day.company()
    theirs, ours = await day.register(liaison), await day.register(admin)
    await day.step(EventState.PREFERENCES)
    return day, liaison, admin, theirs, ours


def say(who, other, grade):
    return SetEventPreferences(
        participant_id=who.id, grades=(GradeOf(other_id=other.id, grade=grade),)
    )


async def test_a_preference_is_seen_by_its_own_side_alone(platform):
    day, liaison, admin, theirs, ours = await two(platform)
    before = await day.people(liaison.actor), await day.people()

    [kept] = await day.ask(SET_EVENT_PREFERENCES, say(ours, theirs, Grade.NO), admin.actor)

    assert kept.grade is Grade.NO
    mine = ListEventPreferences(participant_id=ours.id)
    assert await day.ask(LIST_EVENT_PREFERENCES, mine, admin.actor) == (kept,)
    for actor in (liaison.actor, day.who.actor):
        with pytest.raises((NotFound, Forbidden)):
            await day.ask(LIST_EVENT_PREFERENCES, mine, actor)
    assert (await day.people(liaison.actor), await day.people()) == before
    counted = await day.ask(
        COUNT_PREFERENCES, CountPreferences(event_id=day.event.id), day.who.actor
    )
    assert (counted.participants, counted.spoken, counted.mutual) == (2, 1, None)
    told = await rows(platform.settings, "SELECT subject, payload FROM sessions.outbox")
    kept = [row for row in told if "notice.given" not in row[0]]  # that they are open, to all
    entries = [row for row in kept if "preference" in str(row[1])]
    assert all(str(theirs.id) not in str(row[1]) and '"no"' not in str(row[1]) for row in entries)


async def test_pairs_are_counted_for_nobody_while_preferences_are_open(platform):
    day, liaison, admin, theirs, ours = await two(platform)
    await day.ask(SET_EVENT_PREFERENCES, say(ours, theirs, Grade.MUST), admin.actor)
    await day.ask(SET_EVENT_PREFERENCES, say(theirs, ours, Grade.MEET), liaison.actor)
    asked = CountPreferences(event_id=day.event.id)

    before = await day.ask(COUNT_PREFERENCES, asked, day.who.actor)
    await day.ask(SET_EVENT_PREFERENCES, say(ours, theirs, Grade.NO), admin.actor)
    assert (before.spoken, before.mutual) == (2, None)
    assert await day.ask(COUNT_PREFERENCES, asked, day.who.actor) == before
    assert await day.ask(SET_EVENT_PREFERENCES, say(ours, theirs, None), admin.actor) == ()
    for actor in (admin.actor, (await organizer(platform, "架空別会")).actor):
        with pytest.raises((NotFound, Forbidden)):
            await day.ask(COUNT_PREFERENCES, asked, actor)


async def test_preferences_are_for_those_who_can_be_met(platform):
    day, _, admin, theirs, ours = await two(platform)
    for grades in (
        (GradeOf(other_id=uuid4(), grade=Grade.MEET),),
        (GradeOf(other_id=ours.id, grade=Grade.MEET),),
        (GradeOf(other_id=theirs.id, grade=Grade.MEET), GradeOf(other_id=theirs.id)),
    ):
        asked = SetEventPreferences(participant_id=ours.id, grades=grades)
        with pytest.raises(Invalid):
            await day.ask(SET_EVENT_PREFERENCES, asked, admin.actor)
    with pytest.raises(NotFound):
        await day.ask(SET_EVENT_PREFERENCES, say(theirs, ours, Grade.MEET), admin.actor)

    await day.step(EventState.SCHEDULING)
    with pytest.raises(Conflict) as caught:
        await day.ask(SET_EVENT_PREFERENCES, say(ours, theirs, Grade.MEET), admin.actor)
    assert caught.value.reason == "preferences_closed"


async def test_five_thousand_preferences_by_one_person_are_kept(platform):
    day, _, admin, _, ours = await two(platform)
    ids = [uuid4() for _ in range(5_000)]
    await rows(
        platform.settings,
        "INSERT INTO sessions.participants (id, event_id, number, side, state, organization_name,"
        " name) SELECT id, $2, 100 + n, 'public', 'registered', '架空市', '窓口'"
        " FROM unnest($1::uuid[]) WITH ORDINALITY AS given (id, n) RETURNING id",
        ids,
        day.event.id,
    )

    for start in range(0, 5_000, 500):
        grades = tuple(GradeOf(other_id=one, grade=Grade.MUST) for one in ids[start : start + 500])
        asked = SetEventPreferences(participant_id=ours.id, grades=grades)
        await day.ask(SET_EVENT_PREFERENCES, asked, admin.actor)

    mine = ListEventPreferences(participant_id=ours.id)
    assert len(await day.ask(LIST_EVENT_PREFERENCES, mine, admin.actor)) == 5_000
