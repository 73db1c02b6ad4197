"""Pictures, without where and by whom they were taken, and without what stands behind them.

PNG: ISO/IEC 15948; JPEG: ITU-T T.81, Annex B. Only the frame is read, never the pixels.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator

from chassis.files.problem import NotTaken

MOST_PIXELS = 40_000_000
PNG = b"\x89PNG\r\n\x1a\n"
JPEG = b"\xff\xd8\xff"
SHOWN = {b"IHDR", b"PLTE", b"IDAT", b"IEND", b"tRNS", b"gAMA", b"cHRM", b"sRGB", b"iCCP", b"pHYs"}
"""Chunks that make the picture what it looks like; texts, times and EXIF are left out."""
SCAN, END = 0xDA, 0xD9
FRAMES = set(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
KEPT = {0xE0, 0xE2, 0xEE}
"""JFIF, the colour profile, Adobe's note on colours: without them it would look different."""


def bare_png(content: bytes) -> bytes:
    """Raises ``NotTaken``."""
    kept = [PNG]
    for kind, body, whole in _chunks(content):
        if kind == b"IHDR":
            _check_size(*struct.unpack(">II", body[:8]))
        if kind in SHOWN:
            kept.append(whole)
    return b"".join(kept)


def _chunks(content: bytes) -> Iterator[tuple[bytes, bytes, bytes]]:
    at, first = len(PNG), True
    while True:
        if at + 12 > len(content):
            raise NotTaken("broken_file")
        length, kind = struct.unpack(">I4s", content[at : at + 8])
        whole = content[at : at + 12 + length]
        body = whole[8 : 8 + length]
        if len(whole) != 12 + length or first != (kind == b"IHDR" and length == 13):  # noqa: PLR2004 -- of the standard
            raise NotTaken("broken_file")
        if zlib.crc32(whole[4:-4]) != int.from_bytes(whole[-4:]):
            raise NotTaken("broken_file")
        yield kind, body, whole
        if kind == b"IEND":
            return
        at, first = at + len(whole), False


def bare_jpeg(content: bytes) -> bytes:
    """Raises ``NotTaken``."""
    kept, at, sized = [b"\xff\xd8"], 2, False
    while at + 4 <= len(content):
        if content[at] != 0xFF:  # noqa: PLR2004 -- every segment begins so
            raise NotTaken("broken_file")
        marker, length = content[at + 1], int.from_bytes(content[at + 2 : at + 4])
        segment = content[at : at + 2 + length]
        if length < 2 or len(segment) != 2 + length:  # noqa: PLR2004 -- it counts itself
            raise NotTaken("broken_file")
        if marker in FRAMES:
            height, width = struct.unpack(">HH", segment[5:9])
            _check_size(width, height)
            sized = True
        if marker == SCAN:
            end = content.rfind(b"\xff\xd9")
            if not sized or end < at:
                raise NotTaken("broken_file")
            return b"".join([*kept, content[at:end], b"\xff\xd9"])
        if marker in KEPT or not (0xE0 <= marker <= 0xEF or marker == 0xFE):  # noqa: PLR2004 -- APPn, COM
            kept.append(segment)
        at += len(segment)
    raise NotTaken("broken_file")


def _check_size(width: int, height: int) -> None:
    if width == 0 or height == 0:
        raise NotTaken("broken_file")
    if width * height > MOST_PIXELS:
        raise NotTaken("picture_too_large")
