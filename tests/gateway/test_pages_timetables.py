"""Timetables on pages, without JavaScript: the board, versions, one's agenda, the wall, paper."""

import json
import re
from uuid import UUID, uuid4

import asyncpg
import msgspec
import pytest

from services.sessions import solving
from tests.gateway.browsing import LIAISON, MEMBER, OTHER_CLERK, signed_in
from tests.matching_event import slots
from tests.timetabled import PEOPLE, WISHES

EVENT = """
INSERT INTO sessions.events (id, organization_id, title, venue, state, public_capacity,
    private_capacity, slots, tables, consent)
VALUES ($1, $2::text::uuid, '架空マッチング会', '架空会館', 'scheduling', 3, 3, $3::text::jsonb,
    $4::text::jsonb, '')
"""
UNFIT = {
    "午後は 出られません" + "あ" * 1_000: "どうしましたかは1,000文字",
    "午後は 出られません\u202e": "どうしましたかに使えない文字",
    "午後は 出られません" + "\u0301" * 9: "どうしましたかに、重ねられた記号",
}
"""What cannot be said as an objection, and why."""
NOBODY_THERE = "UPDATE sessions.participants SET available = '[]' WHERE event_id = $1"
ALL_THERE = "UPDATE sessions.participants SET available = NULL WHERE event_id = $1"
"""A meeting is locked: where nobody is there, that contradicts itself."""
OVER = "UPDATE sessions.events SET objections_until = clock_timestamp() WHERE id = $1"


async def sql(town, statement, *given):
    note = msgspec.json.decode((town.home / "run.json").read_bytes())
    connection = await asyncpg.connect(note["database_url"])
    try:
        await connection.execute(statement, *given)
    finally:
        await connection.close()


async def event_of(town, organizer, company):
    """Three at tables, three who come; the first of them is that company's. Two tables."""
    await solving.warm()  # compiled by now, so that the town's own solver only loads it
    event = uuid4()
    given = [
        {"id": one.id, "starts_at": one.starts_at.isoformat(), "ends_at": one.ends_at.isoformat()}
        for one in slots(3)
    ]
    tables = [{"id": "卓1", "zone": ""}, {"id": "卓2", "zone": ""}]
    made = (event, organizer, json.dumps(given), json.dumps(tables))
    await sql(town, EVENT, *made)
    people = [uuid4() for _ in range(6)]
    await sql(
        town,
        PEOPLE,
        *(people, [event] * 6, list(range(1, 7)), ["public"] * 3 + ["private"] * 3),
        ["registered"] * 6,
        [f"架空の団体{n}" for n in range(1, 7)],
        [f"架空 太郎{n}" for n in range(1, 7)],
        [f"カクウ タロウ{n}" for n in range(1, 7)],
        [None, None, None, company, None, None],
        [None] * 6,
    )
    pairs = [(one, two) for one in people[:3] for two in people[3:]]
    both = pairs + [(two, one) for one, two in pairs]
    await sql(town, WISHES, [one for one, _ in both], [two for _, two in both], ["meet"] * 18)
    return str(event)


@pytest.fixture
async def day(town):
    async with signed_in(town, LIAISON) as liaison, signed_in(town, MEMBER) as member:
        event = await event_of(town, await own(liaison), await own(member))
        yield town, event, liaison, member


async def own(visitor):
    """The organization for which somebody acts."""
    asked = {"query": "{ viewer { organization { id } } }"}
    answer = await visitor.http.post("/graphql", json=asked)
    return answer.json()["data"]["viewer"]["organization"]["id"]


def pick(page):
    return re.search(r'href="([^"]*\?pick=[^"#]*)', page.text)[1]


