"""The pages' sentences in other languages: gettext catalogues, read as they are written.

Message ids are the Japanese sentences of the templates, so Japanese needs no
catalogue. The others are compiled in memory from their ``.po`` when first asked
for: about 20 ms, and no build step that could be forgotten.
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
FOLDER = Path(__file__).parent / "locales"


def path_of(locale: str) -> Path:
    return FOLDER / locale / "LC_MESSAGES" / "messages.po"


def read(locale: str) -> Catalog:
    with path_of(locale).open("rb") as file:
        return read_po(file, locale=locale)


@cache
def load(locale: str) -> NullTranslations:
    """What ``env.install_gettext_translations(load(locale), newstyle=True)`` wants."""
    if locale == LOCALES[0]:
        return NullTranslations()
    compiled = BytesIO()
    write_mo(compiled, read(locale))
    compiled.seek(0)
    return GNUTranslations(compiled)


def compile_catalogues() -> None:
    """Read every catalogue now, so that a broken one stops the start and not a page."""
    for locale in LOCALES:
        load(locale)
