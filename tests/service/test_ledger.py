"""The ledger: one entry for each change and each look, in chains that show what was altered."""

import asyncio
import json
import os
import re
import subprocess
import sys
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import UUID, uuid4

import asyncpg
import msgspec
import pytest

from chassis.recording import Allowance
from chassis.roles import ensure_role
from chassis.service import dsn_of
from contracts.challenges import (
    AMEND_CHALLENGE,
    CLOSE_CHALLENGE,
    PUBLISH_CHALLENGE,
    SAVE_CHALLENGE_DRAFT,
    AmendChallenge,
    BudgetStage,
    CloseChallenge,
    CloseReason,
    Direction,
    PublishChallenge,
    SaveChallengeDraft,
)
from contracts.faults import Forbidden, NotFound, Unauthenticated, Unavailable
from contracts.ledger import (
    EXPORT_ENTRIES,
    LIST_ENTRIES,
    VERIFY_CHAINS,
    ExportEntries,
    ListEntries,
    VerifyChains,
)
from contracts.profiles import (
    IMPORT_OFFERS,
    KEEP_PERSON,
    MEMBERSHIP_KEPT,
    PUBLISH_OFFER,
    WITHDRAW_OFFER,
    ImportOffer,
    ImportOffers,
    KeepPerson,
    Membership,
    OrganizationKind,
    PublishOffer,
    WithdrawOffer,
)
from contracts.recording import PLATFORM, Entry, Origin, Result, written
from contracts.wire import After, Role, Source
from deploy.town import services
from services.ledger.hashing import GENESIS, link_hash
from tests.eventually import eventually
from tests.needs import of_a_need
from tests.outside import open_teller, rows
from tests.platform import OPERATOR, open_platform, staff_of

DOCS = Path(__file__).parents[2] / "docs" / "ledger.md"
TEXT = "予約制の乗合バスを、住民と自治体と一緒に運行します(架空)。"
FROM = Origin(address="192.0.2.7", user_agent="a browser")
TENANT = UUID(int=7)


@pytest.fixture
async def ledger(settings, keys):
    """The ledger alone; entries are told by the test."""
    async with services(settings, ("ledger",)), open_platform(settings, keys) as found:
        yield found


@pytest.fixture
async def teller(settings, keys):
    async with open_teller(settings, keys, "profiles", "challenges", "ledger") as found:
        yield found


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

    await eventually(all_there, within=30)


def admin(organization=None):
    return staff_of(organization or uuid4(), Role.PLATFORM_ADMIN)


async def seen(platform, actor, **asked):
    return await platform.web.call(LIST_ENTRIES, ListEntries(**asked), actor)


async def told_of(platform, operation, number=1, **asked):
    """Entries of an operation, oldest first, once there are so many."""

    async def look():
        page = await seen(platform, admin(), operation=operation, first=100, **asked)
        assert page.total == number, [one.entry for one in page.links]
        return [one.entry for one in reversed(page.links)]

    return await eventually(look, within=20)


def offer(**more):
    return PublishOffer(**{"id": uuid4(), "title": "乗合バスの運行支援", "text": TEXT, **more})


WORDS = {
    "title": "空き家の片付けを進めたい(架空)",
    "problem": "空き家に家財が残り、片付けと修繕と借り手さがしが進みません。",
    "budget_stage": BudgetStage.INFORMATION,
    **of_a_need(),
}


