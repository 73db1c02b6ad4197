"""The page of bad inputs names tests that are there, and every case."""

import re
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent
CASES = {"B": 22, "Q": 25, "S": 20, "A": 15, "N": 12, "E": 16}
ROW = re.compile(r"^\| ([BQSANE]\d\d) \| (.+?) \| (.+?) \|$", re.MULTILINE)


def rows() -> dict[str, str]:
    page = (ROOT / "docs" / "bad-input.md").read_text("utf-8")
    return {case: held for case, _, held in ROW.findall(page)}


def test_every_case_has_its_row():
    assert sorted(rows()) == sorted(
        f"{kind}{number:02}" for kind, most in CASES.items() for number in range(1, most + 1)
    )


def test_every_row_names_tests_that_are_there_or_says_why_not():
    texts = [file.read_text("utf-8") for file in (ROOT / "tests").rglob("test_*.py")]
    there = set(re.findall(r"def (test_\w+)\(", "\n".join(texts)))
    for case, held in rows().items():
        named = re.findall(r"`(test_\w+)`", held)
        assert named or held.startswith("not "), case
        assert set(named) <= there, case
