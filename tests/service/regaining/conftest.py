"""The two services that this takes: one opens accounts, the other writes to their owners."""

import pytest

from deploy.town import services
from tests.platform import open_platform
from tests.service.factors.people import somebody


@pytest.fixture
async def platform(settings, keys):
    served = services(settings, ("accounts", "notify", "profiles"))
    async with served, open_platform(settings, keys) as found:
        yield found


@pytest.fixture
async def person(platform):
    return await somebody(platform)
