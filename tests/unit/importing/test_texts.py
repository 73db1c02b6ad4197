"""Needs and offers of a folder become challenges and offers, or are named with the reason."""

import json
from pathlib import Path
from uuid import UUID

import msgspec
import pytest

from contracts.codes import municipality_id
from contracts.profiles import OrganizationKind
from deploy.importing import sources
from deploy.importing.columns import CHALLENGES
from deploy.importing.folder import NothingToImport, read_folder
from deploy.importing.lines import LONGEST, read
from deploy.importing.report import Place, Report
from deploy.importing.sending import BYTES, batches

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
