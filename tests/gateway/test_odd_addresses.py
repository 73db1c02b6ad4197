"""What no page of ours leads to is refused as what it is, and never a fault of ours."""

from datetime import date

import pytest

from gateway.pages.day.sheet import rows
from tests.gateway.browsing import LIAISON, signed_in, visiting
from tests.gateway.test_event_pages import made
from tests.gateway.test_pages_ledger import AUDITOR

DIGITS = "9" * 5_000
LINKS = (
    *("/letters/stop/", "/reset/link/", "/email/confirm/", "/email/undo/", "/recovery/stop/"),
    "/invitations/",
)
LAST_DAY = {"heldOnYear": "9999", "heldOnMonth": "12", "heldOnDay": "31"}


@pytest.mark.parametrize("path", LINKS)
async def test_a_link_that_nobody_was_sent_leads_nowhere(town, path):
    async with visiting(town) as visitor:
        for token in ("x", "%F0%A0%AE%B7", "%E2%80%AE", "%ED%A0%80"):
            seen = await visitor.see(path + token)
            if seen.status == 303:
                seen = await visitor.see(seen.to)
            assert (seen.status, "条件" in seen.text) == (404, False), token


async def test_versions_that_no_timetable_has_are_not_found(town):
    async with signed_in(town, LIAISON) as liaison:
        board = (await made(liaison)).to + "/timetable"
        for version in ("99999999999999", DIGITS):
            assert (await liaison.see(f"{board}?version={version}")).status == 404
        assert (await liaison.see(f"{board}/versions?since={DIGITS}&until=1")).status == 200
        clone = board.replace("/timetable", "/clone")
        asked = {**(await liaison.see(clone)).form(clone), "base": "1", "version": DIGITS}
        assert (await liaison.send(board + "/restore", asked)).to == board, "which is stale"


async def test_the_ends_of_the_calendar_are_days_of_the_record(town):
    async with signed_in(town, AUDITOR) as auditor:
        for query in ("until=9999-12-31", "since=0001-01-01", "until=0001-01-01"):
            for page in ("/ledger", "/ledger.csv"):
                assert (await auditor.see(f"{page}?{query}")).status == 200, (page, query)


async def test_slots_that_no_clock_has_are_refused_by_their_line(town):
    async with signed_in(town, LIAISON) as liaison:
        for line in ("S2 14:75-15:80", "S2 49:00-50:00", "S2 30:00-30:10"):
            wrong = await made(liaison, slots=f"S1 13:00-13:20\n{line}")
            assert (wrong.status, "2行目" in wrong.errors["slots"]) == (422, True), line
        past = await made(liaison, slots="S1 22:00-25:00", retainUntilYear="", **LAST_DAY)
        assert (past.status, "slots" in past.errors) == (422, True)


async def test_a_slot_of_the_night_is_shown_as_it_was_typed_and_stays(town):
    async with signed_in(town, LIAISON) as liaison:
        path = (await made(liaison, slots="S1 23:30-24:30\nS2 25:00-25:20")).to
        for _ in range(2):
            assert "S1 23:30-24:30\nS2 25:00-25:20" in (await liaison.see(path + "/edit")).text
            assert (await liaison.fill_at(path + "/edit", path + "/edit")).status == 303


async def test_too_many_slots_or_tables_are_said_as_a_number(town):
    slots = "\n".join(f"S{n} {8 + n // 6:02}:{n % 6}0-{8 + n // 6:02}:{n % 6}5" for n in range(61))
    tables = "\n".join(f"卓{n}" for n in range(501))
    async with signed_in(town, LIAISON) as liaison:
        wrong = await made(liaison, slots=slots, tables=tables)
        assert wrong.status == 422
        for name in ("slots", "tables"):
            assert "数が多すぎます" in wrong.errors[name]


async def test_no_event_is_copied_past_the_end_of_the_calendar(town):
    async with signed_in(town, LIAISON) as liaison:
        path = (await made(liaison, slots="S1 23:30-24:30")).to
        clone = path + "/clone"
        for more in (LAST_DAY, LAST_DAY | {"heldOnMonth": "10", "heldOnDay": "20"}):
            refused = await liaison.fill_at(clone, clone, **more)
            assert (refused.status, "heldOn" in refused.errors) == (422, True), more


async def test_a_time_of_a_dialogue_may_be_typed_in_full_width(town):
    async with signed_in(town, LIAISON) as liaison:
        wide = await liaison.fill("/dialogues/new", clock="９：３０")
        wrong = await liaison.fill("/dialogues/new", clock="25:00")
    assert "at" not in wide.errors
    assert "日の日" not in wrong.errors["at"]


@pytest.mark.parametrize("between", [", ", ",", "、", "，　", " "])
def test_a_line_of_the_sign_in_sheet_may_have_a_comma(between):
    [row] = rows(f"005-9{between}0:00", date(2099, 2, 3))
    assert row.code == "005-9"
    assert row.at is not None
