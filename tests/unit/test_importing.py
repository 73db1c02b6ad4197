"""Reading what others wrote: rows, sources, the master of municipalities. No town needed."""

import json
import zipfile
from pathlib import Path
from uuid import UUID

import msgspec
import pytest

from contracts.codes import is_corporate_number, is_lg_code, municipality_id
from contracts.profiles import MunicipalityKind, OrganizationKind
from deploy.importing import sources
from deploy.importing.columns import CHALLENGES
from deploy.importing.folder import NothingToImport, read_folder
from deploy.importing.lines import LONGEST, read
from deploy.importing.master import hiragana, is_ward
from deploy.importing.owners import Item
from deploy.importing.report import Place, Report
from deploy.importing.sending import BYTES, batches
from deploy.importing.tables import UnreadableTable, read_master

NEED = {
    "need_id": "n-1",
    "source": "rs-review",
    "poster": "長野県東御市",
    "poster_type": "municipality",
    "municipality_code6": "202193",
    "local_action": "空き家の調査",
    "title": "空き家を住まいにもどす",
    "need_text": "空き家が増え、持ち主と連絡が取れない。",
    "goal_text": "借り手が住める状態にする。",
    "policy_area_derived": "都市・交通・インフラ",
    "decarb_flag": 1,
    "text_author": "ministry",
    "url": "https://example.org/sheet",
}
OFFER = {
    "offer_id": "o-1",
    "source": "rs-contracts",
    "organisation": "架空まちづくり株式会社",
    "organisation_type": "company",
    "title": "空き家の調査と再生",
    "text": "持ち主をさがし、直して貸すまでを引き受けます。",
    "amount_yen": "16500000",
}


def needs(folder: Path, *rows: bytes | dict) -> Path:
    lines = [row if isinstance(row, bytes) else encoded(row) for row in rows]
    (folder / "needs.jsonl").write_bytes(b"\n".join(lines))
    return folder


def encoded(row: dict) -> bytes:
    return json.dumps(row, ensure_ascii=False).encode()


def reasons(folder: Path) -> list[str]:
    report = Report()
    read_folder(folder, report, {})
    return [str(bad) for bad in report.bad]


def test_a_need_of_the_seed_becomes_a_challenge_with_its_source(tmp_path):
    report = Report()

    plan = read_folder(needs(tmp_path, NEED), report, {})

    assert report.bad == []
    assert report.unknown_columns == {}
    made = plan.challenges[0].request
    assert made.organization_id == municipality_id("202193")
    assert made.problem == f"{NEED['need_text']}\n\nめざすこと：{NEED['goal_text']}"
    assert made.tried_before == "空き家の調査"
    assert made.tags == ("都市・交通・インフラ", "脱炭素")
    assert (made.source.name, made.source.reference) == ("rs-review", "n-1")
    assert made.source.url == "https://example.org/sheet"
    assert "出典：行政事業レビュー見える化サイト" in made.source.attribution
    assert "著者でも投稿者でもありません" in made.source.attribution


def test_a_town_that_is_only_spoken_of_is_made_from_its_code(tmp_path):
    plan = read_folder(needs(tmp_path, NEED), Report(), {})

    town = plan.owners.met[municipality_id("202193")].request

    assert (town.kind, town.name) == (OrganizationKind.MUNICIPALITY, "東御市")
    assert town.prefecture == "長野県"


def test_a_town_without_a_code_is_found_in_the_master_by_its_name(tmp_path):
    known = {"長野県東御市": municipality_id("202193")}
    row = {**NEED, "municipality_code6": ""}

    plan = read_folder(needs(tmp_path, row), Report(), known)

    assert plan.challenges[0].request.organization_id == municipality_id("202193")
    assert plan.owners.met == {}


def test_a_ministry_is_national_and_gets_no_note_on_recipients(tmp_path):
    row = {**NEED, "poster": "環境省", "poster_type": "ministry", "municipality_code6": ""}

    plan = read_folder(needs(tmp_path, row), Report(), {})

    made = plan.challenges[0].request
    assert plan.owners.met[made.organization_id].request.kind is OrganizationKind.NATIONAL
    assert "投稿者でもありません" not in made.source.attribution


@pytest.mark.parametrize(
    ("given", "cost"), [("16500000", 16_500_000), ("", None), ("0", None), (0, None)]
)
def test_an_amount_of_nothing_is_an_unknown_amount(tmp_path, given, cost):
    row = encoded({**OFFER, "amount_yen": given})
    (tmp_path / "offers.jsonl").write_bytes(row)

    plan = read_folder(tmp_path, Report(), {})

    assert plan.offers[0].request.cost_yen == cost


