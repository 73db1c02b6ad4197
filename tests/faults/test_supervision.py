"""A service that ends by itself is started again; a town whose port is taken starts nothing."""

import asyncio
import socket
from dataclasses import replace

import pytest

from chassis.ports import PortTaken
from contracts.care import CheckHealth, care
from contracts.faults import Fault
from deploy import parts, town
from gateway.settings import GatewaySettings
from tests.eventually import eventually
from tests.platform import open_platform


async def test_a_service_that_ends_is_started_again(settings, keys):
    ends = asyncio.Event()

    async def end(_):
        await ends.wait()
        ends.clear()
        raise RuntimeError("as nobody foresaw")

    mortal = replace(parts.service("profiles"), jobs=[end])
    async with town.all_up([mortal], settings), open_platform(settings, keys) as platform:

        async def is_well():
            try:
                return await platform.web.call(care("profiles").check_health, CheckHealth())
            except Fault:
                return None

        assert await is_well()
        ends.set()

        async def is_gone():
            return await is_well() is None

        await eventually(is_gone)
        await eventually(is_well)


async def test_a_town_whose_port_is_taken_starts_nothing(tmp_path):
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        said = []

        with pytest.raises(PortTaken, match=str(port)):
            await town.run_town(GatewaySettings(home=str(tmp_path), port=port), said.append)

    assert said == []
    assert list(tmp_path.iterdir()) == []
