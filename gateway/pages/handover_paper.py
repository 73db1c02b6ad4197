"""The handover pack on two pages of A4: the sentences of the page, set by ``gateway.papers``."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from gateway import words
from gateway.catalogues import load
from gateway.pages.handover_tables import Say, cut, decisions, partners, promises, section
from gateway.papers.printing import Paper, Section, pages_of, printed
from gateway.words import N_

MOST_PAGES = 2
MOST, FEWEST = 6, 2
"""Rows of each list."""
HEADS = {
    "open": N_("募集中の課題"),
    "inReview": N_("公開の前の確認を待っている課題"),
    "drafts": N_("下書きの課題"),
}
LINES = "＿" * 40


async def two_pages(found: dict[str, Any], locale: str) -> bytes:
    """With as many rows of each list as two pages hold; what is left out is counted."""
    paper = _paper(found, locale, FEWEST)
    for rows in range(MOST, FEWEST, -1):
        larger = _paper(found, locale, rows)
        if await pages_of(larger) <= MOST_PAGES:
            return await printed(larger)
    return await printed(paper)


def _paper(found: dict[str, Any], locale: str, most: int) -> Paper:
    say: Say = load(locale).gettext
    unit = f"　{found['unit']['name']}" if found["unit"] else ""
    made = f"{say(N_('作った日'))} {words.day(found['today'], locale)}"
    by = f"{say(N_('作った人'))} {found['maker']}"
    return Paper(
        title=say(N_("引継ぎ書")),
        language=locale,
        subtitle=f"{found['organization']['name']}{unit}　{made}　{by}",
        foot=f"縁 Enishi　{found['organization']['name']}{unit}",
        sections=tuple(_sections(found, locale, most, say)),
    )


def _sections(found: dict[str, Any], locale: str, most: int, say: Say) -> Iterator[Section]:
    yield _coming(found["dates"], locale, most, say)
    yield partners(found["relations"], locale, most, say)
    yield promises(found["promises"], locale, most, say)
    yield decisions(found["decided"], locale, most, say)
    for name, rows, more in found["parts"]:
        cells = [(cut(row["title"]), *_facts(row, locale, say)) for row in rows[:most]]
        columns = (say(N_("課題")), say(N_("公開した日")), say(N_("募集期限")), say(N_("予算")))
        yield section(say(HEADS[name]), columns, cells, say, more + len(rows[most:]), (5, 2, 2, 2))
    said = say(N_("そのほか約束したこと・気をつけること（手で書く）"))
    yield Section(heading=said, lead="\n\n".join([LINES] * most))


def _coming(dates: list[dict[str, Any]], locale: str, most: int, say: Say) -> Section:
    rows = [
        (
            words.day(row["day"], locale),
            cut(row["title"]),
            say(words.word("coming_day", row["what"])),
        )
        for row in dates[:most]
    ]
    columns = (say(N_("日")), say(N_("課題・相手")), say(N_("なにの日か")))
    heading = say(N_("次に来る日"))
    return section(heading, columns, rows, say, len(dates[most:]), (2, 4, 3))


def _facts(row: dict[str, Any], locale: str, say: Say) -> tuple[str, str, str]:
    stage = row["budgetStage"]
    budget = say(words.word("budget_stage", stage)) if stage else ""
    return words.day(row["publishedAt"], locale), words.day(row["answerBy"], locale), budget
