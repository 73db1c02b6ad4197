"""The scene that the tests of proposals play in."""

import pytest

from tests.proposing import scene_of


@pytest.fixture
async def scene(platform):
    return await scene_of(platform)
