"""Days to come, whenever the tests are run: what is written for good is over one day."""

from datetime import UTC, date, datetime

YEAR = datetime.now(UTC).year + 2
ANSWER_BY = date(YEAR, 3, 31)
