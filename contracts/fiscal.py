"""When a need can become a contract: the year of a municipality, and where in it a need is.

The fiscal year begins on 1 April. The section decides what it asks for from August to December,
the finance section hears it from September to January, the council decides in February and March,
and then it is put out to tender. Where it is late for one year it goes into the next.
"""

from __future__ import annotations

from datetime import date

from msgspec import Struct

from contracts.challenges import BudgetStage

APRIL, JUNE, AUGUST, DECEMBER, MARCH = 4, 6, 8, 12, 3


class FiscalWindow(Struct, frozen=True, kw_only=True):
    stage: BudgetStage
    shape_by: date | None = None
    """Until then what is asked for can still be shaped by what is proposed."""
    begins: date
    """From then on there may be money for it, or at once."""
    ends: date
    """Until then it is decided who does it; the end of the year where that is not known."""


def fiscal_window(stage: BudgetStage, today: date, answer_by: date | None = None) -> FiscalWindow:
    """The realistic one, as things stand on that day."""
    coming = _coming_april(today)
    if stage is BudgetStage.NOT_NEEDED:
        return FiscalWindow(stage=stage, begins=today, ends=_end(coming))
    if stage is BudgetStage.TENDERING:
        return FiscalWindow(stage=stage, begins=today, ends=answer_by or _end(coming))
    if stage is BudgetStage.APPROVED:
        # The council decides in February and March of what begins in April.
        begins = coming if today.month in (2, MARCH) else today
        return FiscalWindow(stage=stage, begins=begins, ends=_tender(begins, coming))
    if stage is BudgetStage.REQUESTED:
        return _asked_for(stage, coming, date(coming.year, 1, 31))
    late_from = AUGUST + 1 if stage is BudgetStage.INFORMATION else DECEMBER + 1
    is_late = today.month < APRIL or today.month >= late_from
    april = coming.replace(year=coming.year + 1) if is_late else coming
    return _asked_for(stage, april, date(april.year - 1, DECEMBER, 31))


def _asked_for(stage: BudgetStage, april: date, shape_by: date) -> FiscalWindow:
    ends = date(april.year, JUNE, 30)
    return FiscalWindow(stage=stage, shape_by=shape_by, begins=april, ends=ends)


def _coming_april(today: date) -> date:
    return date(today.year + (today.month >= APRIL), APRIL, 1)


def _end(coming: date) -> date:
    return date(coming.year, MARCH, 31)


def _tender(begins: date, coming: date) -> date:
    return date(begins.year, JUNE, 30) if begins == coming else _end(coming)