async def answered_and_taken_back(day, objection):
    town, event, liaison, member = day
    board, agenda = f"/events/{event}/timetable", f"/events/{event}/agenda"
    await sql(town, NOBODY_THERE, UUID(event))
    refused = await liaison.fill_at(board, objection, accepted="true", answer="直しました")
    assert (refused.status, "まだ受け入れていません" in refused.text) == (422, True)
    assert refused.form(objection)["answer"] == "直しました"
    assert "主催者の答え" not in (await member.see(agenda)).text
    await sql(town, ALL_THERE, UUID(event))
    await liaison.fill_at(board, objection, accepted="true", answer="直しました")
    assert "主催者の答え：<span>直しました" in (await member.see(agenda)).text
    taken_back = await liaison.fill_at(board, f"{objection}/reopen")
    assert "回答を取り消しました。" in "".join((await liaison.see(taken_back.to)).said)
    assert "主催者の答え" not in (await member.see(agenda)).text
    await liaison.fill_at(board, objection, accepted="false", answer="このままです")


async def test_a_timetable_goes_from_one_button_to_its_final_version(day):
    town, event, liaison, member = day
    board, agenda = f"/events/{event}/timetable", f"/events/{event}/agenda"
    assert (await member.see(board)).status == 403
    assert (await member.see(agenda)).status == 404

    made = await liaison.fill_at(board, f"{board}/make")
    page = await liaison.see(made.to)
    assert "面談は6組です。両方が会いたい組は9組です。" in page.text
    assert "3,600点（これ以上ないと証明できる上限は3,600点）" in page.text
    assert "検査済み" in page.text
    assert page.text.count("場所をさがす") == 3

    stale = await liaison.send(f"{board}/make", {**page.form(f"{board}/make"), "base": "0"})
    assert "変更しました" in "".join((await liaison.see(stale.to)).said)
    choosing = await liaison.see(pick(page))
    assert "この卓は使われています" in choosing.text
    locked = await liaison.fill_at(board, f"{board}/lock", locked="true")
    assert "● 固定" in (await liaison.see(locked.to)).text

    shown = await liaison.fill_at(board, f"{board}/show")
    assert "公開しました" in (await liaison.see(shown.to)).text
    mine = await member.see(agenda)
    assert "これは仮の予定です。" in mine.text
    assert mine.text.count("架空の団体") == 2 * mine.text.count('class="row-title"')
    empty = await member.fill_at(agenda, f"/events/{event}/objections", text=" ")
    assert (empty.status, "どうしましたかを入力してください。" in empty.text) == (422, True)
    for text, said in UNFIT.items():
        wrong = await member.fill_at(agenda, f"/events/{event}/objections", text=text)
        assert (wrong.status, said in wrong.text) == (422, True), said
        assert wrong.form(f"/events/{event}/objections")["text"] == text
    await member.fill_at(agenda, f"/events/{event}/objections", text="午後は出られません")
    early = await liaison.fill_at(board, f"{board}/show", final="true")
    assert "受付が終わるまで" in (await liaison.see(early.to)).text

    objection = re.search(
        rf"/events/{event}/objections/[0-9a-f-]+", (await liaison.see(board)).text
    )
    for text in UNFIT:
        wrong = await liaison.fill_at(board, objection[0], accepted="true", answer=text)
        assert (wrong.status, text in wrong.text, "回答" in wrong.text) == (422, True, True)
        assert 'id="error-summary"' in wrong.text
    await answered_and_taken_back(day, objection[0])
    await sql(town, OVER, UUID(event))
    final = await liaison.fill_at(board, f"{board}/show", final="true")
    assert "確定版" in (await liaison.see(final.to)).text
    versions = await liaison.see(f"{board}/versions")
    assert "v2に戻す" in versions.text
    back = await liaison.fill_at(f"{board}/versions", f"{board}/restore")
    assert "前の版を、新しい版として戻しました。" in (await liaison.see(back.to)).text

    file = await member.see(f"{agenda}.ics")
    assert file.answer.headers["content-type"] == "text/calendar; charset=utf-8"
    calendar = file.text
    assert calendar.count("BEGIN:VEVENT") == len(set(re.findall("UID:(.*)\r", calendar))) > 0
    wall = await member.see(f"/events/{event}/wall")
    assert "つぎ" in wall.text
    async with signed_in(town, OTHER_CLERK) as stranger:
        for path in (agenda, f"{agenda}.ics", f"/events/{event}/wall"):
            assert (await stranger.see(path)).status == 404