async def test_a_change_is_recorded_with_who_what_where_and_which_fields(platform):
    town = await platform.organization("架空市", OrganizationKind.MUNICIPALITY)
    clerk = staff_of(town)
    challenge_id = uuid4()
    direction = Direction.PUBLIC_NEED
    draft = SaveChallengeDraft(id=challenge_id, title="空き家の片付け", direction=direction)

    async def ask(method, request):
        return await platform.web.call(method, request, clerk, FROM)

    await eventually(lambda: _taken(ask(SAVE_CHALLENGE_DRAFT, draft)))
    publishing = PublishChallenge(id=challenge_id, revision=1, **WORDS)
    await ask(PUBLISH_CHALLENGE, publishing)
    amending = AmendChallenge(id=challenge_id, revision=2, **(WORDS | {"evidence": "調べ"}))
    await ask(AMEND_CHALLENGE, amending)
    closing = CloseChallenge(id=challenge_id, revision=3, reason=CloseReason.NO_FIT)
    await ask(CLOSE_CHALLENGE, closing)

    async def four():
        page = await seen(platform, admin(), object_id=str(challenge_id))
        assert page.total >= 4
        return [link.entry for link in reversed(page.links)][:4]

    found = await eventually(four)
    verbs = [one.operation.removeprefix("rpc.challenges.v1.challenge.") for one in found]
    assert verbs == ["save_draft", "publish", "amend", "close"]
    assert {(one.tenant, one.organization, one.account, one.role) for one in found} == {
        (town, town, clerk.account, Role.STAFF)
    }
    assert {(one.address, one.user_agent) for one in found} == {("192.0.2.7", "a browser")}
    assert [set(one.fields) for one in found] == [
        set(),
        {*("state", "title", "problem", "affected", "budget_stage", "review_by", "published_at")},
        {"evidence"},
        {"state", "closed_at", "close_reason"},
    ]
    assert "調べ" not in repr(found)
    assert all(len(one.trace) == 32 for one in found)


async def _taken(asking):
    try:
        return await asking
    except Unavailable as fault:  # the organization may still be on its way
        raise AssertionError(fault) from None


async def test_what_is_sent_twice_is_recorded_once(platform):
    company = await platform.organization("架空交通", OrganizationKind.COMPANY)
    member, request = staff_of(company, Role.COMPANY_MEMBER), offer()

    for _ in range(3):
        await platform.web.call(PUBLISH_OFFER, request, member)

    [one] = await told_of(platform, PUBLISH_OFFER.subject)
    assert (one.object_kind, one.object_id) == ("offer", str(request.id))


async def test_a_batch_is_one_entry_and_one_that_changes_nothing_is_none(platform):
    company = await platform.organization("架空交通", OrganizationKind.COMPANY)
    row = {"organization_id": company, "title": "乗合バス", "text": TEXT}
    made = tuple(ImportOffer(id=uuid4(), source=Source(name="test"), **row) for _ in range(3))

    for _ in range(2):
        await platform.operator.call(IMPORT_OFFERS, ImportOffers(rows=made), OPERATOR)

    [one] = await told_of(platform, IMPORT_OFFERS.subject)
    assert (one.tenant, one.reason) == (PLATFORM, "3 new, 0 changed, 0 same")


async def test_a_person_is_recorded_with_the_organization(platform):
    town = await platform.organization("架空市", OrganizationKind.MUNICIPALITY)
    given = {"membership_id": uuid4(), "organization_id": town}
    person = KeepPerson(id=uuid4(), name="架空 花子", role=Role.STAFF, **given)

    for _ in range(2):
        await platform.operator.call(KEEP_PERSON, person, OPERATOR)

    [one] = await told_of(platform, KEEP_PERSON.subject)
    assert (one.tenant, one.object_id) == (town, str(person.id))
    assert one.fields == ("name", "membership")
    assert "花子" not in repr(one)


async def test_what_is_denied_is_recorded_and_asking_a_visitor_to_sign_in_is_not(platform):
    company = await platform.organization("架空交通", OrganizationKind.COMPANY)
    other = staff_of(uuid4(), Role.COMPANY_MEMBER)
    request = offer()
    await platform.web.call(PUBLISH_OFFER, request, staff_of(company, Role.COMPANY_MEMBER))
    change = WithdrawOffer(id=request.id, revision=1)

    with pytest.raises(NotFound):
        await platform.web.call(WITHDRAW_OFFER, change, other, FROM)
    with pytest.raises(Forbidden):
        await platform.web.call(WITHDRAW_OFFER, change, staff_of(company, Role.OBSERVER))
    with pytest.raises(Unauthenticated):
        await platform.web.call(WITHDRAW_OFFER, change, None, FROM)

    found = await told_of(platform, WITHDRAW_OFFER.subject, 2, result=Result.DENIED)
    assert [one.object_id for one in found] == [str(request.id), ""]
    assert [one.reason.partition(":")[0] for one in found] == ["not_found", "forbidden"]
    assert (found[0].tenant, found[0].address) == (other.organization, "192.0.2.7")


