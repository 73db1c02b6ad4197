"""The pages' sentences in other languages: gettext catalogues, read as they are written.

Message ids are the Japanese sentences of the templates, so Japanese needs no
catalogue. The others are compiled in memory from their ``.po`` when first asked
for: about 20 ms, and no build step that could be forgotten.

やさしい日本語 is a way to read Japanese, not a language of its own: a catalogue that
says the sentences of the public pages in short and plain words. What it does not say
stays as it is written; days, numbers and texts of people are those of Japanese.
"""

from __future__ import annotations

from functools import cache
from gettext import GNUTranslations, NullTranslations
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

LOCALES = ("ja", "en")
"""The languages of the pages; the first one is what message ids are written in."""
EASY = "easy"
READINGS = (*LOCALES, EASY)
"""What somebody may choose to read: a language, or plain Japanese."""
FOLDER = Path(__file__).parent / "locales"


def locale_of(reading: str) -> str:
    """The language of a reading."""
    return LOCALES[0] if reading == EASY else reading


def path_of(reading: str) -> Path:
    return FOLDER / reading / "LC_MESSAGES" / "messages.po"


def read(reading: str) -> Catalog:
    with path_of(reading).open("rb") as file:
        return read_po(file, locale=locale_of(reading))


@cache
def load(reading: str) -> NullTranslations:
    """What ``env.install_gettext_translations(load(reading), newstyle=True)`` wants."""
    if reading == LOCALES[0]:
        return NullTranslations()
    compiled = BytesIO()
    write_mo(compiled, read(reading))
    compiled.seek(0)
    return GNUTranslations(compiled)


def compile_catalogues() -> None:
    """Read every catalogue now, so that a broken one stops the start and not a page."""
    for reading in READINGS:
        load(reading)
