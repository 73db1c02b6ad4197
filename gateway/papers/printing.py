"""Setting a paper: sections of sentences, lists and tables, with the page numbers at its foot."""

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


class Section(Struct, frozen=True, kw_only=True):
    """A heading and what is under it, in this order."""

    heading: str
    lead: str = ""
    table: Table | None = None
    after: str = ""


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


async def printed(paper: Paper, template: str = "paper") -> bytes:
    """The PDF; ``template`` is one of the ``.typ`` files beside this module."""
    async with AT_ONCE:
        return await asyncio.to_thread(_compile, paper, template)


async def pages_of(paper: Paper, template: str = "paper") -> int:
    """How many pages it takes."""
    async with AT_ONCE:
        found = await asyncio.to_thread(_query, paper, template)
    return int(msgspec.json.decode(found)[0])


def _compile(paper: Paper, template: str) -> bytes:
    found: bytes = typst.compile(_file(template), **_options(paper))
    return found


def _query(paper: Paper, template: str) -> str:
    found: str = typst.query(
        _file(template), "<pages>", field="value", format="json", **_options(paper)
    )
    return found


def _file(template: str) -> str:
    return str(FOLDER / f"{template}.typ")


def _options(paper: Paper) -> dict[str, Any]:
    return {
        "root": str(FOLDER),
        "font_paths": FONTS,
        "ignore_system_fonts": True,
        "sys_inputs": {"paper": msgspec.json.encode(paper).decode()},
    }
