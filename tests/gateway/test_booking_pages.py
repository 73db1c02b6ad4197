"""Meetings that participants arrange themselves, on pages without JavaScript; and what nobody sees.

Declining changes no door of whoever asked; a no changes none of the other, nor of their colleagues.
"""

import html
import re
from uuid import UUID, uuid4

import pytest

from tests.gateway.asking import Asker, all_read, changed_by, different
from tests.gateway.browsing import LIAISON, OTHER_CLERK, signed_in
from tests.gateway.doors import Door
from tests.gateway.test_after_pages import COMPANY
from tests.gateway.test_event_pages import made
from tests.gateway.test_event_secrecy import PAGES, WISH, asked, done, leading
from tests.gateway.test_pages_timetables import own, sql
from tests.timetabled import PEOPLE
from tests.told import everybody_told

MINE = "query ($id: ID!) { myParticipation(eventId: $id) { id } }"
ANSWER = """
mutation ($input: AnswerMeetingRequestInput!) {
  answerMeetingRequest(input: $input) { bookings { isOpen } }
}
"""
RECEIVED = "query ($id: ID!) { bookings(participantId: $id) { received { id } } }"
FORGET = "DELETE FROM sessions.meeting_refusals WHERE participant_id = $1"
FORGET_WISH = "DELETE FROM sessions.preferences WHERE participant_id = $1"
NO = "INSERT INTO sessions.preferences (participant_id, other_id, grade) VALUES ($1, $2, 'no')"


async def opened(mode, liaison, *visitors):
    """Registered are the others; the participants in their order."""
    path = (await made(liaison, mode=mode, publicCapacity="3", privateCapacity="3")).to
    await liaison.fill_at(path, path + "/advance")
    for one in visitors:
        form = path + "/register"
        assert (await one.fill_at(form, form, consent="true")).to == path
    await liaison.fill_at(path, path + "/advance")
    found = []
    for one in visitors:
        answer = await asked(one, MINE, id=path.rpartition("/")[2])
        found.append(answer.json()["data"]["myParticipation"][0]["id"])
    return path, found


@pytest.fixture
async def three(town):
    async with (
        signed_in(town, LIAISON) as liaison,
        signed_in(town, OTHER_CLERK) as clerk,
        signed_in(town, COMPANY) as company,
    ):
        yield town, liaison, clerk, company


async def test_a_meeting_is_booked_shown_and_given_back_on_pages(three):
    _, liaison, clerk, company = three
    path, _ = await opened("self", liaison, clerk, company)
    home = path + "/bookings"
    page = await company.see(home)
    assert "面談を予約する" in page.heading
    assert re.findall(r'name="slot" value="(S\d)"', page.text) == ["S1", "S2"]

    booked = await company.fill_at(home, home + "/book", slot="S2")

    assert "面談を予約しました。" in (await company.see(booked.to)).said[0]
    theirs = await clerk.see(home)
    assert "13:25" in theirs.text
    assert "卓1" in theirs.text
    assert "参加者が決めた面談：1" in (await liaison.see(path)).text
    again = await company.send(home + "/book", (await company.see(home)).form(home + "/give-back"))
    assert again.status in {303, 422}
    await clerk.fill_at(home, home + "/give-back")
    page = await company.see(home)
    assert "予約できる時刻はありません。" in page.text, "who gave it back is full for the other"
    assert "S1" in (await clerk.see(home)).text


async def test_a_request_is_made_accepted_and_planned_around_on_pages(three):
    _, liaison, clerk, company = three
    path, _ = await opened("hybrid", liaison, clerk, company)
    home = path + "/bookings"

    long = await company.fill_at(home, home + "/ask", line="あ" * 301)
    assert long.status == 422
    assert "あ" * 301 in long.text, "what was typed stays"
    assert [re.sub("-.*", "", name) for name in long.errors] or "300" in long.text
    await company.fill_at(home, home + "/ask", line="<b>観光</b>の案内")
    assert "返事を待っています" in (await company.see(home)).text
    page = await clerk.see(home)
    assert "&lt;b&gt;観光&lt;/b&gt;の案内" in page.text
    [answer] = set(re.findall(r'action="([^"]+/answer)"', page.text))
    done_ = await clerk.fill_at(home, answer, accepted="true", slot="S2")
    assert "面談が決まりました。" in (await clerk.see(done_.to)).said[0]
    grades = path + "/preferences"
    [name] = set(re.findall(r'name="(grade-[0-9a-f-]{36})"', (await clerk.see(grades)).text))
    booked = await clerk.fill_at(grades, grades, **{name: "no"})
    assert "先に、その面談を取り消してください。" in html.unescape(
        (await clerk.see(booked.to)).text
    )

    await liaison.fill_at(path, path + "/advance")
    board = await liaison.see(path + "/timetable")
    assert "v1" in board.text
    assert "いまは、面談を予約したり申し込んだりできません。" in (await company.see(home)).text


