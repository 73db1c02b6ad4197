"""A matching event on paper: A4 and A3, in the order of kana, with codes that the door reads."""

import re

import pypdfium2
import pytest
import segno

from contracts.checkins import check_in_path, number_of, short_code
from gateway.pages.timetables.papers.badges import badges
from gateway.pages.timetables.papers.lists import kana_row
from gateway.papers.printing import printed
from tests.gateway.browsing import LIAISON, MEMBER, OTHER_CLERK, signed_in
from tests.gateway.test_pages_timetables import event_of, own, sql
from tests.gateway.test_papers import HOSTILE, text_of
from tests.printed_codes import code_on

A4, A3 = (595, 842), (1191, 842)
ONLINE = "https://meet.example.org/room/kakuu-1?pwd=3f8a"
SEEN = "meet.example.org/room/"
AT_HOME = """
WITH held AS (UPDATE sessions.events SET online_rooms = 3 WHERE id = $1::text::uuid)
UPDATE sessions.participants SET attends = CASE number WHEN 1 THEN 'online' ELSE 'either' END,
    online_url = CASE number WHEN 1 THEN $2 ELSE '' END
WHERE event_id = $1::text::uuid AND number IN (1, 4, 5, 6)
"""
PAPERS = {  # before there is a timetable: status; size, and words of the first page
    "people": (
        404,
        A4,
        ["個人の予定", "架空の団体1", f"受付番号 {short_code(1)}", "○　△　×", SEEN],
    ),
    "tables": (404, A4, ["卓の予定", "卓1", "架空の団体"]),
    "slots": (404, A4, ["コマごとの一覧", "S1", "卓1", "架空の団体", SEEN]),
    "board": (404, A3, ["面談表", "卓1 – オンライン", "架空の団体4"]),
    "participants": (200, A4, ["参加者名簿", "か行", "架空 太郎6"]),
    "sign-in": (200, A4, ["受付簿", short_code(6), "当日の飛び入り"]),
    "badges": (200, A4, [short_code(1), "架空 太郎1", "企業など"]),
}
IN_ENGLISH = {
    "people": ["Personal agendas", "Number on the badge"],
    "tables": ["Table cards", "Public side", "Name"],
    "slots": ["Lists by slot", "Private side"],
    "participants": ["List of participants", "Organization", "か row"],
    "sign-in": ["Sign-in sheet", "Organization"],
    "badges": ["Public side"],
}


def borrowed_by(paper):
    """Letters of fonts that a paper does not hold itself, and links that lead out of it."""
    document = pypdfium2.PdfDocument(paper)
    raw = pypdfium2.raw
    try:
        texts = [
            one
            for page in document
            for one in page.get_objects(filter=(raw.FPDF_PAGEOBJ_TEXT,), max_depth=9)
        ]
        fonts = [raw.FPDFTextObj_GetFont(one.raw) for one in texts]
        assert fonts
        links = [each for each in (b"/URI", b"/Launch", b"/GoToR") if each in paper]
        return [*links, *(one for one in fonts if raw.FPDFFont_GetIsEmbedded(one) != 1)]
    finally:
        document.close()


async def test_j4_ac6_every_paper_is_printed_for_who_runs_the_event_alone(town):
    async with (
        signed_in(town, LIAISON) as liaison,
        signed_in(town, MEMBER) as member,
        signed_in(town, OTHER_CLERK) as stranger,
    ):
        event = await event_of(town, await own(liaison), await own(member))
        papers, board = f"/events/{event}/papers", f"/events/{event}/timetable"
        early = {kind: (await liaison.see(f"{papers}/{kind}.pdf")).status for kind in PAPERS}
        assert early == {kind: status for kind, (status, _, _) in PAPERS.items()}
        await sql(town, AT_HOME, event, ONLINE)
        await liaison.fill_at(board, f"{board}/make")
        linked = set(re.findall(rf"{papers}/([a-z-]+).pdf", (await liaison.see(board)).text))
        assert linked == set(PAPERS)
        for kind, (_, size, wanted) in PAPERS.items():
            path = f"{papers}/{kind}.pdf"
            paper = (await liaison.see(path)).answer.content
            pages, sizes = text_of(paper)
            assert (kind, set(sizes)) == (kind, {size})
            assert [words for words in wanted if words not in pages[0]] == []
            assert borrowed_by(paper) == [], "opens without a network and without fonts of its own"
            assert (await member.see(path)).status == 403
            assert (await stranger.see(path)).status == 403
        agendas = await liaison.see(f"{papers}/people.pdf")
        first = pypdfium2.PdfDocument(agendas.answer.content)[0]
        assert code_on(first.render(scale=6, grayscale=True).to_numpy()) == ONLINE
        for kind, words in IN_ENGLISH.items():
            path, asked = f"{papers}/{kind}.pdf", {"Accept-Language": "en"}
            first = text_of((await liaison.http.get(path, headers=asked)).content)[0][0]
            assert [one for one in words if one not in first] == [], kind


async def test_a_badge_holds_whatever_name_and_leads_to_the_door():
    event = {"id": "5f0c7d2e-1111-4222-8333-444455556666", "title": "架空マッチング会"}
    row = {
        "side": "PRIVATE",
        "organizationName": HOSTILE * 2,
        "unitName": "課" * 80,
        "nameKana": "カ" * 60,
        "name": "名" * 100,
    }
    people = [{**row, "number": number} for number in range(12, 0, -1)]

    made = badges(event, people, "https://enishi.example.jp/", "ja", str)
    pages, sizes = text_of(await printed(made))

    assert [one.code for one in made.cards] == [short_code(number) for number in range(1, 13)]
    assert sizes == [A4, A4]
    assert "include" in pages[0]
    address = f"https://enishi.example.jp{check_in_path(event['id'], 12)}"
    mask = segno.make(address[:-5] + short_code(1), error="m", micro=False).mask
    made_apart = segno.make(address, error="m", micro=False, mask=mask)
    assert made.cards[-1].qr == made_apart.svg_inline(border=2, light="#fff")


@pytest.mark.parametrize(
    ("kana", "row"),
    [
        ("アオキ", "あ"),
        ("がくう", "か"),
        ("ヴァン", "あ"),
        ("ﾊﾟｸ", "は"),
        ("ヤ", "や"),
        ("んだ", "わ"),
        ("", ""),
        ("Smith", ""),
        ("ッ", "た"),
    ],
)
def test_a_reading_stands_under_its_row_of_the_syllabary(kana, row):
    assert kana_row(kana) == row


@pytest.mark.parametrize("number", [1, 42, 9_876])
async def test_the_code_on_a_printed_badge_is_read_back_as_the_address_of_the_door(number):
    event = {"id": "5f0c7d2e-1111-4222-8333-444455556666", "title": "架空マッチング会"}
    somebody = {
        "side": "PRIVATE",
        "organizationName": "架空の団体",
        "unitName": "",
        "nameKana": "カクウ タロウ",
        "name": "架空 太郎",
        "number": number,
    }
    made = badges(event, [somebody], "https://enishi.example.jp", "ja", str)
    page = pypdfium2.PdfDocument(await printed(made))[0]
    picture = page.render(scale=6, grayscale=True).to_numpy()

    read = code_on(picture)

    assert read == f"https://enishi.example.jp{check_in_path(event['id'], number)}"
    assert number_of(read.partition("code=")[2]) == number