async def test_a_forged_actor_is_recorded(platform):
    nc = platform.web._nc
    await nc.request(WITHDRAW_OFFER.subject, b"{}", 2, headers={"Actor": "Zm9yZ2Vk.Zm9yZ2Vk"})

    [one] = await told_of(platform, WITHDRAW_OFFER.subject)
    assert (one.result, one.tenant, one.account) == (Result.DENIED, PLATFORM, None)


def test_denials_are_bounded_for_each_and_for_all():
    allowance, one = Allowance(each=2, together=3), UUID(int=1)

    taken = [allowance.take(key, now=5) for key in (one, one, one, None, None)]

    assert taken == [True, True, False, True, False]
    assert allowance.turned_away == 2
    assert allowance.take(one, now=65)


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


async def _has(settings, number, tenant=TENANT):
    return len(await kept(settings, tenant)) == number


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

        await eventually(lambda: _has(settings, 200), within=30)
        found = await kept(settings)
        assert [seq for seq, _ in found] == list(range(1, 201))
        assert {one for _, one in found} == {one.id for one in told}
        await whole(platform, 200)


async def verified(platform, tenant=TENANT, actor=OPERATOR):
    bus = platform.operator if actor is OPERATOR else platform.web
    return await bus.call(VERIFY_CHAINS, VerifyChains(tenant=tenant), actor)


async def whole(platform, number):
    found = await verified(platform)
    assert found.flaw is None
    assert [head.seq for head in found.heads] == [number]
    assert found.checked == number


@asynccontextmanager
async def tampering(settings):
    """The superuser, who can take the lock off the table."""
    connection = await asyncpg.connect(settings.database_url)
    await connection.execute("ALTER TABLE ledger.entries DISABLE TRIGGER append_only")
    yield connection
    await connection.execute("ALTER TABLE ledger.entries ENABLE TRIGGER append_only")
    await connection.close()


SWAP = """
UPDATE ledger.entries SET seq = CASE seq WHEN 3 THEN 104 ELSE 103 END
    WHERE tenant = $1 AND seq IN (3, 4);
UPDATE ledger.entries SET seq = seq - 100 WHERE tenant = $1 AND seq > 100
"""
FORGE = """
INSERT INTO ledger.entries SELECT tenant, seq + 1, hash, hash, gen_random_uuid(), at, account,
    person, role, organization, unit, operation, object_kind, object_id, result, reason, fields,
    address, user_agent, trace FROM ledger.entries WHERE tenant = $1 AND seq = 6
"""
RELINK = "UPDATE ledger.entries SET previous = hash WHERE tenant = $1 AND seq = 4"


@pytest.mark.parametrize(
    ("statement", "seq", "problem"),
    [
        ("UPDATE ledger.entries SET reason = 'x' WHERE tenant = $1 AND seq = 3", 3, "altered"),
        ("UPDATE ledger.entries SET account = NULL WHERE tenant = $1 AND seq = 1", 1, "altered"),
        ("DELETE FROM ledger.entries WHERE tenant = $1 AND seq = 4", 4, "missing"),
        ("DELETE FROM ledger.entries WHERE tenant = $1 AND seq = 6", 6, "missing"),
        ("DELETE FROM ledger.entries WHERE tenant = $1", 1, "missing"),
        (SWAP, 3, "altered"),
        (RELINK, 4, "altered"),
        (FORGE, 7, "forged"),
        ("DELETE FROM ledger.heads WHERE tenant = $1", 1, "forged"),
        ("UPDATE ledger.heads SET seq = 5 WHERE tenant = $1", 6, "forged"),
    ],
)
async def test_what_a_superuser_alters_is_found_at_its_row(
    ledger, settings, teller, statement, seq, problem
):
    await tell(teller, *(entry(account=uuid4(), object_id=str(n)) for n in range(6)))
    await eventually(lambda: _has(settings, 6))
    await whole(ledger, 6)

    async with tampering(settings) as superuser:
        for part in statement.split(";"):
            await superuser.execute(part, TENANT)

    flaw = (await verified(ledger)).flaw
    assert (flaw.tenant, flaw.seq, flaw.problem) == (TENANT, seq, problem)
    assert (await verified(ledger, tenant=None)).flaw == flaw


