"""What is said of a chosen file before it is sent on: of its name, its size, and none at all."""

import pytest

from gateway.pages.challenge_work.files import LARGEST, missing


@pytest.mark.parametrize(
    ("name", "content", "problem"),
    [
        ("図.pdf", b"%PDF", None),
        ("", b"", "not_chosen"),
        ("図\u202efdp.exe", b"%PDF", "file_name"),
        ("図" + "e" + "\u0301" * 9 + ".pdf", b"%PDF", "file_name"),
        ("図.pdf", b"x" * (LARGEST + 1), "file_too_large"),
    ],
    ids=["good", "none", "turned around", "stacked", "large"],
)
def test_a_file_is_refused_with_what_is_wrong_about_it(name, content, problem):
    found = missing({"description": "水路の図"}, name, content)
    assert found.get("content", {}).get("problem") == problem
