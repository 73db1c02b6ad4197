"""Files as they come: reliability.md 3.5, C05 to C11, and the answer that each gets."""

import io
import struct
import zipfile
import zlib

import pytest

from chassis.files.inspecting import inspected
from chassis.files.problem import NotTaken


def chunk(kind, body):
    whole = kind + body
    return struct.pack(">I", len(body)) + whole + struct.pack(">I", zlib.crc32(whole))


def png(width=2, height=2, *more, behind=b""):
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    pixels = zlib.compress(b"\0" * (height * (1 + 3 * width)) if width < 100 else b"\0")
    parts = [chunk(b"IHDR", head), *more, chunk(b"IDAT", pixels), chunk(b"IEND", b"")]
    return b"\x89PNG\r\n\x1a\n" + b"".join(parts) + behind


def segment(marker, body):
    return bytes([0xFF, marker]) + struct.pack(">H", len(body) + 2) + body


def jpeg(*more, width=2, height=2, behind=b""):
    frame = segment(0xC0, struct.pack(">BHHB", 8, height, width, 1) + b"\1\x11\0")
    scan = segment(0xDA, b"\1\1\0\0\x3f\0") + b"\x12\x34"
    return b"\xff\xd8" + b"".join(more) + frame + scan + b"\xff\xd9" + behind


def office(main="xl/workbook.xml", extra=None, **changed):
    """A small archive that is an office file, with what is ``extra`` in it."""
    out = io.BytesIO()
    parts = {"[Content_Types].xml": "<Types/>", main: "<workbook/>", "_rels/.rels": "<R/>"}
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in {**parts, **changed, **(extra or {})}.items():
            archive.writestr(name, text)
    return out.getvalue()


def relation(mode, kind="image"):
    return (
        f'<Relationships><Relationship Id="a" Type="http://x/relationships/{kind}"'
        f' Target="http://x/" TargetMode="{mode}"/></Relationships>'
    )


def related(text):
    return office(extra={"xl/_rels/b.rels": text})


def symlinked():
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        link = zipfile.ZipInfo("xl/workbook.xml")
        link.external_attr = 0o120777 << 16
        archive.writestr(link, "/etc/passwd")
        archive.writestr("[Content_Types].xml", "<Types/>")
    return out.getvalue()


def twice():
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name in ("[Content_Types].xml", "xl/workbook.xml", "XL/workbook.xml"):
            archive.writestr(name, "<a/>")
    return out.getvalue()


