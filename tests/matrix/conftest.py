"""People of every role in the shared town, and the count at the end."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Any

import pytest

from tests.matrix.askers import Everybody, open_everybody
from tests.matrix.tally import TALLY
from tests.platform import Town


@pytest.fixture(scope="module")
async def everybody(town: Town) -> AsyncIterator[Everybody]:
    async with open_everybody(town) as found:
        yield found


def pytest_terminal_summary(terminalreporter: Any) -> None:
    if TALLY.rows:
        terminalreporter.write_line(f"matrix of rights: {TALLY.said()}")