def test_one_company_of_two_offers_is_one_organization(tmp_path):
    rows = [OFFER, {**OFFER, "offer_id": "o-2"}]
    (tmp_path / "offers.jsonl").write_bytes(b"\n".join(map(encoded, rows)))

    plan = read_folder(tmp_path, Report(), {})

    assert len({item.request.organization_id for item in plan.offers}) == 1
    assert len(plan.owners.met) == 1


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        (b"{not json", "this is not JSON: "),
        (b'"a text"', "this is not a JSON object"),
        (b"[" * 100_000, "this is not JSON: "),
        (b"\xff\xfe", "this is not UTF-8 (byte 1 of the line)"),
        (b'{"need_id": "\0"}', "the line holds a NUL character"),
        (encoded(NEED).replace("空".encode(), b"\\u0000"), "control characters"),
        (b"\xef\xbb\xbf" + encoded(NEED), "this is not JSON: "),
        ({**NEED, "title": ""}, "title is missing"),
        ({**NEED, "title": 5}, "title has the wrong form"),
        ({**NEED, "title": "長" * 201}, "title is longer than 200"),
        ({**NEED, "need_text": "長" * 20_001}, "need_text is longer than 20000"),
        ({**NEED, "source": None}, "source is missing"),
        ({**NEED, "municipality_code6": "202194"}, "the code 202194 has the wrong check digit"),
        ({**NEED, "municipality_code6": "2021"}, "municipality_code6 has the wrong form"),
        ({**NEED, "municipality_code6": "", "poster_type": "club"}, "'club' is no kind"),
        ({**NEED, "municipality_code6": "", "poster": ""}, "organization is missing"),
        ({**NEED, "url": "javascript:alert(1)"}, "url does not begin with https:// or http://"),
        ({**NEED, "title": "あ\u202eい"}, "title holds control characters"),
        ({**NEED, "answer_by": "2026-02-30"}, "answer_by has the wrong form"),
        ({**NEED, "decarb_flag": "yes"}, "decarb_flag has the wrong form"),
        (b'{"a": "' + b"x" * LONGEST + b'"}', "the line is longer than 1,000,000 bytes"),
    ],
)
def test_a_bad_row_is_named_with_its_reason_and_the_rest_is_read(tmp_path, row, reason):
    good = [{**NEED, "need_id": "n-0"}, {**NEED, "need_id": "n-2"}]
    report = Report()

    plan = read_folder(needs(tmp_path, good[0], row, good[1]), report, {})

    assert [made.request.source.reference for made in plan.challenges] == ["n-0", "n-2"]
    assert [(bad.file, bad.line) for bad in report.bad] == [("needs.jsonl", 2)]
    assert reason in report.bad[0].reason


def test_every_fault_of_a_row_is_named(tmp_path):
    row = {**NEED, "title": "長" * 201, "decarb_flag": "yes"}

    found = reasons(needs(tmp_path, {**row, "title": 5}))

    assert found == ["needs.jsonl:1: title has the wrong form; decarb_flag has the wrong form"]


def test_the_second_row_of_an_id_is_left_out(tmp_path):
    found = reasons(needs(tmp_path, NEED, {**NEED, "title": "別の題"}))

    assert found == ["needs.jsonl:2: the id n-1 stands on line 1 already"]


def test_files_of_windows_and_empty_lines_are_read(tmp_path):
    rows = [encoded(NEED), b"", encoded({**NEED, "need_id": "n-2"})]
    (tmp_path / "needs.jsonl").write_bytes(b"\xef\xbb\xbf" + b"\r\n".join(rows) + b"\r\n\r\n")
    report = Report()

    rows = list(read(tmp_path / "needs.jsonl", CHALLENGES, report))

    assert report.bad == []
    assert [(row.place.line, row.record.id) for row in rows] == [(1, "n-1"), (3, "n-2")]


def test_a_column_that_nobody_knows_is_named(tmp_path):
    report = Report()

    read_folder(needs(tmp_path, {**NEED, "titel": "あ"}), report, {})

    assert report.unknown_columns == {("needs.jsonl", "titel"): 1}
    assert report.lines() == ["needs.jsonl: column 'titel' is not known and was left out (1 rows)"]


def test_a_folder_without_texts_is_refused(tmp_path):
    with pytest.raises(NothingToImport, match="holds none of"):
        read_folder(tmp_path, Report(), {})


def test_batches_fit_the_bus(tmp_path):
    rows = [{**NEED, "need_id": f"n-{n}", "need_text": "長" * 6_000} for n in range(120)]
    plan = read_folder(needs(tmp_path, *rows), Report(), {})

    made = list(batches(plan.challenges))

    assert [item for batch in made for item in batch] == plan.challenges
    assert max(len(batch) for batch in made) == 10
    for batch in made:
        assert len(msgspec.json.encode([item.request for item in batch])) <= BYTES


def test_every_known_source_has_its_line_and_it_fits():
    names = sources.known()

    lines = [sources.source(name, of_recipient=True).attribution for name in names]

    assert {"rs-review", "rs-contracts", "plateau", "municipalities", "sample"} <= names.keys()
    assert all(20 < len(line) <= 1_000 for line in lines)


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


def test_an_id_that_is_a_uuid_stays_as_it_is(tmp_path):
    known = "7926ccac-f484-5b2e-b06a-11a9fa000a09"

    plan = read_folder(needs(tmp_path, {**NEED, "need_id": known}), Report(), {})

    assert plan.challenges[0].request.id == UUID(known)


def test_a_report_is_written_in_the_order_of_the_files(tmp_path):
    report = Report()
    report.refuse(Place("b.jsonl", 2), "late")
    report.refuse(Place("a.jsonl", 9), "early")

    file = report.write(tmp_path / "home")

    assert [json.loads(line)["file"] for line in file.read_text().splitlines()] == [
        "a.jsonl",
        "b.jsonl",
    ]


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
