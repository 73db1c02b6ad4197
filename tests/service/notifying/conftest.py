"""The notifier running alone, and who tells it."""

import pytest

from deploy.town import services
from tests.outside import open_teller
from tests.platform import open_platform


@pytest.fixture
async def platform(settings, keys):
    """The notify service alone, with letters going into the folder."""
    async with services(settings, ("notify",)), open_platform(settings, keys) as found:
        yield found


@pytest.fixture
async def teller(settings, keys):
    async with open_teller(settings, keys, "profiles", "accounts", "matching") as found:
        yield found
