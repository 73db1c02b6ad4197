"""Names of files that deceive nobody and that every machine can keep."""

from __future__ import annotations

import re
import unicodedata

from chassis.checking import FORBIDDEN

LONGEST = 120  # characters, without what it ends in
PATHS = re.compile(r"^.*[/\\]", re.DOTALL)
UNSAFE = re.compile(r'[<>:"|?*;%\x00-\x1f]')
RESERVED = re.compile(r"(?i)(con|prn|aux|nul|com[0-9]|lpt[0-9])(\..*)?")
"""Devices of Windows, which open no file."""


def cleaned(given: str, ending: str) -> str:
    """NFC (a Mac sends NFD), the last part of a path, ending as what the file is."""
    name = unicodedata.normalize("NFC", PATHS.sub("", given))
    name = UNSAFE.sub("_", FORBIDDEN.sub("", " ".join(name.split())))
    stem = name.rpartition(".")[0] if "." in name else name
    stem = stem.strip(" ._-")[:LONGEST].strip(" .")
    if not stem or RESERVED.fullmatch(stem):
        stem = f"file_{stem}" if stem else "file"
    return f"{stem}.{ending}"


def ending_of(given: str) -> str:
    """In lower case, without what cannot be seen; empty where there is none."""
    name = FORBIDDEN.sub("", PATHS.sub("", given))
    return unicodedata.normalize("NFKC", name).rpartition(".")[2].casefold().strip()
