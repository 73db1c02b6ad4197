"""What a timetable is worth after a meeting was put by hand. Pure."""

import pytest

from services.sessions.rearranging import bounded
from services.sessions.timetable.problem import Timetable, Value


def made(value, bound, **more):
    return Timetable(meetings=(), value=value, bound=bound, gap=0.2815, proved=True, **more)


def worth(musts, score):
    return Value(first_served=0, floor=0, musts=musts, score=score)


@pytest.mark.parametrize(
    ("value", "bound", "expected"),
    [
        (worth(2, 2_300), worth(1, 3_201), (worth(2, 2_300), 0.0, False)),
        (worth(1, 2_400), worth(1, 2_300), (worth(1, 2_400), 0.0, False)),
        (worth(1, 2_300), worth(1, 3_201), (worth(1, 3_201), 0.2815, True)),
    ],
    ids=["more musts", "more points", "below the bound"],
)
def test_worth_more_than_the_bound_has_no_gap_and_nothing_proved(value, bound, expected):
    found = bounded(made(value, bound))
    assert (found.bound, found.gap, found.proved) == expected
