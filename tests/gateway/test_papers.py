"""Papers as PDF: two pages, in Japanese letters, and nothing that people wrote is run."""

import pypdfium2
import pytest

from gateway.pages.handover_paper import two_pages
from gateway.pages.introductions.dialogue_paper import MOST, disclosed
from gateway.papers.printing import Paper, Section, Table, pages_of, printed
from gateway.words import today
from tests.gateway.browsing import CLERK, signed_in, visiting

HOSTILE = '#eval("1 + 1") $x$ *b* #include "/etc/passwd" \\ 𠮷野髙﨑 <script>'


def text_of(pdf):
    document = pypdfium2.PdfDocument(pdf)
    try:
        pages = [document[number] for number in range(len(document))]
        found = [page.get_textpage().get_text_range() for page in pages]
        sizes = [tuple(round(side) for side in page.get_size()) for page in pages]
        return found, sizes
    finally:
        document.close()


async def test_what_people_wrote_is_printed_as_they_wrote_it():
    table = Table(columns=("a", "b"), rows=((HOSTILE, "1"),), widths=(4, 1))
    paper = Paper(title=HOSTILE[:14], sections=(Section(heading="x", lead=HOSTILE, table=table),))

    [text], sizes = text_of(await printed(paper))

    assert text.replace("\r\n", "").count('#eval("1 + 1")') >= 2
    assert "𠮷野髙﨑" in text
    assert sizes == [(595, 842)]


@pytest.mark.parametrize("locale", ["ja", "en"])
@pytest.mark.parametrize("number", [0, 1, 100])
async def test_a_handover_pack_is_two_pages_at_most_whatever_there_is(locale, number):
    row = {
        "title": "とても長い題名の課題" * 12,
        "answerBy": "2027-03-31",
        "publishedAt": "2026-11-25T00:00:00Z",
        "budgetStage": "BEFORE_REQUEST",
    }
    rows = [row] * number
    relation = {
        "kind": "INTRODUCTION",
        "partnerName": "架空合同会社" * 12,
        "contact": {"name": "見本 葵" * 10, "email": f"{'aoi' * 40}@example.jp"},
        "lastAt": None,
        "since": "2026-11-25T00:00:00Z",
    }
    promise = {
        "kind": "PROPOSALS_TO_ANSWER",
        "title": row["title"],
        "text": "質問" * 200,
        "count": 12,
        "dueAt": "2026-12-25T00:00:00Z",
        "since": "2026-11-25T00:00:00Z",
    }
    decided = {
        "title": row["title"],
        "accepted": 1,
        "shortlisted": 2,
        "declined": 30,
        "closeReason": "SOLVED_OTHERWISE",
        "at": "2026-11-25T00:00:00Z",
    }
    day = {"day": "2027-03-31", "what": "answer_by", "title": row["title"], "href": "/"}
    more = max(number - 6, 0)
    found = {
        "organization": {"name": "架空市" * 30},
        "unit": {"name": "公共交通課"},
        "parts": [(name, rows[:6], more) for name in ("open", "inReview", "drafts")],
        "dates": [day] * min(number, 6),
        "relations": ([relation] * min(number, 6), more),
        "promises": ([promise] * min(number, 6), more),
        "decided": ([decided] * min(number, 6), more),
        "today": today(),
        "maker": "見本 葵",
    }

    pages, sizes = text_of(await two_pages(found, locale))

    assert len(pages) <= 2
    assert set(sizes) == {(595, 842)}
    assert ("引継ぎ書" if locale == "ja" else "Handover") in pages[0]


async def test_pages_are_counted_before_they_are_printed():
    section = Section(heading="x", lead="y\n\n" * 40)
    assert await pages_of(Paper(title="t", sections=(section,) * 3)) >= 2


async def test_the_pack_comes_as_pdf_to_who_may_read_the_page(town):
    async with signed_in(town, CLERK) as clerk:
        answer = await clerk.http.get("/handover.pdf")
        assert answer.headers["content-type"] == "application/pdf"
        assert answer.headers["cache-control"] == "no-store"
        pages, _ = text_of(answer.content)
        assert "引継ぎ書" in pages[0]
        assert "汐見原市" in pages[0]
        assert (await clerk.see("/handover.pdf?unit=no-such")).status == 404
    async with visiting(town) as stranger:
        assert (await stranger.see("/handover.pdf")).status == 401
    async with signed_in(town, "auditor@enishi.example") as auditor:
        assert (await auditor.see("/handover.pdf")).status == 403


async def test_a_dialogue_record_is_disclosed_whole_and_says_what_did_not_fit():
    columns = [f"項目{number}" for number in range(7)]
    entry = ["2026-11-20 14:30", "架空合同会社", "面談", HOSTILE, "葵", "説明" * 900 + "終", ""]

    texts, sizes = text_of(await disclosed(columns, [entry], "ja", "架空市", ("2026-04-01", None)))
    empty, _ = text_of(await disclosed(columns, [], "en", "架空市", (None, None)))
    many, _ = text_of(await disclosed(columns, [["x"] * 7] * (MOST + 3), "ja", "市", (None, None)))

    assert set(sizes) == {(842, 595)}
    assert "終" in "".join(texts)
    assert all("項目6" in text for text in texts)
    assert "Nothing is recorded for this period." in empty[0]
    assert "ほかに3件あります" in many[-1]
