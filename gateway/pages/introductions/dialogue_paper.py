"""The disclosed dialogue record on A4: the columns of the workbook, set by ``gateway.papers``."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from gateway import words
from gateway.catalogues import load
from gateway.papers.printing import Paper, Section, Table, printed
from gateway.words import N_

WIDTHS = (4, 5, 4, 6, 6, 9, 5)
LONGEST = 1_500
"""Characters of one cell: a cell does not end on one page what it began on another."""
NOBODY = N_("この期間の記録はありません。")


async def disclosed(
    columns: Sequence[str],
    rows: Sequence[Sequence[str]],
    locale: str,
    whose: str,
    since: str | None,
    until: str | None,
) -> bytes:
    """``rows`` in the order of ``columns``, as many pages as they take."""
    say = load(locale).gettext
    title = say(N_("対話記録"))
    cells = tuple(tuple(_shown(cell) for cell in row) for row in rows)
    table = Table(columns=tuple(columns), rows=cells, widths=WIDTHS) if cells else None
    heading = load(locale).ngettext("%(num)s件", "%(num)s件", len(cells)) % {"num": len(cells)}
    paper = Paper(
        title=title,
        language=locale,
        subtitle="　".join(
            filter(None, (whose, _made(locale), _period(say, locale, since, until)))
        ),
        foot=f"縁 Enishi　{whose}　{title}",
        landscape=True,
        sections=(Section(heading=heading, lead="" if cells else say(NOBODY), table=table),),
    )
    return await printed(paper)


def _made(locale: str) -> str:
    return f"{load(locale).gettext(N_('作成した日'))} {words.day(words.today(), locale)}"


def _period(say: Callable[[str], str], locale: str, since: str | None, until: str | None) -> str:
    if not since and not until:
        return ""
    days = (words.day(day, locale) if day else "" for day in (since, until))
    return f"{say(N_('期間'))} {'–'.join(days)}"


def _shown(cell: str) -> str:
    return cell if len(cell) <= LONGEST else cell[: LONGEST - 1] + "…"
