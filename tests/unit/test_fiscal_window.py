"""The year of a municipality: when a need can realistically become a contract."""

from datetime import date

import pytest

from contracts.challenges import BudgetStage as Stage
from contracts.fiscal import fiscal_window


@pytest.mark.parametrize(
    ("stage", "today", "shape_by", "begins", "ends"),
    [
        (Stage.INFORMATION, "2026-06-01", "2026-12-31", "2027-04-01", "2027-06-30"),
        (Stage.INFORMATION, "2026-09-01", "2027-12-31", "2028-04-01", "2028-06-30"),
        (Stage.INFORMATION, "2027-02-01", "2027-12-31", "2028-04-01", "2028-06-30"),
        (Stage.BEFORE_REQUEST, "2026-12-31", "2026-12-31", "2027-04-01", "2027-06-30"),
        (Stage.BEFORE_REQUEST, "2027-01-01", "2027-12-31", "2028-04-01", "2028-06-30"),
        (Stage.REQUESTED, "2026-10-10", "2027-01-31", "2027-04-01", "2027-06-30"),
        (Stage.APPROVED, "2027-03-20", None, "2027-04-01", "2027-06-30"),
        (Stage.APPROVED, "2027-05-01", None, "2027-05-01", "2028-03-31"),
        (Stage.TENDERING, "2027-05-01", None, "2027-05-01", "2028-03-31"),
        (Stage.NOT_NEEDED, "2028-02-29", None, "2028-02-29", "2028-03-31"),
    ],
)
def test_a_need_has_its_window(stage, today, shape_by, begins, ends):
    found = fiscal_window(stage, date.fromisoformat(today))

    days = (found.shape_by, found.begins, found.ends)
    assert days == tuple(
        date.fromisoformat(day) if day else None for day in (shape_by, begins, ends)
    )


def test_a_tender_ends_on_its_last_day():
    today, last = date(2027, 5, 1), date(2027, 6, 15)
    assert fiscal_window(Stage.TENDERING, today, last).ends == last
