"""Accounts running alone, and who tells them."""

import pytest

from deploy.town import services
from tests.platform import open_platform


@pytest.fixture
async def platform(settings, keys):
    """The accounts service alone: it needs no other one to answer."""
    async with services(settings, ("accounts",)), open_platform(settings, keys) as found:
        yield found
