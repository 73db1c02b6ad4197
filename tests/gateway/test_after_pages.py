"""After the meetings, on pages without JavaScript: ratings, the report, what became of it."""

import csv
import io
import json
import re
from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4

import msgspec

from services.sessions.timetable import problem as solver
from tests.eventually import eventually
from tests.gateway.browsing import CLERK, LIAISON, MEMBER, OTHER_CLERK, signed_in
from tests.gateway.test_event_pages import opened
from tests.gateway.test_pages_timetables import own, sql
from tests.timetabled import PEOPLE
from tests.told import everybody_told

COMPANY = "member@kotobashi.example"
EVENT = """
INSERT INTO sessions.events (id, organization_id, title, venue, state, public_capacity,
    private_capacity, slots, tables, consent, held_on, final_version)
VALUES ($1, $2::text::uuid, '架空マッチング会', '架空会館', 'reporting', 3, 3, '[]', '[]', '',
    '2001-02-03', 1)
"""
MADE = """
INSERT INTO sessions.timetables (event_id, version, state, problem, result, made_by)
VALUES ($1, 1, 'final', $2::text::jsonb, $3::text::jsonb, $1)
"""
START = datetime(2001, 2, 3, 4, tzinfo=UTC)
DUE = """
UPDATE introductions.follow_ups SET due_at = clock_timestamp()
WHERE introduction_id = $1::text::uuid AND step = 'week'
"""


async def held_day(town, organizer, public, private):
    """(path, participants of either side): one of each side is of these organizations."""
    event, ones, others = uuid4(), uuid4(), uuid4()
    await sql(town, EVENT, event, organizer)
    await sql(
        town,
        PEOPLE,
        *([ones, others], [event] * 2, [1, 2], ["public", "private"], ["registered"] * 2),
        ["架空市", "架空合同会社"],
        ["窓口 花", "見本 葵"],
        ["マドグチ ハナ", "ミホン アオイ"],
        [UUID(public), UUID(private)],
        [None] * 2,
    )
    slot = solver.Slot(id="S1", starts_at=START, ends_at=START + timedelta(minutes=20))
    sides = ((solver.Side.PUBLIC, ones), (solver.Side.PRIVATE, others))
    asked = solver.Problem(
        slots=(slot,),
        tables=(solver.Table(id="卓1"),),
        participants=tuple(solver.Participant(id=str(one), side=side) for side, one in sides),
    )
    value = solver.Value(first_served=0, floor=0, musts=0, score=0)
    meeting = solver.Meeting(public=str(ones), private=str(others), slot="S1", table="卓1")
    made = solver.Timetable(meetings=(meeting,), value=value, bound=value, gap=0.0, proved=False)
    texts = [msgspec.json.encode(each).decode() for each in (asked, made)]
    await sql(town, MADE, event, *texts)
    return f"/events/{event}", (ones, others)


async def begun(town):
    """The path of an event whose meeting was held between a clerk's town and a company."""
    async with (
        signed_in(town, LIAISON) as liaison,
        signed_in(town, OTHER_CLERK) as clerk,
        signed_in(town, COMPANY) as company,
    ):
        path, _ = await held_day(town, await own(liaison), await own(clerk), await own(company))
        return path


async def met(town, path):
    """The introduction that came of it, once the first question about it is asked."""
    form = path + "/ratings"
    async with signed_in(town, OTHER_CLERK) as clerk, signed_in(town, COMPANY) as company:
        for visitor in (clerk, company):
            await visitor.fill_at(form, form, goOn="yes", contactEmail="aoi@example.jp")

        async def introduced():
            text = (await company.see("/introductions")).text
            every = dict.fromkeys(re.findall(r"/introductions/[0-9a-f-]{36}", text))
            for one in every:
                if "イベントで会いました" in (await company.see(one)).text:
                    return one
            return None

        found = await eventually(introduced)
        await sql(town, DUE, found.rpartition("/")[2])
        questions = found + "/follow-ups"

        async def asked():
            return 'name="step"' in (await company.see(questions)).text

        await eventually(asked)
    await everybody_told(town)
    return found


