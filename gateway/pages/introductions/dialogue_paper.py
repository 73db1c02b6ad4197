"""The disclosed dialogue record on A4: the columns of the workbook, set by ``gateway.papers``."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from gateway import words
from gateway.catalogues import load
from gateway.papers.printing import Paper, Section, Table, printed
from gateway.words import N_

WIDTHS = (4, 5, 4, 6, 6, 9, 5)
MOST = 500
"""Entries of one paper, which take up to four seconds; the workbook holds more."""
NOBODY = N_("この期間の記録はありません。")
MORE = N_("ほかに%(num)s件あります。期間をしぼるか、Excelの文書を使ってください。")


async def disclosed(
    columns: Sequence[str],
    rows: Sequence[Sequence[str]],
    locale: str,
    whose: str,
    period: tuple[str | None, str | None],
    more: int = 0,
) -> bytes:
    """``rows`` in the order of ``columns``, on as many pages as they take; ``more``: left out."""
    say = load(locale).gettext
    title = say(N_("対話記録"))
    made = f"{say(N_('作成した日'))} {words.day(words.today(), locale)}"
    paper = Paper(
        title=title,
        language=locale,
        subtitle="　".join(filter(None, (whose, made, _period(say, locale, *period)))),
        foot=f"縁 Enishi　{whose}　{title}",
        landscape=True,
        sections=(_section(columns, rows, locale, more),),
    )
    return await printed(paper)


def _section(
    columns: Sequence[str], rows: Sequence[Sequence[str]], locale: str, more: int
) -> Section:
    say, plural = load(locale).gettext, load(locale).ngettext
    cells = tuple(tuple(row) for row in rows[:MOST])
    total = len(rows) + more
    left = total - len(cells)
    return Section(
        heading=plural("%(num)s件", "%(num)s件", total) % {"num": total},
        lead="" if cells else say(NOBODY),
        table=Table(columns=tuple(columns), rows=cells, widths=WIDTHS) if cells else None,
        after=say(MORE) % {"num": left} if left else "",
    )


def _period(say: Callable[[str], str], locale: str, since: str | None, until: str | None) -> str:
    if not since and not until:
        return ""
    days = (words.day(day, locale) if day else "" for day in (since, until))
    return f"{say(N_('期間'))} {'–'.join(days)}"
