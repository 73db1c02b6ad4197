"""Keeps the catalogues in step with the templates: ``python -m deploy.messages``.

New sentences come in untranslated, those no longer said go out; a test fails until
every one is translated. Nothing has to be compiled (``gateway.catalogues``).
"""

from __future__ import annotations

from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.frontend import parse_mapping_cfg
from babel.messages.pofile import write_po

from gateway.catalogues import EASY, LOCALES, path_of, read

ROOT = Path(__file__).parent.parent
PAGES = (
    *("about", "challenge", "challenges", "compare", "error", "home", "municipalities"),
    *("municipality", "offer", "offers", "organization", "organizations", "register"),
    *("register_sent", "sheet", "sign_in", "terms"),
)
RECOVERY = ("ask", "gone", "lost", "new_password", "sent")
PUBLIC = frozenset(
    {
        "gateway/templates/base.html",
        "gateway/templates/_ui.html",
        "gateway/words/challenges.py",
        "gateway/words/matching.py",
        *(f"gateway/templates/pages/{name}.html" for name in PAGES),
        *(f"gateway/templates/pages/matching/{name}.html" for name in ("exposure", "same_needs")),
        *(f"gateway/templates/pages/recovery/{name}.html" for name in RECOVERY),
    }
)
"""Where the sentences are that anybody may meet without an account: said in plain Japanese too."""


def extract() -> Catalog:
    """Every sentence the gateway says, with the file it is said in."""
    with (ROOT / "babel.cfg").open(encoding="utf-8") as config:
        methods, options = parse_mapping_cfg(config)  # type: ignore[no-untyped-call]  # Babel has no types
    found = Catalog(project="enishi")
    for file, line, message, comments, context in extract_from_dir(ROOT, methods, options):
        found.add(message, None, [(file, line)], auto_comments=comments, context=context)
    return found


def update() -> None:
    found = extract()
    for reading, said in ((LOCALES[1], found), (EASY, public(found))):
        catalogue = read(reading)
        catalogue.update(said, no_fuzzy_matching=True)
        catalogue.obsolete.clear()
        with path_of(reading).open("wb") as file:
            write_po(file, catalogue, width=100, sort_output=True, include_lineno=False)


def public(said: Catalog) -> Catalog:
    """Those that anybody may meet without an account."""
    found = Catalog(project="enishi")
    for message in said:
        places = [place for place in message.locations if place[0] in PUBLIC]
        if message.id and places:
            found.add(message.id, None, places, context=message.context)
    return found


if __name__ == "__main__":
    update()
