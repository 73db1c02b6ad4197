"""The day that it is in Japan, where it begins nine hours before it does in UTC."""

from datetime import UTC, datetime

from chassis.japan import JAPAN, today


def test_a_year_begins_when_it_does_in_japan():
    eve = datetime(2027, 12, 31, 15, tzinfo=UTC)
    assert eve.astimezone(JAPAN).isoformat() == "2028-01-01T00:00:00+09:00"


def test_today_is_a_day_of_japan():
    before, day, after = datetime.now(JAPAN).date(), today(), datetime.now(JAPAN).date()
    assert before <= day <= after  # midnight may pass in between
