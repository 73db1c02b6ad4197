"""Who looks into the ledger, at what, and that this is written down too."""

from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4

import msgspec
import pytest

from contracts.faults import Forbidden, Unauthenticated
from contracts.ledger import (
    EXPORT_ENTRIES,
    LIST_ENTRIES,
    ExportEntries,
    ListEntries,
)
from contracts.profiles import (
    MEMBERSHIP_KEPT,
    Membership,
)
from contracts.recording import Result
from contracts.wire import After, Role
from tests.eventually import eventually
from tests.platform import staff_of
from tests.service.ledger.entries import (
    FROM,
    TENANT,
    _has,
    admin,
    entry,
    filled,
    seen,
    tell,
    verified,
)


async def test_who_looks_into_the_ledger_is_recorded(ledger, settings, teller):
    await filled(settings, teller, 2)
    liaison, auditor = staff_of(TENANT, Role.LIAISON), staff_of(TENANT, Role.AUDITOR)

    await ledger.web.call(LIST_ENTRIES, ListEntries(object_id="1"), liaison, FROM)
    await ledger.web.call(EXPORT_ENTRIES, ExportEntries(), auditor)

    async def looks():
        page = await seen(ledger, admin(), tenant=TENANT, operation=EXPORT_ENTRIES.subject)
        assert page.total == 1
        return page.links[0].entry

    taken = await eventually(looks)
    assert (taken.person, taken.object_kind) == (auditor.person, "entry")

    async def who_saw():
        return (await seen(ledger, admin(), tenant=TENANT, person=liaison.person)).links

    [link] = await eventually(who_saw)
    assert (link.entry.operation, link.entry.object_id) == (LIST_ENTRIES.subject, "1")
    assert (link.entry.reason, link.entry.address) == ("1 of 1 entries", "192.0.2.7")


async def test_each_sees_the_entries_of_its_own_tenant_only(ledger, settings, teller):
    other = UUID(int=8)
    await filled(settings, teller, 2)
    await filled(settings, teller, 1, other)
    liaison, auditor = staff_of(TENANT, Role.LIAISON), staff_of(TENANT, Role.AUDITOR)

    for actor in (liaison, auditor):
        page = await seen(ledger, actor, until=datetime.now(UTC) - timedelta(seconds=0))
        assert {link.entry.tenant for link in page.links} == {TENANT}
        hidden = await seen(ledger, actor, tenant=other)
        assert (hidden.links, hidden.total) == ((), 0)
        assert (await verified(ledger, other, actor)).checked == 0
        assert {head.tenant for head in (await verified(ledger, None, actor)).heads} == {TENANT}
    page = await seen(ledger, admin())
    assert {TENANT, other} <= {link.entry.tenant for link in page.links}


async def test_an_auditor_of_who_runs_the_platform_sees_all_and_only_while_it_does(
    ledger, settings, teller
):
    platform_runner = uuid4()
    auditor = staff_of(platform_runner, Role.AUDITOR)
    await filled(settings, teller, 2)
    assert (await seen(ledger, auditor, tenant=TENANT)).total == 0

    since = datetime.now(UTC) - timedelta(days=1)
    run = {"person_id": uuid4(), "organization_id": platform_runner, "unit_id": None}
    one = Membership(id=uuid4(), role=Role.PLATFORM_ADMIN, since=since, **run)
    await teller.tell(MEMBERSHIP_KEPT, one)

    async def sees(number):
        return (await seen(ledger, auditor, tenant=TENANT, object_id="1")).total == number

    await eventually(lambda: sees(1))
    ended = msgspec.structs.replace(one, until=datetime.now(UTC), revision=2)
    await teller.tell(MEMBERSHIP_KEPT, ended)
    await eventually(lambda: sees(0))


@pytest.mark.parametrize("role", [Role.STAFF, Role.COMPANY_MEMBER, Role.ORGANIZER, Role.OPERATOR])
async def test_nobody_else_looks_into_it(ledger, role):
    bus = ledger.operator if role is Role.OPERATOR else ledger.web
    with pytest.raises(Forbidden):
        await bus.call(LIST_ENTRIES, ListEntries(), staff_of(uuid4(), role))
    with pytest.raises(Forbidden):
        await bus.call(EXPORT_ENTRIES, ExportEntries(), staff_of(uuid4(), role))


async def test_a_visitor_does_not_look_into_it(ledger):
    with pytest.raises(Unauthenticated):
        await ledger.web.call(LIST_ENTRIES, ListEntries())


async def test_pages_follow_each_other_without_a_gap_or_a_double(ledger, settings, teller):
    at = datetime.now(UTC)
    told = [entry(at=at if n % 2 else at - timedelta(seconds=n)) for n in range(25)]
    await tell(teller, *told)
    await eventually(lambda: _has(settings, 25))
    asked = {"operation": told[0].operation, "first": 10}

    found, after = [], None
    while True:
        page = await seen(ledger, admin(), after=after, **asked)
        found += page.links
        if not page.more:
            break
        last = page.links[-1].entry
        after = After(id=last.id, at=last.at)

    assert [link.entry.id for link in found] == [
        one.id for one in sorted(told, key=lambda one: (one.at, str(one.id)), reverse=True)
    ]


async def test_filters_find_what_they_name(ledger, settings, teller):
    person, now = uuid4(), datetime.now(UTC)
    told = [
        entry(person=person),
        entry(object_id="x"),
        entry(result=Result.REFUSED),
        entry(at=now - timedelta(days=2)),
        entry(operation="rpc.profiles.v1.offer.amend"),
    ]
    await tell(teller, *told)
    await eventually(lambda: _has(settings, 5))

    async def ids(**asked):
        page = await seen(ledger, admin(), tenant=TENANT, **asked)
        return [link.entry.id for link in page.links if link.entry.object_kind == "offer"]

    assert await ids(person=person) == [told[0].id]
    assert await ids(object_id="x") == [told[1].id]
    assert await ids(result=Result.REFUSED) == [told[2].id]
    assert await ids(until=now - timedelta(days=1)) == [told[3].id]
    assert told[3].id not in await ids(since=now - timedelta(days=1))
    assert await ids(operation="rpc.profiles.v1.offer.amend") == [told[4].id]


async def test_a_page_fits_the_bus_however_long_its_entries_are(ledger, settings, teller):
    long = {"reason": "あ" * 300, "user_agent": "あ" * 200, "fields": ("い" * 60,) * 20}
    await tell(teller, *(entry(**long) for _ in range(60)))
    await eventually(lambda: _has(settings, 60))

    page = await seen(ledger, admin(), tenant=TENANT, first=100)

    assert 0 < len(page.links) < 60
    assert (page.more, page.total) == (True, 60)
