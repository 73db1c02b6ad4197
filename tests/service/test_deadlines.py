"""The header that says until when an asker waits, as strangers may write it, on the real bus."""

import logging
import time

import nats.errors
import pytest

from chassis.calls import DEADLINE
from chassis.connection import connect
from contracts.care import care
from tests.eventually import eventually

SUBJECT = care("profiles").check_health.subject


@pytest.fixture
async def asker(platform):
    nc = await connect(platform.settings.nats_url, "gateway", platform.keys.nats_seed("gateway"))
    yield nc
    await nc.close()


@pytest.mark.parametrize("deadline", ["nan", "-nan", "inf", "-inf", "1e300", "soon", "0", "-1"])
async def test_a_deadline_that_cannot_be_counts_as_over(asker, caplog, deadline):
    with pytest.raises(nats.errors.TimeoutError):
        await asker.request(SUBJECT, b"{}", 0.5, headers={DEADLINE: deadline})

    given_up = f"gave up on {SUBJECT}: the asker no longer waits"
    await eventually(lambda: given_up in caplog.messages)
    assert [record for record in caplog.records if record.levelno >= logging.ERROR] == []


@pytest.mark.parametrize("left", [60, 600])
async def test_a_deadline_that_can_be_is_answered(asker, left):
    until = {DEADLINE: str(time.time() + left)}

    answer = await asker.request(SUBJECT, b"{}", 60, headers=until)

    assert answer.headers is None
