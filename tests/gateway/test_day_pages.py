"""J5 on pages, without JavaScript: the door, the sheet typed in, the staff's screen, the wall."""

import asyncio
import json
import random
import re
from contextlib import AsyncExitStack
from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest

from tests.day_in_town import day_in_town, own
from tests.eventually import eventually
from tests.gateway.browsing import CLERK, LIAISON, MEMBER, OTHER_CLERK, signed_in
from tests.gateway.test_pages_timetables import sql

CAMERA = "camera=(self)"


@pytest.fixture
async def door(town):
    """The event, and who runs it."""
    async with signed_in(town, LIAISON) as liaison:
        yield await day_in_town(town, await own(liaison)), liaison


async def check_in(visitor, day, code, **more):
    form = day.path("check-in")
    answer = await visitor.fill_at(form, form, code=code, **more)
    return await visitor.see(answer.to) if answer.status == 303 else answer


async def test_ac1_a_badge_is_checked_in_once_by_number_or_by_its_qr_code(door):
    day, liaison = door
    first, second = day.codes[:2]

    read = await liaison.see(day.path(f"check-in?code={first}"))
    done = await check_in(liaison, day, first)
    again = await check_in(liaison, day, f"P-{first}")
    wrong = await check_in(liaison, day, first[:-1] + str((int(first[-1]) + 1) % 10))
    nobody = await check_in(liaison, day, "")

    assert "架空の団体1 架空 太郎1" in read.text
    assert read.answer.headers["permissions-policy"].startswith(CAMERA)
    assert "受付しました" in done.text
    before = re.compile(r"すでに受付済みです（\d\d:\d\d）")
    assert (before.search(done.text), bool(before.search(again.text))) == (None, True)
    assert (wrong.status, "番号が正しくありません" in wrong.text) == (422, True)
    assert nobody.status == 422
    form, undo = day.path("check-in"), day.path("check-in/undo")
    silent = await liaison.fill_at(form, undo, code=first, reason=" ")
    assert (silent.status, "取り消すわけを書いてください" in silent.text) == (422, True)
    undone = await liaison.fill_at(form, undo, code=first, reason="別の人の名札でした")
    assert "受付を取り消しました" in (await liaison.see(undone.to)).text
    assert second in day.codes


async def test_ac2_tablets_merge_over_http_to_exactly_the_right_set(door):
    """Two tablets at once, clocks an hour off either way, everything sent twice in pieces."""
    day, liaison = door
    rng = random.Random(2)
    form = (await liaison.see(day.path("check-in"))).form(day.path("check-in"))
    now = datetime.now(UTC)

    def tablet(numbers, shift):
        return [
            {
                "id": str(uuid4()),
                "code": day.codes[number],
                "at": round((now - timedelta(minutes=number + 1) - shift).timestamp() * 1_000),
                "offset": round(shift.total_seconds() * 1_000),
            }
            for number in numbers
        ]

    hour = timedelta(hours=1)
    tablets = [tablet([0, 1, 2, 3], hour), tablet([2, 3, 4], -hour)]

    async def send(notes):
        notes = [*notes, *notes]
        rng.shuffle(notes)
        for start in range(0, len(notes), 3):
            given = {**form, "notes": json.dumps(notes[start : start + 3])}
            answer = await liaison.http.post(day.path("check-in/notes"), data=given)
            assert answer.status_code == 200

    await asyncio.gather(*(send(notes) for notes in tablets))

    found = (await liaison.http.get(day.path("check-in/people"))).json()
    arrived = {one["code"]: one["arrivedAt"] for one in found["people"] if one["arrivedAt"]}
    expected = {
        day.codes[n]: round((now - timedelta(minutes=n + 1)).timestamp() * 1_000) for n in range(5)
    }
    assert arrived == expected
    for bad in ("", "[]x", '[{"id": 1}]', json.dumps([{"id": "x", "code": "1", "at": 10**30}])):
        answer = await liaison.http.post(day.path("check-in/notes"), data={**form, "notes": bad})
        assert answer.status_code == 422, bad


