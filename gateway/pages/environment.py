"""Jinja for the pages: one environment for each reading, the same templates."""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup, escape

from gateway import catalogues, words
from gateway.pages.statics import static

TEMPLATES = Path(__file__).parent.parent / "templates"


@cache
def environment(reading: str) -> Environment:
    found = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        extensions=["jinja2.ext.i18n"],
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
        cache_size=-1,
    )
    translations: Any = found  # the extension's methods are made while running
    translations.install_gettext_translations(catalogues.load(reading), newstyle=True)
    found.filters |= {"mark": mark, "web": web}
    found.globals |= {
        "words": words,
        "static": static,
        "locale": catalogues.locale_of(reading),
        "reading": reading,
    }
    return found


def render(reading: str, name: str, values: dict[str, Any], block: str | None = None) -> str:
    """A page, or only one ``block`` of it, for what htmx puts into a page that is there."""
    template = environment(reading).get_template(name)
    if block is None:
        return template.render(values)
    ui = environment(reading).get_template("_ui.html").make_module(values)
    context = template.new_context(values | {"ui": ui})
    return "".join(template.blocks[block](context))


def web(address: str | None) -> str:
    """An address that may stand in a link; nothing for ``javascript:`` and the like."""
    given = (address or "").strip()
    return given if given.lower().startswith(("https://", "http://")) else ""


KANJI = "\u3005\u3400-\u9fff"
STEM = re.compile(f"^([{KANJI}]+)[\u3041-\u3096]+$")
"""A word that bends: kanji, and kana behind them."""


def mark(text: str, term: str) -> Markup:
    """``term`` wherever it stands in ``text``, in other widths and cases of letters too.

    One that bends and is not there as it is (残り, for 残った) is marked by its kanji.
    """
    plain, wanted = _same_length(text), _same_length(term).strip()
    stem = STEM.match(wanted)
    if stem and wanted not in plain:
        wanted = stem[1]
    if not wanted:
        return escape(text)
    parts, end = [], 0
    for found in re.finditer(re.escape(wanted), plain):
        parts += [escape(text[end : found.start()]), Markup("<mark>")]
        parts += [escape(text[found.start() : found.end()]), Markup("</mark>")]
        end = found.end()
    return Markup("").join([*parts, escape(text[end:])])


def _same_length(text: str) -> str:
    """Folded for comparison, a character for each character."""
    folded = (unicodedata.normalize("NFKC", one).casefold() for one in text)
    return "".join(new if len(new) == 1 else old for new, old in zip(folded, text, strict=True))
