"""As many entries as changes, whatever is killed in between (reliability.md 1.2, I4)."""

import asyncio
from uuid import uuid4

import msgspec
import pytest

from chassis import events
from contracts.care import CheckHealth, care
from contracts.faults import Unavailable
from contracts.ledger import VERIFY_CHAINS, VerifyChains
from contracts.profiles import PUBLISH_OFFER, OrganizationKind, PublishOffer
from contracts.recording import written
from contracts.wire import Role
from deploy.prepare import prepare_streams
from deploy.town import services
from tests.eventually import eventually
from tests.faults.test_apart import apart
from tests.outside import rows
from tests.platform import OPERATOR, open_platform, staff_of

TEXT = "予約制の乗合バスを、住民と自治体と一緒に運行します(架空)。"
OFFERS = "SELECT id::text FROM profiles.offers ORDER BY 1"
RECORDED = """
SELECT object_id FROM ledger.entries WHERE operation = 'rpc.profiles.v1.offer.publish' ORDER BY 1
"""
UNPUBLISHED = "SELECT count(*) FROM profiles.outbox WHERE published_at IS NULL"
LIVES, AT_ONCE = 4, 4


@pytest.fixture
def settings(settings):
    """As usual: what is asked here dies with the question in hand, and never answers."""
    return msgspec.structs.replace(settings, patience=1.0)


@pytest.fixture
async def soon_told_again(settings, keys, monkeypatch):
    """What a killed reader had taken is told to the next after 2 seconds, not after 30."""
    monkeypatch.setattr(events, "ACK_WAIT", 2)
    await prepare_streams(settings, keys)


async def until_well(platform, name):
    async def is_well():
        try:
            return await platform.web.call(care(name).check_health, CheckHealth())
        except Unavailable:
            return False

    await eventually(is_well)


async def publish_for_ever(platform, member, answered):
    """Each offer until it is answered, under its one id, as a patient asker does."""
    while True:
        asked = PublishOffer(id=uuid4(), title="乗合バスの運行支援", text=TEXT)
        while str(asked.id) not in answered:
            try:
                await platform.web.call(PUBLISH_OFFER, asked, member)
                answered.append(str(asked.id))
            except Unavailable:
                await asyncio.sleep(0.05)


@pytest.mark.usefixtures("soon_told_again")
async def test_services_killed_under_load_record_each_change_once(settings, keys):
    answered = []
    async with open_platform(settings, keys) as platform:
        async with services(settings, ("profiles",)):
            company = await platform.organization("架空交通", OrganizationKind.COMPANY)
        member = staff_of(company, Role.COMPANY_MEMBER)
        asking = [
            asyncio.create_task(publish_for_ever(platform, member, answered))
            for _ in range(AT_ONCE)
        ]
        for life in range(LIVES):
            async with (
                apart("profiles", settings, settings.keys_path),
                apart("ledger", settings, settings.keys_path),
            ):
                await until_well(platform, "profiles")
                wanted = len(answered) + 20 + 7 * life
                await eventually(lambda wanted=wanted: len(answered) >= wanted)
            # both are killed here, in the middle of whatever they were doing
        for task in asking:
            task.cancel()
        await asyncio.gather(*asking, return_exceptions=True)
        async with services(settings, ("profiles", "ledger")):
            await until_all_is_kept(settings)
            there = await rows(settings, OFFERS)
            assert await rows(settings, RECORDED) == there
            assert {(one,) for one in answered} <= set(there)
            await until_whole(platform)
    print(f"{len(answered)} answered, {len(there)} changes, {len(there)} entries")  # noqa: T201 -- the figure is wanted


async def until_all_is_kept(settings):
    async def all_kept():
        offers, kept = await rows(settings, OFFERS), await rows(settings, RECORDED)
        return await rows(settings, UNPUBLISHED) == [(0,)] and len(kept) >= len(offers)

    await eventually(all_kept)


async def until_whole(platform):
    found = await platform.operator.call(VERIFY_CHAINS, VerifyChains(), OPERATOR)
    assert found.flaw is None
    assert found.next is None


async def test_what_was_committed_and_not_yet_told_is_recorded_after_the_kill(settings, keys):
    """The moment itself: the outbox holds the entry, and the relay has not run."""
    subject = written("profiles").subject
    async with open_platform(settings, keys) as platform:
        async with services(settings, ("profiles",)):
            company = await platform.organization("架空交通", OrganizationKind.COMPANY)
            request = PublishOffer(id=uuid4(), title="乗合バスの運行支援", text=TEXT)
            member = staff_of(company, Role.COMPANY_MEMBER)
            await platform.web.call(PUBLISH_OFFER, request, member)
            await eventually(lambda: _published(settings))
        # As if it had been killed after the commit, and once more after publishing.
        again = "UPDATE profiles.outbox SET published_at = NULL WHERE subject = $1"
        for _ in range(2):
            await rows(settings, again, subject)
            async with services(settings, ("profiles", "ledger")):
                await until_all_is_kept(settings)

    assert await rows(settings, RECORDED) == [(str(request.id),)]


async def _published(settings):
    return await rows(settings, UNPUBLISHED) == [(0,)]
