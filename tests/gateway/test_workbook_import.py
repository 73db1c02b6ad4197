"""Participants from a workbook: the same rows as from CSV, and nothing that could do harm."""

import csv
import html
import io
import re
import zipfile

import pytest

from gateway.pages.events import sheets
from gateway.pages.introductions.workbooks import workbook
from tests.gateway.browsing import LIAISON, signed_in
from tests.gateway.test_event_pages import TABLE, opened

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
HEAD = ["区分", "団体名", "氏名", "面談の上限"]
TEXT = '<c r="{}" t="inlineStr"><is><t>{}</t></is></c>'
ROW = [["企業", "架空社", "見本 葵", "3"]]


def cells_of(table):
    return list(csv.reader(io.StringIO(table, newline="")))


def altered(rows, part="xl/worksheets/sheet1.xml", change=None, **more):
    """A workbook with one of its parts rewritten, and others added."""
    found = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(workbook("架空", rows))) as old,
        zipfile.ZipFile(found, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for name in old.namelist():
            text = old.read(name).decode()
            new.writestr(name, change(text) if change and name == part else text)
        for name, text in more.items():
            new.writestr(f"xl/{name}.xml", text)
    return found.getvalue()


def sheet(inner):
    return lambda _: f'<worksheet xmlns="{MAIN}"><sheetData>{inner}</sheetData></worksheet>'


def line(number, *cells):
    return f'<row r="{number}">{"".join(cells)}</row>'


def texts(number, words):
    return [TEXT.format(f"{chr(65 + n)}{number}", word) for n, word in enumerate(words)]


FORMULA = line(1, *texts(1, HEAD)) + line(
    4, *texts(4, ROW[0][:3]), '<c r="D4"><f>1+2</f><v>3</v></c>'
)
LAUGHS = '<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]><worksheet>&b;</worksheet>'
HUGE = f'<worksheet xmlns="{MAIN}"><sheetData>{" " * 8_100_000}</sheetData></worksheet>'
BOOK = "xl/workbook.xml"
BOMBS = {f"x{n}": " " * 3_500_000 for n in range(5)}
REFUSED = {
    "a formula": (altered(ROW, change=sheet(FORMULA)), "formula", 4),
    "entities": (altered(ROW, change=lambda _: LAUGHS), "broken_file", None),
    "entities in other bytes": (
        altered(ROW, change=lambda _: LAUGHS.encode("utf-16")),
        "broken_file",
        None,
    ),
    "a bomb": (altered(ROW, change=lambda _: HUGE), "unpacks_too_large", None),
    "many bombs": (
        altered(ROW, **{f"x{n}": " " * 3_500_000 for n in range(5)}),
        "unpacks_too_large",
        None,
    ),
    "no sheet": (
        altered(ROW, part="xl/workbook.xml", change=lambda _: "<workbook/>"),
        "broken_file",
        None,
    ),
    "cut off": (workbook("架空", [HEAD, *ROW])[:300], "broken_file", None),
    "no workbook": (b"PK\x03\x04 nothing", "broken_file", None),
    "an old one": (b"\xd0\xcf\x11\xe0" + bytes(600), "old_workbook", None),
    "too many rows": (workbook("架空", [HEAD, *ROW * 2_001]), "too_many_rows", None),
    "no headings": (workbook("架空", ROW), "headings_missing", None),
    "a long cell": (workbook("架空", [HEAD, ["企業", "社", "長" * 2_001]]), "long_cell", 2),
    "nothing": (workbook("架空", []), "empty_file", None),
}


@pytest.mark.parametrize("name", sorted(REFUSED))
def test_a_workbook_that_may_do_harm_is_refused_with_its_reason(name):
    content, problem, number = REFUSED[name]
    with pytest.raises(sheets.Unreadable) as caught:
        sheets.rows_of(content)
    assert (str(caught.value), caught.value.line) == (problem, number)


def test_a_workbook_and_a_csv_are_the_same_rows():
    assert sheets.rows_of(workbook("架空", cells_of(TABLE))) == sheets.rows_of(TABLE.encode())


def test_readings_beside_names_numbers_and_far_cells_are_taken_for_what_they_are():
    shared = (
        f'<sst xmlns="{MAIN}"><si><t>架空社</t><rPh sb="0" eb="2"><t>カクウシャ</t></rPh></si>'
        "<si><r><t>見本</t></r><r><t> 葵</t></r></si></sst>"
    )
    row = (
        TEXT.format("A2", "企業"),
        '<c r="B2" t="s"><v>0</v></c>',
        '<c r="C2" t="s"><v>1</v></c>',
    )
    far = line(1_048_576, TEXT.format("XFD1048576", "遠い"))
    inner = line(1, *texts(1, HEAD)) + line(2, *row, '<c r="D2"><v>3.0</v></c>') + far
    content = altered(ROW, change=sheet(inner), sharedStrings=shared)

    [found] = sheets.rows_of(content)

    assert found == {
        "line": 2,
        "side": "企業",
        "organizationName": "架空社",
        "name": "見本 葵",
        "most": "3",
    }


async def test_j4_ac1_a_workbook_is_looked_at_confirmed_and_taken_back_on_pages(town):
    async with signed_in(town, LIAISON) as liaison:
        path = await opened(liaison)
        form, people = f"{path}/import", f"{path}/participants"
        fields = (await liaison.see(form)).form(form)
        bad = await liaison.send(
            form, fields, files={"content": ("a.xlsx", REFUSED["a formula"][0])}
        )
        assert bad.status == 422
        assert "4行目に計算式があります" in bad.text
        book = workbook("架空", cells_of(TABLE))
        looked = await liaison.send(form, fields, files={"content": ("a.xlsx", book)})
        seen = html.unescape(looked.text)
        assert [
            words for words in ("4行目", "5行目", "6行目", "取り込める行：2") if words not in seen
        ] == []
        assert "架空髙市" not in (await liaison.see(people)).text
        done = await liaison.send(f"{form}/confirm", looked.form(f"{form}/confirm"))
        assert "架空髙市" in (await liaison.see(people)).text
        [undo] = re.findall(r'action="([^"]+/undo)"', done.text)
        await liaison.send(undo, done.form(undo))
        assert "架空髙市" not in (await liaison.see(people)).text
