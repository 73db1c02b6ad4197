"""A hacked service cannot read or forge what is others' (reliability.md 2.3, T7; G20)."""

import asyncio
from urllib.parse import urlsplit

import pytest

from chassis.connection import connect
from contracts.care import care
from deploy import parts


@pytest.fixture
async def as_user(settings, keys):
    """Connections as users of the table, with what the server complained about."""
    opened = []

    async def open_as(name):
        nc = await connect(settings.nats_url, name, keys.nats_seed(name))
        complaints = asyncio.Queue()

        async def complain(error):
            complaints.put_nowait(str(error).lower())

        nc._error_cb = complain
        opened.append(nc)
        return nc, complaints

    yield open_as
    for nc in opened:
        await nc.close()


@pytest.mark.parametrize(
    "subject",
    [
        "rpc.profiles.v1.offer.publish",
        "event.profiles.v1.offer.published",
        "$JS.API.STREAM.DELETE.EVENTS_PROFILES",
        "$JS.API.STREAM.PURGE.EVENTS_PROFILES",
        "$JS.API.STREAM.MSG.GET.EVENTS_PROFILES",
        "$JS.API.CONSUMER.MSG.NEXT.EVENTS_CHALLENGES.matching-keep-challenge",
        "_INBOX_matching.x",
        "$SYS.REQ.SERVER.PING",
    ],
)
async def test_a_service_may_not_say_what_is_not_its_own(as_user, subject):
    nc, complaints = await as_user("notify")

    await nc.publish(subject, b"{}")

    async with asyncio.timeout(60):
        assert "permissions violation" in await complaints.get()


@pytest.mark.parametrize(
    "subject", ["_INBOX_gateway.>", "rpc.profiles.>", "event.>", "dead.>", ">"]
)
async def test_a_service_may_not_hear_what_is_not_its_own(as_user, subject):
    nc, complaints = await as_user("notify")

    await nc.subscribe(subject)

    async with asyncio.timeout(60):
        assert "permissions violation" in await complaints.get()


async def test_the_web_may_not_ask_what_only_an_operator_may(as_user):
    nc, complaints = await as_user(parts.GATEWAY)

    await nc.publish("rpc.profiles.v1.offer.import", b"{}")

    async with asyncio.timeout(60):
        assert "permissions violation" in await complaints.get()


async def test_nobody_comes_in_without_a_key(settings):
    place = urlsplit(settings.nats_url)
    reader, writer = await asyncio.open_connection(place.hostname, place.port)
    await reader.readline()

    writer.write(b'CONNECT {"verbose":false}\r\nPING\r\n')

    assert b"Authorization Violation" in await reader.readline()
    writer.close()
    await writer.wait_closed()


async def test_a_reply_subject_that_is_no_askers_inbox_gets_no_answer(platform):
    """The confused deputy: a caller names a stream's subject as the place to answer to."""
    web = platform.web._nc
    js = "event.profiles.v1.offer.published"

    await web.publish(care("profiles").check_health.subject, b"{}", reply=js)
    await web.flush()

    operator = platform.operator._nc
    got = await operator.request(care("profiles").check_health.subject, b"{}", 60)
    assert b'"outbox_waiting":0' in got.data  # it lives, and has told nothing
