"""Office files: zip archives whose directory is looked at before anything in them is.

Office Open XML, ISO/IEC 29500-2. A bomb, a macro, a link out of the file or a name that leaves
its folder is reason enough; encrypted files begin as something else and are not known at all.
"""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from xml.etree import ElementTree as ET

from chassis.files.problem import NotTaken
from contracts.media import MediaType

MOST_ENTRIES = 2_000
MOST_BYTES = 50_000_000  # all together, unpacked
MOST_RATIO = 100
LARGE_PART = 1_000_000  # a small part may well be packed tighter
LOOKED_AT = 200_000  # bytes of each list of relations
MAIN = {
    "word/document.xml": MediaType.DOCX,
    "xl/workbook.xml": MediaType.XLSX,
    "ppt/presentation.xml": MediaType.PPTX,
}
ARCHIVE = re.compile(r"(?i)\.(zip|7z|rar|gz|exe|dll|js|vbs|bat|cmd|scr|html?|svg)$")
LINK = "/relationships/hyperlink"
LEAST_SYMLINK = 0o120000


def office_type(content: bytes) -> MediaType:
    """Raises ``NotTaken`` for what is no office file, or a dangerous one."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            entries = archive.infolist()
            _check_entries(entries)
            _check_relations(archive, entries)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, ValueError, OSError):
        raise NotTaken("broken_file") from None
    names = {entry.filename for entry in entries}
    found = [kind for name, kind in MAIN.items() if name in names]
    if len(found) != 1 or "[Content_Types].xml" not in names:
        raise NotTaken("unknown_type")
    return found[0]


def _check_entries(entries: list[zipfile.ZipInfo]) -> None:
    names = [entry.filename for entry in entries]
    if len(entries) > MOST_ENTRIES or sum(entry.file_size for entry in entries) > MOST_BYTES:
        raise NotTaken("too_much_inside")
    if len({name.casefold() for name in names}) != len(names):
        raise NotTaken("harmful")
    for entry in entries:
        _check_entry(entry)


def _check_entry(entry: zipfile.ZipInfo) -> None:
    name = entry.filename
    if ".." in re.split(r"[/\\]", name) or name.startswith(("/", "\\")) or ":" in name:
        raise NotTaken("harmful")
    if (entry.external_attr >> 16) & 0o170000 == LEAST_SYMLINK:
        raise NotTaken("harmful")
    if entry.flag_bits & 1:
        raise NotTaken("encrypted")
    if (
        name.casefold().endswith(("vbaproject.bin", "vbadata.xml"))
        or "/activex/" in name.casefold()
    ):
        raise NotTaken("macros")
    if ARCHIVE.search(name) or "/embeddings/" in name.casefold():
        raise NotTaken("files_inside")
    tight = entry.file_size > MOST_RATIO * max(entry.compress_size, 1)
    if tight and entry.file_size > LARGE_PART:
        raise NotTaken("too_much_inside")


def _check_relations(archive: zipfile.ZipFile, entries: list[zipfile.ZipInfo]) -> None:
    """Links to be clicked may lead out; what is fetched when the file is opened may not."""
    for entry in entries:
        if not entry.filename.casefold().endswith((".rels", "[content_types].xml")):
            continue
        if entry.file_size > LOOKED_AT:
            raise NotTaken("too_much_inside")
        with archive.open(entry) as part:
            text = part.read(LOOKED_AT + 1)
        _check_read(text)


def _check_read(text: bytes) -> None:
    """Read as whoever opens the file reads it: a letter may be written in many ways."""
    if b"\0" in text or b"<!DOCTYPE" in text or b"<!ENTITY" in text:  # a nought: UTF-16
        raise NotTaken("harmful")
    try:
        root = ET.fromstring(text)  # noqa: S314 -- bounded, and without entities
    except ET.ParseError:
        raise NotTaken("broken_file") from None
    for element in root.iter():
        said = {name: value.strip().casefold() for name, value in element.items()}
        if any("macroenabled" in value for value in said.values()):
            raise NotTaken("macros")
        if said.get("TargetMode") == "external" and not said.get("Type", "").endswith(LINK):
            raise NotTaken("external_parts")
