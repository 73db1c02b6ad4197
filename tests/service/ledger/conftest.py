"""The ledger running alone, and who tells it."""

import pytest

from deploy.town import services
from tests.outside import open_teller
from tests.platform import open_platform


@pytest.fixture
async def ledger(settings, keys):
    """The ledger alone; entries are told by the test."""
    async with services(settings, ("ledger",)), open_platform(settings, keys) as found:
        yield found


@pytest.fixture
async def teller(settings, keys):
    async with open_teller(settings, keys, "profiles", "challenges", "ledger") as found:
        yield found
