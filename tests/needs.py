"""What a public body says besides of a need that it publishes."""

from datetime import UTC, datetime, timedelta

AFFECTED = "市の東部に住む、車を運転しない人たち(架空)"


def review_by():
    """A day on which somebody looks at it again: within a year, whenever the tests are run."""
    return datetime.now(UTC).date() + timedelta(days=180)


def of_a_need():
    """For requests of services."""
    return {"affected": AFFECTED, "review_by": review_by()}


def of_a_need_typed():
    """For inputs of GraphQL."""
    return {"affected": AFFECTED, "reviewBy": review_by().isoformat()}
