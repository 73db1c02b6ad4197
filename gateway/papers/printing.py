"""Setting a paper: sections of lists and tables, badges, or the board of a matching event."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Annotated, Any

import msgspec
import pylopdf_fonts_jp
import typst
from msgspec import Meta, Struct

FOLDER = Path(__file__).parent
FONTS = [str(pylopdf_fonts_jp.sans_path().parent)]
AT_ONCE = asyncio.Semaphore(2)
"""Papers set side by side: each takes a whole core while it is set."""


class Table(Struct, frozen=True, kw_only=True):
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    """Each as long as ``columns``."""
    widths: tuple[int, ...] = ()
    """Shares of the width; all alike when empty."""
    roomy: bool = False
    """Rows that can be written in by hand."""
    small: bool = False
    """In smaller letters, where each section has a page and this one is long."""


class Link(Struct, frozen=True, kw_only=True):
    """An address as it is read; ``qr`` is a picture of the whole of it as SVG, if there is room."""

    label: str
    address: str
    qr: str = ""


class Section(Struct, frozen=True, kw_only=True):
    """A heading and what is under it, in this order."""

    heading: str
    lead: str = ""
    table: Table | None = None
    after: str = ""
    links: tuple[Link, ...] = ()
    large: bool = False
    """The heading can be read from some metres away, where each section has a page."""


class Paper(Struct, frozen=True, kw_only=True):
    title: str
    language: Annotated[str, Meta(pattern="^(ja|en)$")] = "ja"
    subtitle: str = ""
    foot: str = ""
    """Said at the foot of every page, before its number."""
    landscape: bool = False
    apart: bool = False
    """Each section on a page of its own, in larger letters: for one person, or one table."""
    sections: tuple[Section, ...] = ()


class Badge(Struct, frozen=True, kw_only=True):
    """One card; ``qr`` is a picture as SVG."""

    side: str
    filled: bool
    """The band of one side is dark, that of the other is light: it reads in grey, too."""
    organization: str
    kana: str
    name: str
    code: str
    qr: str


class Badges(Struct, frozen=True, kw_only=True):
    title: str
    language: Annotated[str, Meta(pattern="^(ja|en)$")] = "ja"
    cards: tuple[Badge, ...]


class BoardRow(Struct, frozen=True, kw_only=True):
    clock: str
    slot: str
    cells: tuple[tuple[str, ...], ...]
    """Lines of each; as many as the part has columns."""


class BoardPart(Struct, frozen=True, kw_only=True):
    """What fits beside each other on one page."""

    heading: str
    columns: tuple[str, ...]
    rows: tuple[BoardRow, ...]


class Board(Struct, frozen=True, kw_only=True):
    title: str
    language: Annotated[str, Meta(pattern="^(ja|en)$")] = "ja"
    subtitle: str = ""
    foot: str = ""
    parts: tuple[BoardPart, ...]


Printable = Paper | Badges | Board
TEMPLATES: dict[type[Struct], str] = {Badges: "badges", Board: "board"}
"""Of what is not set by ``paper.typ``."""


async def printed(paper: Printable) -> bytes:
    """The PDF."""
    async with AT_ONCE:
        return await asyncio.to_thread(_compile, paper)


async def pages_of(paper: Paper) -> int:
    """How many pages it takes."""
    async with AT_ONCE:
        found = await asyncio.to_thread(_query, paper)
    return int(msgspec.json.decode(found)[0])


def _compile(paper: Printable) -> bytes:
    found: bytes = typst.compile(_file(paper), **_options(paper))
    return found


def _query(paper: Paper) -> str:
    found: str = typst.query(
        _file(paper), "<pages>", field="value", format="json", **_options(paper)
    )
    return found


def _file(paper: Printable) -> str:
    return str(FOLDER / f"{TEMPLATES.get(type(paper), 'paper')}.typ")


def _options(paper: Printable) -> dict[str, Any]:
    return {
        "root": str(FOLDER),
        "font_paths": FONTS,
        "ignore_system_fonts": True,
        "sys_inputs": {"paper": msgspec.json.encode(paper).decode()},
    }