async def test_ac5_the_sheet_is_typed_in_on_one_screen_and_bad_rows_are_named(door):
    day, liaison = door
    one, two, three = day.codes[:3]
    path = day.path("sign-in-sheet")
    wide = two.replace("-", "").translate(str.maketrans("0123456789", "０１２３４５６７８９"))
    rows = (f"{one} 8:01", "", f"{wide}　８時５分", "999-9", f"{three} 25:00", "あいう えお", three)
    lines = "\n".join(rows)

    answer = await liaison.fill_at(path, path, lines=lines)

    assert answer.status == 422
    assert "3行を直してください" in answer.text
    for line in (4, 5, 6):
        assert f"{line}行目" in answer.text
    assert "3行を受付しました" in answer.text
    typed = re.search(r"<textarea[^>]*>\n(.*?)</textarea>", answer.text, re.DOTALL)[1]
    assert typed.split("\n") == ["999-9", f"{three} 25:00", "あいう えお"]
    people = (await liaison.http.get(day.path("check-in/people"))).json()["people"]
    assert sum(each["arrivedAt"] is not None for each in people) == 3
    whole = await liaison.fill_at(path, path, lines=one)
    assert (whole.status, "すでに受付済みです" in whole.text) == (200, True)


async def test_ac3_staff_see_who_is_missing_and_fill_the_place(door):
    day, liaison = door
    for code in (day.codes[0], day.codes[1], day.codes[4], day.codes[5]):
        await check_in(liaison, day, code)
    screen = await liaison.see(day.path("day"))
    assert "来場 4 / 6人" in screen.text
    assert screen.text.count("席を埋める<span") == 2
    assert "遅れている人 2人" in screen.text

    link = re.search(r'href="([^"]*/stand-ins\?[^"]*)"', screen.text)[1].replace("&amp;", "&")
    offered = await liaison.see(link)
    assert offered.text.count("この人を入れる") == 2
    refill = day.path("day/refill")
    done = await liaison.fill_at(link, refill)
    assert "空いた席を埋めました" in (await liaison.see(done.to)).text
    again = (
        await liaison.fill_at(link, refill)
        if "いちばん合う" in (await liaison.see(link)).text
        else None
    )
    assert again is None
    rest = await liaison.see(day.path("day"))
    assert rest.text.count("席を埋める<span") == 1
    assert "ほかの人が入りました" in rest.text
    for given in ("", "x", "x.y", f"{uuid4()}.{uuid4()}"):
        bad = await liaison.send(refill, {**offered.form(refill), "place": given, "base": "2"})
        assert bad.status in {303, 404, 422}


async def test_only_who_staffs_the_event_sees_its_day(door):
    day, _ = door
    async with signed_in(day.town, MEMBER) as member, signed_in(day.town, CLERK) as clerk:
        for rest in ("check-in", "check-in/people", "sign-in-sheet", "day"):
            assert (await member.see(day.path(rest))).status == 403, rest
            assert (await clerk.see(day.path(rest))).status in {200, 403, 404}, rest
        assert (await member.see(day.path("day/live"))).status == 404
        assert (await member.see(day.path("wall/live"))).status == 404


async def test_who_looks_on_is_told_within_the_stream(door):
    day, liaison = door
    async with liaison.http.stream("GET", day.path("day/live")) as stream:
        lines = stream.aiter_lines()
        first = [await anext(lines) for _ in range(2)]
        await check_in(liaison, day, day.codes[0])
        seen = [line async for line in _until(lines, "event: changed")]
    assert stream.headers["content-type"].startswith("text/event-stream")
    assert first[0] == "event: changed"
    assert seen
    async with liaison.http.stream("GET", day.path("wall/live")) as stream:
        drawn = [line async for line in _until(stream.aiter_lines(), "data: </div>")]
    assert any("架空の団体1 × 架空の団体3" in line for line in drawn)


