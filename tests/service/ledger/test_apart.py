"""The ledger against what was noted down of it outside the database, and refusals at the door."""

from uuid import UUID, uuid4

import asyncpg
import pytest

from chassis.recording import Allowance
from contracts.faults import Forbidden, Invalid
from contracts.ledger import (
    CHECK_HEADS,
    LIST_ENTRIES,
    NOTE_REFUSAL,
    CheckHeads,
    KeptHead,
    ListEntries,
    NoteRefusal,
)
from contracts.profiles import OrganizationKind
from contracts.recording import PLATFORM, Entry, Result, written
from contracts.retention import PurgeNow, purge
from contracts.rights import SERVICES, check_right
from contracts.wire import Role
from deploy.town import services
from services.ledger.hashing import GENESIS, link_hash
from services.ledger.heads import note_heads
from services.ledger.store import chains
from tests.eventually import eventually
from tests.members import member
from tests.outside import rows
from tests.platform import OPERATOR, open_platform, staff_of


@pytest.fixture
async def platform(settings, keys):
    async with services(settings, ("ledger", "profiles")), open_platform(settings, keys) as found:
        yield found


async def refused(platform, actor, *places):
    return await platform.web.call(NOTE_REFUSAL, NoteRefusal(places=places), actor)


async def entries(platform, actor, number, **asked):
    async def look():
        page = await platform.web.call(LIST_ENTRIES, ListEntries(**asked), actor)
        return page.links if page.total == number else None

    return [link.entry for link in await eventually(look)]


async def test_what_the_door_refuses_is_recorded_with_who_asked(platform):
    own = await platform.organization("架空市", OrganizationKind.MUNICIPALITY)
    clerk, liaison = staff_of(own), staff_of(own, Role.LIAISON)
    await refused(platform, clerk, "Mutation.runMatches", "Query.ledger")

    [entry] = await entries(platform, liaison, 1, operation=NOTE_REFUSAL.subject)
    assert (entry.result, entry.person, entry.tenant) == (Result.DENIED, clerk.person, own)
    assert (entry.object_id, entry.fields) == (
        "Mutation.runMatches",
        ("Mutation.runMatches", "Query.ledger"),
    )


async def test_who_asks_for_ever_does_not_fill_the_record(platform, monkeypatch):
    take = Allowance.take  # of one minute, however long it takes to ask
    monkeypatch.setattr(Allowance, "take", lambda self, key: take(self, key, now=0.0))
    own = await platform.organization("架空市", OrganizationKind.MUNICIPALITY)
    clerk, liaison = staff_of(own), staff_of(own, Role.LIAISON)
    for _ in range(40):
        await refused(platform, clerk, "Query.ledger")
    found = await entries(platform, liaison, 30, operation=NOTE_REFUSAL.subject, first=100)
    assert {one.result for one in found} == {Result.DENIED}
    with pytest.raises(Invalid):
        await refused(platform, clerk, "x" * 101)


async def test_a_company_admin_reads_the_own_companys_entries_and_exports_none(platform):
    own = await platform.organization("架空社", OrganizationKind.COMPANY)
    other = await platform.organization("ほかの社", OrganizationKind.COMPANY)
    await member(platform, own, Role.COMPANY_MEMBER)
    await member(platform, other, Role.COMPANY_MEMBER)
    admin = staff_of(own, Role.COMPANY_ADMIN)

    found = await entries(platform, admin, 1, operation="rpc.profiles.v1.person.keep")
    assert {one.tenant for one in found} == {own}
    page = await platform.web.call(LIST_ENTRIES, ListEntries(tenant=other), admin)
    assert page.links == ()
    for role in (Role.COMPANY_ADMIN, Role.COMPANY_MEMBER):
        with pytest.raises(Forbidden):
            check_right("rpc.ledger.v1.entry.export", role)


class Reached:
    """The ledger's database and list, as its job has them."""

    def __init__(self, settings, apart):
        self.settings, self.heads = settings, apart
        self.database = self

    async def fetch(self, statement, *args):
        connection = await asyncpg.connect(
            self.settings.database_url, server_settings={"search_path": "ledger"}
        )
        try:
            return await connection.fetch(statement, *args)
        finally:
            await connection.close()


async def test_a_chain_that_is_computed_anew_no_longer_runs_through_its_noted_heads(
    platform, tmp_path
):
    from chassis.apart import Apart  # noqa: PLC0415 -- the only test that needs it

    own = await platform.organization("架空市", OrganizationKind.MUNICIPALITY)
    clerk, liaison = staff_of(own), staff_of(own, Role.LIAISON)
    for place in ("Query.one", "Query.two"):
        await refused(platform, clerk, place)
    await entries(platform, liaison, 2, operation=NOTE_REFUSAL.subject)
    apart = Apart(tmp_path, "heads", KeptHead)
    job = Reached(platform.settings, apart)
    await note_heads(job)
    noted = apart.read()
    await note_heads(job)
    assert len({(row.tenant, row.seq) for row in apart.read()}) == len(apart.read())
    checked = await platform.operator.call(CHECK_HEADS, CheckHeads(heads=noted), OPERATOR)
    assert checked.flaw is None
    assert checked.checked == len(noted) >= 1

    await _write_anew(platform.settings, own)

    found = await platform.operator.call(CHECK_HEADS, CheckHeads(heads=noted), OPERATOR)
    assert found.flaw is not None
    assert (found.flaw.tenant, found.flaw.problem) == (own, "rewritten")
    unknown = KeptHead(tenant=uuid4(), seq=3, hash="0" * 64, at=noted[0].at)
    found = await platform.operator.call(CHECK_HEADS, CheckHeads(heads=(unknown,)), OPERATOR)
    assert found.flaw is not None
    assert found.flaw.problem == "missing"


async def _write_anew(settings, tenant: UUID):
    """As somebody would who can write everything: every hash fits, and one entry says less."""
    connection = await asyncpg.connect(
        settings.database_url, server_settings={"search_path": "ledger"}
    )
    await connection.execute("ALTER TABLE entries DISABLE TRIGGER append_only")
    previous = GENESIS
    for row in await connection.fetch(chains.STRETCH, tenant, 0, 100):
        given = {name: row[name] for name in Entry.__struct_fields__}
        entry = Entry(**{**given, "reason": "", "fields": tuple(row["fields"])})
        mark = link_hash(entry, row["seq"], previous)
        await connection.execute(
            "UPDATE entries SET reason = '', previous = $3, hash = $4"
            " WHERE tenant = $1 AND seq = $2",
            *(tenant, row["seq"], previous, mark),
        )
        previous = mark
    await connection.execute("UPDATE heads SET hash = $2 WHERE tenant = $1", tenant, previous)
    await connection.close()


@pytest.mark.parametrize("service", SERVICES)
def test_only_the_operator_purges_at_once(service):
    check_right(purge(service).subject, Role.OPERATOR)
    with pytest.raises(Forbidden):
        check_right(purge(service).subject, Role.PLATFORM_ADMIN)


async def test_what_there_is_nothing_of_is_purged_without_an_entry(platform):
    done = await platform.operator.call(purge("ledger"), PurgeNow(), OPERATOR)
    assert done.counts == {}
    found = await rows(
        platform.settings,
        "SELECT count(*) FROM ledger.outbox WHERE subject = $1 AND payload->>'tenant' = $2",
        written("ledger").subject,
        str(PLATFORM),
    )
    assert found == [(0,)]
