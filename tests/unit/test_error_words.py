"""What is refused at the door is refused in words of its own, not as a failure of ours."""

import re
from pathlib import Path

GATEWAY = Path(__file__).parents[2] / "gateway"
REFUSED = re.compile(r"Refused\(\s*(4\d\d)\b")
OF_PROGRAMS = {"415"}
"""A media type: no form of a browser sends it wrong."""
SAID = re.compile(r"^  (4\d\d): \(_\(", re.MULTILINE)


def test_each_status_that_the_door_refuses_with_has_its_words_on_the_page():
    refused = {
        one for path in GATEWAY.rglob("*.py") for one in REFUSED.findall(path.read_text("utf-8"))
    }
    page = (GATEWAY / "templates/pages/error.html").read_text("utf-8")

    assert {"408", "413", "429"} <= refused
    assert refused - OF_PROGRAMS <= set(SAID.findall(page))
