"""What could not be taken is kept, can be looked at whatever it is, and taken up again."""

from uuid import uuid4

from chassis.connection import connect
from contracts.care import ListDead, ReplayDead, care
from contracts.challenges import CHALLENGE_PUBLISHED
from tests.eventually import eventually
from tests.platform import OPERATOR

JUNK = (b"\xff\x00garbage", b"", b'{"id": 1}', b"[" * 50_000, "壊れた".encode())


async def test_broken_events_are_laid_aside_and_can_be_looked_at(platform):
    teller = await connect(
        platform.settings.nats_url, "challenges", platform.keys.nats_seed("challenges")
    )
    for body in JUNK:
        headers = {"Nats-Msg-Id": str(uuid4())}
        await teller.publish(CHALLENGE_PUBLISHED.subject, body, headers=headers)
    await teller.publish(CHALLENGE_PUBLISHED.subject, b"{}")  # and one without an id
    await teller.flush()
    await teller.close()
    matching = care("matching")

    async def laid_aside():
        found = await platform.operator.call(matching.list_dead, ListDead(), OPERATOR)
        return found if len(found) == len(JUNK) + 1 else None

    found = await eventually(laid_aside)

    assert {letter.reader for letter in found} == {"matching-keep-challenge"}
    assert any("garbage" in letter.body for letter in found)
    ids = tuple(letter.id for letter in found)
    replayed = await platform.operator.call(matching.replay_dead, ReplayDead(ids=ids), OPERATOR)
    assert (replayed.done, set(replayed.failed)) == ((), set(ids))
    assert await laid_aside()
