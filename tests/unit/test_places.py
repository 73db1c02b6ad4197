"""How many meetings a day holds."""

import pytest

from contracts.matching_events import CountPlaces
from services.sessions.places import places


@pytest.mark.parametrize(
    ("public", "private", "slots", "tables", "meetings", "each", "limit"),
    [
        (40, 80, 6, 20, 120, (3, 1.5), "slots_and_tables"),
        (2, 80, 6, 20, 12, (6, 0.15), "public"),
        (40, 2, 6, 20, 12, (0.3, 6), "private"),
        (2, 2, 6, 20, 4, (2, 2), "pairs"),
        (0, 80, 6, 20, 0, (0, 0), "public"),
        (40, 80, 0, 20, 0, (0, 0), "slots_and_tables"),
    ],
)
def test_no_more_meetings_than_places(public, private, slots, tables, meetings, each, limit):
    asked = CountPlaces(public=public, private=private, slots=slots, tables=tables)

    found = places(asked)

    assert (found.meetings, found.limit) == (meetings, limit)
    assert (found.public_each, found.private_each) == pytest.approx(each)