EICAR = rb"X5O!P%@AP[4\PZX54(P^)7CC)7}$" + b"EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"
GPS = segment(0xE1, b"Exif\0\0GPS 33.7N 130.4E")
LINKED = "x/relationships/hyperlink"
ENABLED = '<Types><Override ContentType="application/x.macro&#69;nabled+xml"/></Types>'
MANY = {f"xl/a{n}.xml": "" for n in range(2_001)}
BOMB = {"xl/worksheets/sheet1.xml": "0" * 20_000_000}
HUGE = {f"xl/s{n}.xml": bytes(9_000_000) for n in range(6)}
REFUSED = [
    # C05
    ("a.xlsx", office(extra=BOMB), "too_much_inside"),
    ("a.xlsx", office(extra=HUGE), "too_much_inside"),
    ("a.xlsx", office(extra={"xl/_rels/b.rels": relation("External")}), "external_parts"),
    ("a.xlsx", office(extra={"xl/_rels/b.rels": "<!DOCTYPE x [<!ENTITY y 'z'>]>"}), "harmful"),
    ("a.xlsx", related(relation("External").encode("utf-16")), "harmful"),
    ("a.xlsx", related(relation("Ex&#116;ernal")), "external_parts"),
    ("a.xlsx", related(relation("External").replace('//x/"', f'//{LINKED}"')), "external_parts"),
    ("a.xlsx", related("<Relationships><Relationship"), "broken_file"),
    ("a.xlsx", office(**{"[Content_Types].xml": ENABLED}), "macros"),
    ("a.xlsx", office(extra={"xl/vbaProject.bin": "x"}), "macros"),
    ("a.xlsm", office(), "macros"),
    ("a.xlsx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "not_what_it_says"),
    # C06
    ("a.xlsx", office(extra={"../../etc/passwd": "x"}), "harmful"),
    ("a.xlsx", office(extra={"/etc/passwd": "x"}), "harmful"),
    ("a.xlsx", office(extra={"C:\\x.txt": "x"}), "harmful"),
    ("a.xlsx", symlinked(), "harmful"),
    ("a.xlsx", twice(), "harmful"),
    ("a.xlsx", office(extra=MANY), "too_much_inside"),
    ("a.xlsx", office(extra={"xl/inner.zip": "PK"}), "files_inside"),
    ("a.xlsx", office(extra={"xl/embeddings/oleObject1.bin": "x"}), "files_inside"),
    ("a.xlsx", office(main="foo/bar.xml"), "unknown_type"),
    ("a.docx", office(), "not_what_it_says"),
    ("a.zip", office(), "unknown_type"),
    ("a.xlsx", b"PK\x03\x04" + b"\0" * 40, "broken_file"),
    # C07
    ("a.png", png(20_000, 20_000), "picture_too_large"),
    ("a.jpg", jpeg(width=20_000, height=20_000), "picture_too_large"),
    ("a.png", png()[:-20], "broken_file"),
    ("a.jpg", b"\xff\xd8\xff\xe0\x00", "broken_file"),
    ("a.gif", b"GIF89a/*" + b"\0" * 40 + b"*/=1;alert(1)", "unknown_type"),
    ("a.png", b"GIF89a" + b"\0" * 40, "not_what_it_says"),
    ("a.svg", b"<svg onload=alert(1) xmlns='http://www.w3.org/2000/svg'/>", "unknown_type"),
    ("a.heic", b"\0\0\0\x18ftypheic", "unknown_type"),
    ("a.pdf", b"", "empty_file"),
    ("a.jpg", png(), "not_what_it_says"),
    # C08
    ("a.pdf", b"<!doctype html><script>alert(1)</script>", "not_what_it_says"),
    ("a.txt", b"<html><script>alert(1)</script>", "not_what_it_says"),
    ("a.csv", b"  <svg onload=alert(1)>", "not_what_it_says"),
    ("a.txt", b"MZ\x90\x00\x03\x00\x00\x00", "not_what_it_says"),
    ("a.html", b"<p>", "unknown_type"),
    ("a.exe", b"MZ", "unknown_type"),
    ("a.pdf.exe", b"%PDF-1.7", "unknown_type"),
    ("noending", b"%PDF-1.7", "unknown_type"),
    # C11
    ("a.txt", EICAR, "harmful"),
    ("a.pdf", b"%PDF-1.7\n" + EICAR, "harmful"),
]


@pytest.mark.parametrize(("name", "content", "problem"), REFUSED)
def test_a_file_that_could_harm_is_not_taken(name, content, problem):
    with pytest.raises(NotTaken) as not_taken:
        inspected(name, content)
    assert not_taken.value.problem == problem


@pytest.mark.parametrize(
    ("name", "content", "media"),
    [
        ("a.pdf", b"%PDF-1.7\n/OpenAction << /S /JavaScript >>", "application/pdf"),
        ("a.PNG", png(), "image/png"),
        ("a.jpeg", jpeg(), "image/jpeg"),
        ("a.txt", "髙﨑𠮷 のメモ 😀".encode(), "text/plain"),
        ("a.csv", "氏名,人数\r\n".encode("cp932"), "text/csv"),
        ("a.xlsx", office(), None),
        ("a.docx", office(main="word/document.xml"), None),
        (
            "a.xlsx",
            office(extra={"xl/_rels/b.rels": relation("External", "hyperlink")}),
            None,
        ),
    ],
)
def test_a_file_of_every_day_is_taken(name, content, media):
    taken = inspected(name, content)
    assert media is None or taken.media_type == media
    assert taken.content == content


def test_a_picture_is_kept_without_where_it_was_taken_and_what_stands_behind_it():
    shown = inspected("a.jpg", jpeg(GPS, segment(0xFE, b"by somebody"), behind=b"PK\x03\x04zip"))
    assert shown.content == jpeg()
    exif = chunk(b"eXIf", b"GPS 33.7N")
    text = chunk(b"tEXt", b"Author\0somebody")
    shown = inspected("a.png", png(2, 2, exif, text, behind=b"<script>alert(1)</script>"))
    assert shown.content == png()


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("計画.pdf", "計画.pdf"),
        ("か\u3099き.pdf", "がき.pdf"),
        ("../../etc/passwd.pdf", "passwd.pdf"),
        ("C:\\Users\\me\\図.pdf", "図.pdf"),
        ("CON.pdf", "file_CON.pdf"),
        ("\u202egpj.exe.pdf", "gpj.exe.pdf"),
        ('a"b\r\nX: y.pdf', "a_b X_ y.pdf"),
        ("あ" * 300 + ".pdf", "あ" * 120 + ".pdf"),
        (".pdf", "file.pdf"),
        ("髙﨑𠮷.pdf", "髙﨑𠮷.pdf"),
    ],
)
def test_a_name_is_cleaned(given, kept):
    """C09."""
    assert inspected(given, b"%PDF-1.7").name == kept