async def test_a_meeting_is_rated_in_one_tap_and_what_was_typed_survives_a_mistake(town):
    path = await begun(town)
    form = path + "/ratings"
    async with signed_in(town, COMPANY) as company, signed_in(town, OTHER_CLERK) as clerk:
        page = await company.see(form)
        assert "答えた面談：0／1" in page.text
        wrong = await company.fill_at(form, form, goOn="yes", line="あ" * 301)
        assert wrong.status == 422
        assert "あ" * 301 in wrong.text
        assert "300" in wrong.text
        wrong = await company.fill_at(form, form, goOn="yes", contactEmail="でたらめ", line="残る")
        assert wrong.status == 422
        assert "でたらめ" in wrong.text
        assert "残る" in wrong.text
        assert (await company.fill_at(form, form, goOn="perhaps")).status == 404
        lost = {"otherId": str(uuid4()), "line": "ほかの面談に 書いた"}
        other = await company.fill_at(form, form, goOn="yes", **lost)
        assert (other.status in {404, 422}, lost["line"] in other.text) == (True, True)

        done = await company.fill_at(form, form, goOn="maybe", line="=1+1 <b>", contactEmail="")

        assert done.to == form
        mine = (await company.see(form)).text
        assert "答えた面談：1／1" in mine
        assert "=1+1 &lt;b&gt;" in mine
        theirs = (await clerk.see(form)).text
        assert "1+1" not in theirs
        assert "答えた面談：0／1" in theirs
    async with signed_in(town, MEMBER) as stranger, signed_in(town, LIAISON) as liaison:
        assert (await stranger.see(form)).status == 404
        assert (await liaison.see(form)).status == 404


async def test_two_yes_are_an_introduction_that_says_where_they_met_and_is_asked_about(town):
    path = await begun(town)
    thread = await met(town, path)
    questions = thread + "/follow-ups"
    async with signed_in(town, OTHER_CLERK) as clerk, signed_in(town, COMPANY) as company:
        assert "どちらも続けたい" in (await clerk.see(path + "/ratings")).text
        assert "架空マッチング会" in (await clerk.see(thread)).text
        long = await clerk.fill_at(questions, questions, answer="pilot", note="い" * 1_001)
        assert long.status == 422
        assert "い" * 1_001 in long.text
        await clerk.fill_at(questions, questions, answer="pilot", note="内緒の控え")
        assert "実証をしている" not in _facts((await company.see(questions)).text)

        await company.fill_at(questions, questions, answer="talking")

        text = (await company.see(questions)).text
        assert "食い違い" in text
        assert "内緒の控え" not in text
    async with signed_in(town, MEMBER) as stranger:
        assert (await stranger.see(questions)).status == 404


def _facts(text):
    return "".join(re.findall(r"<dl.*?</dl>", text, re.DOTALL))


async def test_the_report_is_the_organizer_s_on_a_page_and_as_a_table(town):
    path = await begun(town)
    async with signed_in(town, LIAISON) as liaison, signed_in(town, COMPANY) as company:
        await company.fill_at(path + "/ratings", path + "/ratings", goOn="no", line="秘密の一行")
        page = await liaison.see(path + "/report")
        assert page.status == 200
        assert "秘密の一行" not in page.text
        answer = await liaison.http.get(path + "/report.csv")
        rows = list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"))))
        told = {row[0]: row[1] for row in rows if len(row) == 2}
        assert told["時間割の面談"] == told["行われた面談"] == "1"
        assert told["「続けたい」という答え"] == "5未満または記録なし"
        assert (await company.see(path + "/report")).status == 403
    async with signed_in(town, CLERK) as clerk:
        assert (await clerk.see(path + "/report.csv")).status == 403


async def test_an_event_is_called_off_by_its_own_button_alone(town):
    async with signed_in(town, LIAISON) as liaison, signed_in(town, MEMBER) as member:
        path = await opened(liaison)
        form = path + "/register"
        await member.fill_at(form, form, consent="true")
        asked = {"revision": "1", **(await liaison.see(path)).form(path + "/call-off")}
        others = {**asked, **(await member.see(form)).form(form)}
        refused = await member.send(path + "/call-off", others)
        assert refused.status in {403, 404, 422}

        done = await liaison.send(path + "/call-off", asked)

        assert done.to == path
        assert "中止になりました" in (await member.see(path)).text
        assert json.dumps(path + "/call-off") not in (await liaison.see(path)).text
