"""The page of rights says what the tables say."""

from tests.matrix.table import PAGE, page


def test_the_page_of_rights_is_in_step():
    assert PAGE.read_text("utf-8") == page(), "write it anew: .venv/bin/python -m tests.matrix"
