"""N01, N04, N07: whatever is said on the bus, a service answers, stays, and believes nobody."""

import asyncio
import os
import time
from base64 import urlsafe_b64encode
from uuid import uuid4

import msgspec
import pytest

from chassis.actors import Claim
from chassis.calls import ACTOR, DEADLINE, ERROR_CODE
from chassis.connection import connect
from contracts.accounts import GET_SESSION, GetSession
from contracts.faults import Unauthenticated
from contracts.rights import METHODS
from contracts.wire import Actor, Role
from deploy.town import services
from tests.platform import open_platform

GARBAGE = (b"", b"\xff\xfe", b"null", b"[]", b'{"x":1}', b"[" * 100_000, os.urandom(200_000))
SUBJECTS = sorted(
    subject
    for subject in METHODS
    if subject.startswith("rpc.accounts.")
    and ".dead." not in subject
    and ".own_data." not in subject
)


@pytest.fixture
async def platform(settings, keys):
    async with services(settings, ("accounts",)), open_platform(settings, keys) as found:
        yield found


@pytest.fixture
async def web(platform, settings, keys):
    nc = await connect(settings.nats_url, "gateway", keys.nats_seed("gateway"))
    yield nc
    await nc.close()


async def code(nc, subject, data, **headers):
    reply = await nc.request(subject, data, 60, headers={"x": "y", **headers})
    return int((reply.headers or {}).get(ERROR_CODE, "0"))


async def test_n01_garbage_is_refused_on_every_subject_and_the_service_stays(platform, web):
    for subject in SUBJECTS:
        if subject.endswith((".account.open", ".service.check")) or METHODS[subject] is not None:
            continue
        for data in GARBAGE:
            found = await code(web, subject, data)
            assert found in {0, 400, 401, 422}, (subject, data[:10], found)
    with pytest.raises(Unauthenticated):
        await platform.web.call(GET_SESSION, GetSession(token="x" * 43))


async def test_n04_an_actor_that_is_missing_forged_stale_or_for_another_call_is_nobody(web, keys):
    operator = Actor(account=uuid4(), person=uuid4(), role=Role.OPERATOR)

    def signed(until=30.0, for_subject="", by="gateway", key=None, actor=operator):
        claim = Claim(actor=actor, speaker=by, subject=for_subject, until=time.time() + until)
        body = msgspec.json.encode(claim)
        mark = (key or keys.signing_key("gateway")).sign(body).signature
        return f"{urlsafe_b64encode(body).decode()}.{urlsafe_b64encode(mark).decode()}"

    target = "rpc.accounts.v1.sign_in_policy.get"
    liaison = Actor(account=uuid4(), person=uuid4(), role=Role.LIAISON, organization=uuid4())
    for wrong in (
        signed(-1.0, target, actor=liaison),
        signed(for_subject="rpc.accounts.v1.session.get", actor=liaison),
        signed(for_subject=target, by="operator", actor=liaison),
        signed(for_subject=target),  # the web does not speak for operators
        "not.signed",
        "..",
        "%",
    ):
        assert await code(web, target, b"{}", **{ACTOR: wrong}) == 401, wrong
    assert await code(web, target, b"{}") == 401


async def test_n07_a_flood_is_refused_soon_and_the_service_stays(platform, web):
    body = msgspec.json.encode(GetSession(token="x" * 43))
    found = await asyncio.gather(
        *(code(web, GET_SESSION.subject, body) for _ in range(1_000)), return_exceptions=True
    )
    assert set(found) <= {401, 503}
    assert found.count(401) >= 64
    late = {DEADLINE: f"{time.time() - 1:.3f}"}
    with pytest.raises(Exception, match="timeout"):  # N08: dropped without work
        await web.request(GET_SESSION.subject, body, 1, headers=late)
    assert await code(web, GET_SESSION.subject, body) == 401
