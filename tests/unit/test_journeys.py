"""What docs/journeys.md names is there: no criterion rests on a test that has gone."""

import re
from pathlib import Path

ROOT = Path(__file__).parents[2]
CRITERIA = {"J1": 6, "J2": 6, "J3": 5, "J4": 7, "J5": 5}


def test_every_criterion_of_the_journeys_names_tests_that_are_there():
    parts = re.split(
        r"^## (J\d)", (ROOT / "docs/journeys.md").read_text("utf-8"), flags=re.MULTILINE
    )
    told = dict(zip(parts[1::2], parts[2::2], strict=True))
    rows = {
        name: re.findall(r"^\| (AC\d) \|(.*)$", text, re.MULTILINE) for name, text in told.items()
    }
    written = "\n".join(path.read_text("utf-8") for path in (ROOT / "tests").rglob("test_*.py"))

    assert {name: [one for one, _ in some] for name, some in rows.items()} == {
        name: [f"AC{number + 1}" for number in range(count)] for name, count in CRITERIA.items()
    }
    for row in (text for some in rows.values() for _, text in some):
        named = re.findall(r"`(test_\w+?)(?:_…)?`", row)
        assert named, row
        assert [one for one in named if f"def {one}" not in written] == []