async def test_who_looks_on_too_often_leaves_room_for_the_pages(door):
    day, staff = door
    async with signed_in(day.town, LIAISON) as often, AsyncExitStack() as stack:
        open_ones = []  # a stream whose lines nobody holds is closed
        for place in range(41):
            rest = "day/live" if place % 2 else "wall/live"
            stream = await stack.enter_async_context(often.http.stream("GET", day.path(rest)))
            if stream.status_code != 200:
                break
            open_ones.append(stream.aiter_lines())
            await anext(open_ones[-1])
        assert (stream.status_code, stream.headers.get("retry-after")) == (429, "30"), place
        assert (await often.see(day.path("day"))).status == 200

    async def is_empty_again():
        async with AsyncExitStack() as stack:
            opened = [staff.http.stream("GET", day.path("day/live")) for _ in range(3)]
            found = [await stack.enter_async_context(one) for one in opened]
            return all(one.status_code == 200 for one in found)

    await eventually(is_empty_again, every=0.5)


async def _until(lines, end):
    async for line in lines:
        yield line
        if line == end:
            return


async def test_the_number_of_a_badge_and_a_reason_wait_for_a_new_session(door):
    day, liaison = door
    undo = day.path("check-in/undo")
    async with signed_in(day.town, LIAISON) as before:
        mark = (await before.see("/about")).form("/settings")["csrf"]
    typed = {"id": str(uuid4()), "code": day.codes[0]}
    for action, more in ((day.path("check-in"), {}), (undo, {"reason": "別の人の名札 でした"})):
        waits = await liaison.send(action, {"csrf": mark, **typed, **more})
        assert (waits.status, waits.heading) == (403, "操作をつづける")
        again = waits.form(action)
        assert {name: again[name] for name in (typed | more)} == typed | more
        assert (await liaison.send(action, again)).status == 303
        typed["id"] = str(uuid4())


async def test_who_arrives_first_is_not_said_to_have_been_there(door):
    day, liaison = door
    done = await check_in(liaison, day, day.codes[0])
    assert "受付しました" in done.text
    assert "すでに受付済みです" not in done.text.partition('class="door"')[2]


async def test_the_reason_of_an_undo_survives_whatever_is_wrong_with_it(door):
    day, liaison = door
    form, undo = day.path("check-in"), day.path("check-in/undo")
    told = "別の人の名札 でした"
    cases = {
        told + "あ" * 2_000: (day.codes[0], "取り消すわけは"),
        told + "\u202e": (day.codes[0], "取り消すわけに使えない文字"),
        told + "e" + "\u0301" * 9: (day.codes[0], "取り消すわけに、重ねられた記号"),
        told + "。": ("999-9", "番号が正しくありません"),
    }
    for reason, (code, said) in cases.items():
        answer = await liaison.fill_at(form, undo, code=code, reason=reason)
        assert (answer.status, said in answer.text) == (422, True), said
        assert (answer.form(undo)["reason"], answer.form(undo)["code"]) == (reason, code)


async def test_the_sheet_does_not_count_again_who_is_in_already(door):
    day, liaison = door
    path = day.path("sign-in-sheet")
    first = await liaison.fill_at(path, path, lines=day.codes[0])
    assert "1行を受付しました" in first.text
    again = await liaison.fill_at(path, path, lines=day.codes[0])
    assert "新しく受付した行はありません" in again.text
    assert "行を受付しました" not in again.text


async def test_an_address_that_says_what_never_happened_is_not_believed(door):
    day, liaison = door
    first, second = day.codes[:2]
    await check_in(liaison, day, second)
    said = {
        f"code={first}&result=ARRIVED": "",
        f"code={first}&result=RESTORED": "",
        f"code={second}&result=UNDONE": "",
        f"code={second}&result=STANDS_BY": "",
        f"code={first}&result=BAD_CODE": "",
        "code=999-9&result=ARRIVED": "",
        "code=&result=<b>": "",
        f"code={second}&result=ALREADY": "すでに受付済みです",
    }
    for query, words in said.items():
        shown = (await liaison.see(day.path(f"check-in?{query}"))).text
        box = re.search(r'data-part="said">(.*?)</p>', shown)[1]
        assert (box.startswith(words), bool(box)) == (True, bool(words)), query


