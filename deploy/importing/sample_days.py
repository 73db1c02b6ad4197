"""The days of the invented sample, as they stand in a town that loads it today.

The files are written as of one month. Days move on by whole months from then, so that the sample
is as young in every town, and loading it again in the same month changes nothing.
"""

from __future__ import annotations

import calendar
from datetime import date

import msgspec

from contracts.challenges import BudgetStage, ImportChallenge
from contracts.fiscal import fiscal_window

WRITTEN = date(2026, 11, 1)
BUDGETED = {
    BudgetStage.INFORMATION,
    BudgetStage.BEFORE_REQUEST,
    BudgetStage.REQUESTED,
    BudgetStage.APPROVED,
}
"""Who is to do it is decided by the end of the fiscal window; nothing is answered after that."""


def moved(row: ImportChallenge, today: date) -> ImportChallenge:
    """``row`` as it would have been written in the month of ``today``."""
    if row.answer_by is None:
        return row
    answer_by = _on(row.answer_by, (today.year - WRITTEN.year) * 12 + today.month - WRITTEN.month)
    if row.budget_stage in BUDGETED:
        answer_by = min(answer_by, fiscal_window(row.budget_stage, today).ends)
    return msgspec.structs.replace(row, answer_by=answer_by)


def _on(day: date, months: int) -> date:
    """That many months later; the end of a month stays one."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    last = calendar.monthrange(year, month + 1)[1]
    was_last = day.day == calendar.monthrange(day.year, day.month)[1]
    return date(year, month + 1, last if was_last else min(day.day, last))
