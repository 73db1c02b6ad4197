"""The official table of municipalities, in each of its forms."""

import zipfile
from pathlib import Path

import pytest

from contracts.codes import is_corporate_number, is_lg_code
from contracts.profiles import MunicipalityKind
from deploy.importing.master import hiragana, is_ward
from deploy.importing.owners import Item
from deploy.importing.report import Report
from deploy.importing.tables import UnreadableTable, read_master


@pytest.mark.parametrize(
    ("code", "right"),
    [
        ("011002", True),
        ("131016", True),
        ("202193", True),
        ("010006", True),
        ("011003", False),
        ("01100", False),
        ("０１１００２", False),
        ("", False),
    ],
)
def test_the_code_of_a_municipality_has_a_check_digit(code, right):
    assert is_lg_code(code) is right


@pytest.mark.parametrize(
    ("number", "right"),
    [
        ("4000012090001", True),  # 経済産業省
        ("7000012050002", True),  # 国税庁
        ("4000012090002", False),
        ("400001209000", False),
        ("४000012090001", False),
    ],
)
def test_a_corporate_number_has_a_check_digit(number, right):
    assert is_corporate_number(number) is right


def test_kana_of_any_width_become_hiragana():
    assert hiragana("ｻｯﾎﾟﾛｼ") == hiragana("サッポロシ") == "さっぽろし"
    assert hiragana("ｳﾞｨﾚｰｼﾞ") == "ゔぃれーじ"


def test_wards_of_designated_cities_are_no_bodies_and_those_of_tokyo_are():
    assert is_ward("011011", "札幌市中央区")
    assert not is_ward("131016", "千代田区")
    assert not is_ward("011002", "札幌市")


OFFICIAL = (
    "団体コード,都道府県名\n（漢字）,市区町村名\n（漢字）,都道府県名\n（カナ）,市区町村名\n（カナ）",
    "010006,北海道,,ﾎｯｶｲﾄﾞｳ,",
    "011002,北海道,札幌市,ﾎｯｶｲﾄﾞｳ,ｻｯﾎﾟﾛｼ",
    "011011,北海道,札幌市中央区,ﾎｯｶｲﾄﾞｳ,ｻｯﾎﾟﾛｼﾁｭｳｵｳｸ",
    "131016,東京都,千代田区,ﾄｳｷｮｳﾄ,ﾁﾖﾀﾞｸ",
    "016373,北海道,芽室町,ﾎｯｶｲﾄﾞｳ,ﾒﾑﾛﾁｮｳ",
    "016374,北海道,芽室町,ﾎｯｶｲﾄﾞｳ,ﾒﾑﾛﾁｮｳ",
)


EXPECTED = [
    ("010006", "北海道", "ほっかいどう", MunicipalityKind.PREFECTURE),
    ("011002", "札幌市", "さっぽろし", MunicipalityKind.DESIGNATED_CITY),
    ("131016", "千代田区", "ちよだく", MunicipalityKind.SPECIAL_WARD),
    ("016373", "芽室町", "めむろちょう", MunicipalityKind.TOWN),
]


def kept(items: list[Item]) -> list[tuple]:
    rows = [item.request for item in items]
    return [(row.lg_code, row.name, row.name_kana, row.kind) for row in rows]


def quoted(line: str) -> str:
    return ",".join(f'"{cell}"' for cell in line.split(","))


@pytest.mark.parametrize("encoding", ["cp932", "utf-8-sig", "utf-8"])
def test_the_official_table_is_read_as_csv(tmp_path, encoding):
    file = tmp_path / "000925835.csv"
    file.write_text("\r\n".join(map(quoted, OFFICIAL)), encoding=encoding, newline="")
    report = Report()

    items, wards = read_master(file, report)

    assert kept(items) == EXPECTED
    assert wards == 1
    assert [bad.reason for bad in report.bad] == ["the code 016374 has the wrong check digit"]
    assert {item.request.source.name for item in items} == {"soumu"}
    assert items[1].request.prefecture == "北海道"


def test_the_official_table_is_read_as_excel_with_both_sheets(tmp_path):
    rows = [line.split(",") for line in OFFICIAL]
    file = tmp_path / "000925835.xlsx"
    workbook(file, {"R6.1.1現在の団体": rows[:2] + rows[4:], "R6.1.1政令指定都市": rows[:4]})
    report = Report()

    items, wards = read_master(file, report)

    assert sorted(kept(items)) == sorted(EXPECTED)
    assert wards == 1
    assert [(bad.file, bad.line) for bad in report.bad] == [("000925835.xlsx[R6.1.1現在の団体]", 5)]