async def test_a_link_that_was_hashed_anew_no_longer_carries_the_next(ledger, settings, teller):
    await filled(settings, teller, 4)
    async with tampering(settings) as superuser:
        row = await superuser.fetchrow("SELECT * FROM ledger.entries WHERE seq = 2")
        changed = msgspec.convert(dict(row) | {"reason": "as if"}, Entry)
        await superuser.execute(
            "UPDATE ledger.entries SET reason = 'as if', hash = $1 WHERE seq = 2",
            link_hash(changed, 2, row["previous"]),
        )

    flaw = (await verified(ledger)).flaw
    assert (flaw.seq, flaw.problem) == (3, "unlinked")


async def test_not_even_the_owner_changes_a_row_while_the_lock_is_on(ledger, settings, teller):
    await filled(settings, teller, 1)
    for statement in (
        "UPDATE ledger.entries SET reason = 'x'",
        "DELETE FROM ledger.entries",
        "TRUNCATE ledger.entries",
    ):
        with pytest.raises(asyncpg.InsufficientPrivilegeError, match="only added"):
            await rows(settings, statement)


async def test_the_services_role_may_add_and_read_also_after_preparing_again(settings, keys):
    password = keys.postgres_password("ledger")
    await ensure_role(settings.database_url, "ledger", password)
    connection = await asyncpg.connect(dsn_of("ledger", settings, keys))
    for statement in (
        "UPDATE ledger.entries SET reason = 'x'",
        "DELETE FROM ledger.entries",
        "TRUNCATE ledger.entries",
        "ALTER TABLE ledger.entries DISABLE TRIGGER append_only",
        "DROP TABLE ledger.entries",
    ):
        with pytest.raises(asyncpg.InsufficientPrivilegeError, match=r"denied|owner"):
            await connection.execute(statement)
    assert await connection.fetchval("SELECT count(*) FROM ledger.entries") == 0
    await connection.close()


async def test_chains_are_looked_through_in_steps(ledger, settings, teller, monkeypatch):
    tenants = sorted((uuid4() for _ in range(3)), key=str)
    for tenant in tenants:
        await filled(settings, teller, 3, tenant)
    monkeypatch.setattr("services.ledger.chains.STRETCH", 2)
    monkeypatch.setattr("services.ledger.chains.SECONDS", 0.003)

    heads, checked, steps, asked = [], 0, 0, VerifyChains()
    while True:
        found = await ledger.operator.call(VERIFY_CHAINS, asked, OPERATOR)
        heads += found.heads
        checked += found.checked
        steps += 1
        if found.next is None:
            break
        asked = VerifyChains(after=found.next)

    assert [(head.tenant, head.seq) for head in heads] == [(tenant, 3) for tenant in tenants]
    assert (checked, steps > 1) == (9, True)


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
    who_saw = await seen(ledger, admin(), tenant=TENANT, person=liaison.person)
    [link] = who_saw.links
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
    await eventually(lambda: _has(settings, 60), within=30)

    page = await seen(ledger, admin(), tenant=TENANT, first=100)

    assert 0 < len(page.links) < 60
    assert (page.more, page.total) == (True, 60)


def test_the_script_of_the_manual_recomputes_a_chain(tmp_path):
    script = re.search(r"```python\n(.*?)```", DOCS.read_text("utf-8"), re.DOTALL)[1]
    assert len(script.splitlines()) <= 25
    lines, previous = [], GENESIS
    for seq in range(1, 4):
        one = entry(person=uuid4(), role=Role.STAFF, reason="「改行」\n\t\x7f\\", fields=("a", "b"))
        mark = link_hash(one, seq, previous)
        shown = {"seq": seq, "previous": previous.hex(), "hash": mark.hex()}
        shown |= msgspec.to_builtins(one)
        shown["at"] = one.at.strftime("%Y-%m-%dT%H:%M:%S.%fZ")
        lines.append(json.dumps(shown, ensure_ascii=False))
        previous = mark
    good, bad = tmp_path / "good.jsonl", tmp_path / "bad.jsonl"
    good.write_text("\n".join(lines), "utf-8")
    bad.write_text("\n".join([lines[0], lines[1].replace("offer", "other"), lines[2]]), "utf-8")

    def run(file):
        command = [sys.executable, "-c", script, str(file)]
        env = {**os.environ, "PYTHONIOENCODING": "utf-8"}
        return subprocess.run(command, capture_output=True, text=True, check=False, env=env)

    assert run(good).stdout.strip() == f"whole: 3 entries, ends with {previous.hex()}"
    assert "2" in run(bad).stdout
    assert run(bad).returncode == 1
