"""What participants wrote on paper, typed in on one screen by who runs the event."""

import html

import pytest

from contracts.checkins import short_code
from gateway.pages.after import paper
from tests.gateway.browsing import LIAISON, OTHER_CLERK, signed_in
from tests.gateway.test_after_pages import COMPANY, held_day
from tests.gateway.test_pages_timetables import own, sql

ONE, TWO, NOBODY = (short_code(number) for number in (1, 2, 99))


@pytest.mark.parametrize(
    ("line", "said"),
    [
        (f"{ONE} {TWO} ○", "YES"),
        (f"{ONE}、{TWO}、△", "MAYBE"),
        (f"{ONE},{TWO},×", "NO"),
        (f"{ONE}　{TWO}　３", "NO"),
        (f"{ONE} {TWO} はい", "YES"),
        (f"{ONE} {TWO}", ""),
        (f"{ONE} {TWO} たぶん", ""),
        (f"{ONE} {'9' * 21} ○", ""),
    ],
)
def test_a_line_is_read_however_it_is_written(line, said):
    [row] = paper.rows(f"\n{line}\r\n")

    assert (row.given.get("goOn", ""), bool(row.problem)) == (said, not said)


def test_more_lines_than_fit_are_named():
    found = paper.rows(f"{ONE} {TWO} ○\n" * 501)

    assert [one.problem for one in found[499:]] == ["", "too_many_lines"]


async def test_good_lines_are_entered_and_bad_ones_stay_with_what_is_wrong(town):
    async with (
        signed_in(town, LIAISON) as liaison,
        signed_in(town, OTHER_CLERK) as clerk,
        signed_in(town, COMPANY) as company,
    ):
        whose = [await own(one) for one in (liaison, clerk, company)]
        path, _ = await held_day(town, *whose)
        form = path + "/ratings-sheet"
        assert (await clerk.see(form)).status == 403
        bad = ["042-x 2 ○", f"{ONE} {NOBODY} ○", f"{ONE} {ONE} ○", "<b>読めない</b>"]

        seen = await liaison.fill(form, lines="\n".join([f"{ONE} {TWO} ○", *bad]))

        assert seen.status == 422
        text = html.unescape(seen.text)
        assert "1行を受け取りました。" in text
        assert "\n".join(bad) in text
        for said in (
            "番号が正しくありません",
            "この番号の参加者はいません",
            "行われていないか",
            "読めません",
        ):
            assert said in text
        assert "続けたい" in (await clerk.see(path + "/ratings")).text

        await company.fill_at(path + "/ratings", path + "/ratings", goOn="no")
        corrected = await liaison.fill(form, lines=f"{ONE} {TWO} △\n{TWO} {ONE} ○")

        assert corrected.status == 200
        assert "2行を受け取りました。" in corrected.text, "not told that one has said it themselves"
        ratings = (await company.see(path + "/ratings")).text
        assert 'class="chip">続けない' in ratings.replace('class="chip "', 'class="chip"')
        await sql(
            town,
            "UPDATE sessions.events SET state = 'archived' WHERE id = $1::text::uuid",
            path.rpartition("/")[2],
        )
        assert "いまは評価を変えられません。" in (await liaison.see(form)).text
        assert (await company.send(form, {})).status in {403, 422}