def test_numbers_without_their_leading_zero_are_codes_all_the_same(tmp_path):
    rows = [OFFICIAL[0].split(","), [11002, "北海道", "札幌市", "", ""]]
    file = tmp_path / "codes.xlsx"
    workbook(file, {"現在の団体": rows})

    items, _ = read_master(file, Report())

    assert [item.request.lg_code for item in items] == ["011002"]


def test_our_own_table_is_read_from_its_folder(tmp_path):
    head = "code6,code5,pref_code,type,name,name_kana,name_en,pref_name,region,population_2020,url"
    town = "011002,01100,01,designated_city,札幌市,さっぽろし,Sapporo,北海道,北海道,1975065,"
    whole = "010006,01000,01,prefecture,北海道,ほっかいどう,Hokkaido,北海道,北海道,5228885,"
    (tmp_path / "municipalities.csv").write_text(f"{head}\n{town}\n", "utf-8")
    (tmp_path / "prefectures.csv").write_text(f"{head}\n{whole}\n", "utf-8")

    items, _ = read_master(tmp_path, Report())

    assert kept(items) == EXPECTED[:2]
    assert items[1].request.population == 1_975_065


@pytest.mark.parametrize(
    ("name", "data", "reason"),
    [
        ("a.csv", b"a,b\n1,2\n", "the first line names neither"),
        ("a.csv", b"\x81", "neither UTF-8 nor CP932"),
        ("a.xlsx", b"no workbook", "a.xlsx"),
    ],
)
def test_what_is_no_table_of_municipalities_is_refused(tmp_path, name, data, reason):
    (tmp_path / name).write_bytes(data)

    with pytest.raises(UnreadableTable, match=reason):
        read_master(tmp_path / name, Report())


def test_a_workbook_that_unpacks_to_gigabytes_is_not_unpacked(tmp_path):
    file = tmp_path / "bomb.xlsx"
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("xl/worksheets/sheet1.xml", b"\0" * 60_000_000)

    with pytest.raises(UnreadableTable, match="unpacks to more than"):
        read_master(file, Report())


def test_a_town_that_stands_twice_and_differs_is_bad(tmp_path):
    rows = [*OFFICIAL[:3], "011002,北海道,札幌市,ﾎｯｶｲﾄﾞｳ,ｻｯﾎﾟﾛ"]
    file = tmp_path / "twice.csv"
    file.write_text("\n".join(map(quoted, rows)), "utf-8")
    report = Report()

    items, _ = read_master(file, report)

    assert kept(items) == EXPECTED[:2]
    assert "stands at twice.csv:" in report.bad[0].reason


SHEET = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"


RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


PACKAGE = "http://schemas.openxmlformats.org/package/2006"


def workbook(file: Path, sheets: dict[str, list[list[str | int]]]) -> None:
    """As little of an Excel file as it takes."""
    numbers = range(1, len(sheets) + 1)
    types = "".join(
        f'<Override PartName="/xl/worksheets/sheet{n}.xml" ContentType="application/vnd.'
        'openxmlformats-officedocument.spreadsheetml.worksheet+xml"/>'
        for n in numbers
    )
    names = "".join(
        f'<sheet name="{name}" sheetId="{n}" r:id="r{n}"/>'
        for n, name in enumerate(sheets, start=1)
    )
    relations = "".join(
        f'<Relationship Id="r{n}" Type="{RELATION}/worksheet" Target="worksheets/sheet{n}.xml"/>'
        for n in numbers
    )
    with zipfile.ZipFile(file, "w") as packed:
        packed.writestr(
            "[Content_Types].xml",
            f'<Types xmlns="{PACKAGE}/content-types"><Default Extension="rels" ContentType='
            '"application/vnd.openxmlformats-package.relationships+xml"/><Override PartName='
            '"/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.'
            f'spreadsheetml.sheet.main+xml"/>{types}</Types>',
        )
        packed.writestr(
            "_rels/.rels",
            f'<Relationships xmlns="{PACKAGE}/relationships"><Relationship Id="r0" '
            f'Type="{RELATION}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        )
        packed.writestr(
            "xl/workbook.xml",
            f'<workbook xmlns="{SHEET}" xmlns:r="{RELATION}"><sheets>{names}</sheets></workbook>',
        )
        packed.writestr(
            "xl/_rels/workbook.xml.rels",
            f'<Relationships xmlns="{PACKAGE}/relationships">{relations}</Relationships>',
        )
        for n, rows in zip(numbers, sheets.values(), strict=True):
            lines = "".join(f"<row>{''.join(map(cell, row))}</row>" for row in rows)
            packed.writestr(
                f"xl/worksheets/sheet{n}.xml",
                f'<worksheet xmlns="{SHEET}"><sheetData>{lines}</sheetData></worksheet>',
            )


def cell(value: str | int) -> str:
    if isinstance(value, int):
        return f"<c><v>{value}</v></c>"
    return f'<c t="inlineStr"><is><t>{value}</t></is></c>'