async def test_pages_of_arranging_are_for_who_takes_part_and_while_it_is_open(three):
    _, liaison, clerk, company = three
    path, [theirs, ours] = await opened("self", liaison, clerk, company)
    home = path + "/bookings"
    assert (await liaison.see(home)).status == 404
    assert (await company.see(f"/events/{uuid4()}/bookings")).status == 404
    fields = (await company.see(home)).form(home + "/book")
    for wrong, said in (
        ({"slot": "S9"}, "その時刻には、もう予約できません。"),
        ({"slot": ""}, ""),
        ({"slot": "S1", "participantId": theirs, "otherId": ours}, ""),
        ({"slot": "S1", "otherId": "x"}, ""),
    ):
        answer = await company.send(home + "/book", {**fields, **wrong})
        if said:
            assert said in (await company.see(answer.to)).said[0]
        else:
            assert answer.status in {404, 422}, wrong
    grades = path + "/preferences"
    assert grades not in (await company.see(home)).text + (await company.see(path)).text
    assert (await company.see(grades)).to == home, "nothing that is wished for has an effect"
    sent = {name: fields[name] for name in fields if name not in {"id", "slot"}}
    refused = await company.send(grades, sent | {f"grade-{theirs}": "no"})
    assert (await company.see(refused.to)).to == home
    assert "希望を聞いていません。" in (await company.see(home)).said[0]


async def _unchanged(town, visitor, doors, pages, act, undo):
    asker = {"one": Asker(visitor, doors, pages)}
    await everybody_told(town)
    before = await all_read(asker)
    await act()
    await everybody_told(town)
    after = await all_read(asker)
    changed = different(before["one"], after["one"])
    assert not await changed_by(asker["one"], changed, undo, act)


async def test_a_declined_request_changes_nothing_that_its_sender_is_answered(three):
    town, liaison, clerk, company = three
    path, [theirs, ours] = await opened("hybrid", liaison, clerk, company)
    home = path + "/bookings"
    await company.fill_at(home, home + "/ask", line="話したい")
    answer = await asked(clerk, RECEIVED, id=theirs)
    [request] = answer.json()["data"]["bookings"]["received"]

    async def act():
        await done(clerk, ANSWER, {"id": request["id"], "accepted": False})

    async def undo():
        await sql(town, FORGET, UUID(theirs))

    doors = leading(path.rpartition("/")[2], (theirs, ours))
    assert any(one.startswith("bookings") for one in doors)
    await _unchanged(town, company, doors, (*PAGES, path), act, undo)
    page = await company.see(home)
    assert "返事を待っています" in page.text
    assert "期限が過ぎました" not in page.text


@pytest.mark.parametrize("mode", ["self", "hybrid"])
async def test_a_no_changes_nothing_that_the_other_is_answered_also_for_a_colleague(three, mode):
    """Where meetings are booked it cannot be said: there it is one that was kept before."""
    town, liaison, clerk, company = three
    path, [theirs, ours] = await opened(mode, liaison, clerk, company)
    event, desk = UUID(path.rpartition("/")[2]), uuid4()
    who = ("private", "registered", "架空合同会社", "同僚 葵", "ドウリョウ アオイ")
    belongs = (UUID(await own(company)), None)
    await sql(town, PEOPLE, *([one] for one in (desk, event, 9, *who, *belongs)))
    said = {"participantId": theirs, "grades": [{"otherId": ours, "grade": "NO"}]}

    async def act():
        if mode == "hybrid":
            await done(clerk, WISH, said)
        else:
            await sql(town, NO, UUID(theirs), UUID(ours))

    async def undo():
        await sql(town, FORGET_WISH, UUID(theirs))

    if mode == "self":
        answer = (await asked(clerk, WISH, input=said)).text
        assert "no_preferences_here" in answer or "NO_PREFERENCES_HERE" in answer, answer
    doors = leading(str(event), (theirs, ours))
    for one in (ours, str(desk)):
        given = f'(participantId: "{one}", otherIds: ["{theirs}"])'
        doors[f"freeSlots of {one}"] = Door(
            "freeSlots", ("otherId", "slots"), given, "otherId slots"
        )
    await _unchanged(town, company, doors, (*PAGES, path, path + "/bookings"), act, undo)
    slots = re.findall(r'name="slot" value="(S\d)"', (await company.see(path + "/bookings")).text)
    assert slots == (["S1", "S2"] if mode == "self" else [])