async def test_taking_back_says_what_it_means_first_and_is_put_back_by_one_press(door):
    day, liaison = door
    form, undo = day.path("check-in"), day.path("check-in/undo")
    host, guest = day.codes[0], day.codes[2]
    for code in (host, guest):
        await check_in(liaison, day, code)
    typed = {"code": host, "reason": "別の人の名札でした"}

    asked = await liaison.fill_at(form, undo, **typed)
    people = (await liaison.http.get(day.path("check-in/people"))).json()["people"]
    kept = asked.form(undo)
    done = await liaison.see((await liaison.send(undo, kept)).to)
    back = await liaison.see(
        (
            await liaison.send(
                day.path("check-in/restore"), done.form(day.path("check-in/restore"))
            )
        ).to
    )

    assert (asked.status, "まだ取り消していません" in asked.text) == (200, True)
    assert "いまの面談は、この人が来ていないことになります。" in asked.text
    assert {name: kept[name] for name in typed} == typed
    by_code = {one["code"]: one for one in people}
    assert by_code[host]["arrivedAt"]
    assert len(by_code[host]["stakes"]) == 1
    assert by_code[day.codes[1]]["stakes"] == []
    assert "受付を取り消しました" in done.text
    assert re.search(r"取り消しを元に戻しました。来場は\d\d:\d\dです", back.text)
    assert back.form(form)["code"] == ""


STATE = "UPDATE sessions.events SET state = $2 WHERE id = $1::text::uuid"
COLLEAGUE = """
UPDATE sessions.participants SET organization_id = $3::text::uuid, person_id = $4
WHERE event_id = $1::text::uuid AND number = $2
"""


async def test_the_wall_is_for_helpers_and_colleagues_and_says_so_before_there_is_one(door):
    day, liaison = door
    async with (
        signed_in(day.town, CLERK) as clerk,
        signed_in(day.town, MEMBER) as member,
        signed_in(day.town, OTHER_CLERK) as colleague,
    ):
        assert await own(clerk) == await own(liaison)
        given = (day.event, 3, await own(colleague), uuid4())
        await sql(day.town, COLLEAGUE, *given)
        for one in (clerk, liaison, colleague):
            assert "架空の団体1 × 架空の団体3" in (await one.see(day.path("wall"))).text
        assert (await member.see(day.path("wall"))).status == 404
        rates = await colleague.see(day.path("ratings"))
        assert (rates.status, "ふり返るのは、面談した本人です" in rates.text) == (200, True)
        assert (await colleague.see(day.path("agenda"))).status == 200
        assert (await member.see(day.path("ratings"))).status == 404
        for state, said in {
            "scheduling": "面談表はまだ公開されていません",
            "called_off": "このイベントは中止になりました",
            "archived": "このイベントは終わりました",
        }.items():
            await sql(day.town, STATE, day.event, state)
            for one in (clerk, liaison, colleague, member):
                shown = await one.see(day.path("wall"))
                assert (shown.status, said in shown.text) == (200, True), state


async def test_what_is_over_offers_no_form_of_the_board_and_no_registration(door):
    day, liaison = door
    board = day.path("timetable")
    async with signed_in(day.town, MEMBER) as member:
        for state in ("reporting", "archived", "called_off"):
            await sql(day.town, STATE, day.event, state)
            pair = f"pick={day.people[0]}.{day.people[2]}"
            for path in (board, f"{board}?{pair}", f"{board}?{pair.replace('pick', 'cancel')}"):
                shown = await liaison.see(path)
                assert "もう変えられません" in shown.text, state
                assert f'action="{board}' not in shown.text, (state, path)
            refused = await member.see(day.path("register"))
            assert (refused.status, refused.to) == (303, f"/events/{day.event}")
            answer = await member.see(refused.to)
            assert any("申し込みは受け付けていません" in one for one in answer.said)


@pytest.mark.parametrize("state", ["scheduling", "called_off", "archived"])
async def test_nobody_is_checked_in_before_the_day_or_after_it_is_over(door, state):
    day, liaison = door
    await sql(
        day.town,
        "UPDATE sessions.events SET state = $2 WHERE id = $1::text::uuid",
        day.event,
        state,
    )
    for rest in ("check-in", "sign-in-sheet"):
        shown = await liaison.see(day.path(rest))
        assert (shown.status, "いまは受付ができません" in shown.text) == (200, True)
        assert f'action="{day.path(rest)}"' not in shown.text
