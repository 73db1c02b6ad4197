"""Write docs/rights.md anew: ``python -m tests.matrix``. ``make matrix`` asks every door."""

from tests.matrix.table import PAGE, page

PAGE.write_text(page(), "utf-8")
