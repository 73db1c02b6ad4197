"""What a file is, by its bytes; its name has to say the same."""

from __future__ import annotations

import re
from dataclasses import dataclass

from chassis.files import images, names, packages
from chassis.files.problem import NotTaken
from contracts.media import MediaType

ENDINGS: dict[str, MediaType] = {
    "pdf": MediaType.PDF,
    "png": MediaType.PNG,
    "jpg": MediaType.JPEG,
    "jpeg": MediaType.JPEG,
    "txt": MediaType.TEXT,
    "csv": MediaType.CSV,
    "docx": MediaType.DOCX,
    "xlsx": MediaType.XLSX,
    "pptx": MediaType.PPTX,
}
MACROS = {"docm", "xlsm", "pptm", "dotm", "xltm", "potm", "xlam"}
KNOWN_BAD = b"EICAR-STANDARD-ANTIVIRUS-TEST-FILE"
"""The line by which scanners of viruses are tried out (eicar.org)."""
TEXTS = (MediaType.TEXT, MediaType.CSV)
PAGE = re.compile(r"(?i)<\s*(!doctype|html|script|svg|iframe|body|object|embed|\?xml)")


@dataclass(frozen=True, slots=True)
class Taken:
    name: str
    media_type: MediaType
    content: bytes


def inspected(name: str, content: bytes) -> Taken:
    """The file as it is kept. Raises ``NotTaken``."""
    if not content:
        raise NotTaken("empty_file")
    if KNOWN_BAD in content[:4_096]:
        raise NotTaken("harmful")
    ending = names.ending_of(name)
    if ending in MACROS:
        raise NotTaken("macros")
    said = ENDINGS.get(ending)
    if said is None:
        raise NotTaken("unknown_type")
    found, kept = _by_bytes(content, said)
    if found is not said:
        raise NotTaken("not_what_it_says")
    return Taken(names.cleaned(name, ending), found, kept)


def _by_bytes(content: bytes, said: MediaType) -> tuple[MediaType, bytes]:
    if content.startswith(images.PNG):
        return MediaType.PNG, images.bare_png(content)
    if content.startswith(images.JPEG):
        return MediaType.JPEG, images.bare_jpeg(content)
    if content.startswith(b"%PDF-"):
        return MediaType.PDF, content
    if content.startswith(b"PK\x03\x04"):
        return packages.office_type(content), content
    if said in TEXTS:
        _check_text(content)
        return said, content
    raise NotTaken("not_what_it_says")


def _check_text(content: bytes) -> None:
    """Of UTF-8, or as Windows in Japan writes it; nothing a browser could take for a page."""
    text = _text(content)
    if text is None or "\x00" in text:
        raise NotTaken("not_what_it_says")
    if PAGE.search(text[:4_096]):
        raise NotTaken("not_what_it_says")


def _text(content: bytes) -> str | None:
    for encoding in ("utf-8-sig", "cp932"):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    return None
