"""Entries told as a service tells them, and what became of them."""

from datetime import UTC, datetime
from uuid import UUID, uuid4

from contracts.ledger import (
    LIST_ENTRIES,
    VERIFY_CHAINS,
    ListEntries,
    VerifyChains,
)
from contracts.recording import Entry, Origin, Result, written
from contracts.wire import Role
from tests.eventually import eventually
from tests.outside import rows
from tests.platform import OPERATOR, staff_of

FROM = Origin(address="192.0.2.7", user_agent="a browser")


TENANT = UUID(int=7)


def entry(**more):
    given = {"id": uuid4(), "tenant": TENANT, "at": datetime.now(UTC), "result": Result.DONE}
    given |= {"operation": "rpc.profiles.v1.offer.publish", "object_kind": "offer"}
    return Entry(**{**given, **more})


async def tell(teller, *entries):
    for one in entries:
        await teller.tell(written(one.operation.split(".")[1]), one, one.id)


async def kept(settings, tenant=TENANT):
    statement = "SELECT seq, id FROM ledger.entries WHERE tenant = $1 ORDER BY seq"
    return await rows(settings, statement, tenant)


async def filled(settings, teller, number, tenant=TENANT):
    """A chain of so many, once it is there."""
    await tell(teller, *(entry(tenant=tenant, object_id=str(n)) for n in range(number)))

    async def all_there():
        return len(await kept(settings, tenant)) == number

    await eventually(all_there)


def admin(organization=None):
    return staff_of(organization or uuid4(), Role.PLATFORM_ADMIN)


async def seen(platform, actor, **asked):
    return await platform.web.call(LIST_ENTRIES, ListEntries(**asked), actor)


async def _has(settings, number, tenant=TENANT):
    return len(await kept(settings, tenant)) == number


async def verified(platform, tenant=TENANT, actor=OPERATOR):
    bus = platform.operator if actor is OPERATOR else platform.web
    return await bus.call(VERIFY_CHAINS, VerifyChains(tenant=tenant), actor)


async def whole(platform, number):
    found = await verified(platform)
    assert found.flaw is None
    assert [head.seq for head in found.heads] == [number]
    assert found.checked == number
