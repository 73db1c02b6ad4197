"""Each entry is kept once, whatever arrives how often."""

import asyncio

import msgspec

from contracts.recording import written
from deploy.town import services
from tests.eventually import eventually
from tests.outside import rows
from tests.platform import open_platform
from tests.service.ledger.entries import _has, entry, kept, tell, whole


async def test_the_same_event_a_hundred_times_is_one_entry(ledger, settings, teller):
    one = entry()

    for _ in range(100):
        js = teller.streams["profiles"]
        headers = {"Nats-Msg-Id": str(one.id)}
        await js.publish(written("profiles").subject, msgspec.json.encode(one), headers=headers)
    await settings_forget_duplicates(settings, teller, one)
    await tell(teller, entry())

    await eventually(lambda: _has(settings, 2))
    assert [seq for seq, _ in await kept(settings)] == [1, 2]


async def settings_forget_duplicates(settings, teller, one):
    """The same again past JetStream's own memory: as if its window were over."""
    js = teller.streams["profiles"]
    body = msgspec.json.encode(one)
    for n in range(100):
        headers = {"Nats-Msg-Id": str(one.id).upper() if n % 2 else f"{{{one.id}}}"}
        await js.publish(written("profiles").subject, body, headers=headers)


async def test_an_entry_is_kept_once_even_when_the_inbox_has_forgotten_it(ledger, settings, teller):
    one = entry()
    await tell(teller, one)
    await eventually(lambda: _has(settings, 1))

    await rows(settings, "DELETE FROM ledger.inbox")
    js = teller.streams["profiles"]
    headers = {"Nats-Msg-Id": f"{{{one.id}}}"}
    await js.publish(written("profiles").subject, msgspec.json.encode(one), headers=headers)
    await tell(teller, entry())

    await eventually(lambda: _has(settings, 2))
    await whole(ledger, 2)


async def test_a_service_cannot_tell_of_anothers_doings(ledger, settings, teller):
    false = entry(operation="rpc.challenges.v1.challenge.close")
    await teller.tell(written("profiles"), false, false.id)

    async def laid_aside():
        return await rows(settings, "SELECT reader FROM ledger.dead")

    assert await eventually(laid_aside) == [("ledger-keep-profiles",)]
    assert await kept(settings) == []


async def test_two_replicas_keep_one_chain_without_a_gap(settings, keys, teller):
    async with (
        services(settings, ("ledger",)),
        services(settings, ("ledger",)),
        open_platform(settings, keys) as platform,
    ):
        told = [
            entry(operation=operation)
            for operation in ("rpc.profiles.v1.offer.amend", "rpc.challenges.v1.challenge.amend")
            for _ in range(100)
        ]
        await asyncio.gather(*(tell(teller, one) for one in told))

        await eventually(lambda: _has(settings, 200))
        found = await kept(settings)
        assert [seq for seq, _ in found] == list(range(1, 201))
        assert {one for _, one in found} == {one.id for one in told}
        await whole(platform, 200)
