"""Accounts running alone, and somebody who has one."""

import pytest

from deploy.town import services
from tests.platform import open_platform
from tests.service.factors.people import somebody


@pytest.fixture
async def platform(settings, keys):
    """The accounts service alone: it needs no other one to answer."""
    async with services(settings, ("accounts",)), open_platform(settings, keys) as found:
        yield found


@pytest.fixture
async def person(platform):
    return await somebody(platform)
