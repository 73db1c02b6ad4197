"""Everything about oneself, and being forgotten: also by a backup that is restored."""

import asyncio
from contextlib import asynccontextmanager
from datetime import timedelta
from pathlib import Path
from uuid import uuid4

import pytest

from contracts.accounts import GET_SESSION, OPEN_ACCOUNT, SIGN_IN, GetSession, OpenAccount, SignIn
from contracts.faults import Conflict, Forbidden, Invalid, Limited, Unauthenticated
from contracts.ledger import VERIFY_CHAINS, VerifyChains
from contracts.members import LIST_MEMBERS, ListMembers
from contracts.own_data import (
    ERASE_ACCOUNT,
    LIST_ERASURES,
    REPLAY_ERASURES,
    EraseAccount,
    GetOwnData,
    ReplayErasures,
    own_data,
)
from contracts.profiles import GET_PEOPLE, GetPeople
from contracts.rights import SERVICES, check_right
from contracts.wire import Actor, Role
from deploy import parts
from deploy.town import services
from services.profiles.own import pseudonym
from tests.databases import execute
from tests.eventually import eventually
from tests.members import member, town
from tests.outside import rows
from tests.platform import DEMO_PASSWORD, OPERATOR, open_platform


class Person:
    def __init__(self, platform, actor, email, token):
        self.platform, self.actor, self.email, self.token = platform, actor, email, token

    async def part(self, service, **more):
        token = self.token if service == "accounts" else ""
        asked = GetOwnData(token=token, **more)
        return await self.platform.web.call(own_data(service), asked, self.actor)

    async def everything(self):
        found = {}
        for service in SERVICES:
            for each in (await self.part(service)).parts:
                found[f"{service}.{each.name}"] = each.rows
        return found

    async def erase(self):
        return await self.platform.web.call(
            ERASE_ACCOUNT, EraseAccount(token=self.token), self.actor
        )


async def person(platform, organization, role=Role.STAFF, name="見本 葵"):
    """Somebody who works there, has an account, and has just signed in."""
    email, known = f"{uuid4().hex}@city.example", await member(platform, organization, role, name)
    account = OpenAccount(
        id=uuid4(), person_id=known.actor.person, email=email, password=DEMO_PASSWORD
    )
    await platform.operator.call(OPEN_ACCOUNT, account, OPERATOR)
    found = await platform.web.call(SIGN_IN, SignIn(email=email, password=DEMO_PASSWORD))

    async def acts():
        session = await platform.web.call(GET_SESSION, GetSession(token=found.token))
        return session.acting

    await eventually(acts)
    actor = Actor(
        account=account.id, person=known.actor.person, role=role, organization=organization
    )
    return Person(platform, actor, email, found.token)


async def names(platform, *ids):
    asker = Actor(account=uuid4(), person=uuid4(), role=Role.STAFF, organization=uuid4())
    found = await platform.web.call(GET_PEOPLE, GetPeople(ids=ids), asker)
    return {one.id: one.name for one in found}


async def renamed(platform, who):
    wanted = {who.actor.person: pseudonym(who.actor.person)}
    return await names(platform, who.actor.person) == wanted


async def test_each_service_gives_what_it_has_of_oneself_and_nothing_of_others(platform):
    own = await town(platform)
    me = await person(platform, own, name="見本 葵")
    other = await person(platform, own, name="見本 楓")

    async def arrived():
        found = await me.everything()
        return found if found["notify.address"] and found["ledger.entries"] else None

    found = await eventually(arrived)
    assert [row["email"] for row in found["accounts.account"]] == [me.email]
    assert len(found["accounts.sessions"]) == 1
    assert [row["name"] for row in found["profiles.person"]] == ["見本 葵"]
    assert [row["role"] for row in found["profiles.memberships"]] == ["staff"]
    assert [row["email"] for row in found["notify.address"]] == [me.email]
    written = str(found)
    assert other.email not in written
    assert str(other.actor.person) not in written
    assert "見本 楓" not in written


async def test_it_is_given_to_who_has_just_shown_who_they_are_and_recorded_once(platform):
    me = await person(platform, await town(platform))
    ago = timedelta(minutes=11)
    await rows(
        platform.settings,
        "UPDATE accounts.sessions SET confirmed_at = now() - $1::interval WHERE account_id = $2",
        ago,
        me.actor.account,
    )
    for asking in (me.part("accounts"), me.erase()):
        with pytest.raises(Forbidden) as refused:
            await asking
        assert refused.value.reason == "step_up"
    await rows(
        platform.settings,
        "UPDATE accounts.sessions SET confirmed_at = now() WHERE account_id = $1",
        me.actor.account,
    )
    await me.part("accounts")
    await me.part("accounts", skip=500)

    async def recorded():
        return await rows(
            platform.settings,
            "SELECT result FROM ledger.entries WHERE account = $1 AND operation = $2",
            me.actor.account,
            own_data("accounts").subject,
        )

    assert await eventually(recorded) == [("done",)]
    for _ in range(9):
        await me.part("accounts")
    with pytest.raises(Limited):
        await me.part("accounts")


@pytest.mark.parametrize("token", ["", "x", "あ" * 20, "A" * 43])
async def test_without_a_session_there_is_nothing(platform, token):
    for method, asked in (
        (own_data("accounts"), GetOwnData(token=token)),
        (ERASE_ACCOUNT, EraseAccount(token=token)),
    ):
        with pytest.raises((Unauthenticated, Invalid)):
            await platform.web.call(method, asked)
    for service in SERVICES:
        with pytest.raises(Unauthenticated):
            await platform.web.call(own_data(service), GetOwnData())


OBJECTED = """
WITH day AS (
    INSERT INTO sessions.events (id, organization_id, title, public_capacity, private_capacity)
    VALUES ($1, $2, '架空の一日', 1, 1) RETURNING id
), who AS (
    INSERT INTO sessions.participants
        (id, event_id, number, side, state, organization_name, name, person_id)
    SELECT $3, day.id, 1, 'public', 'registered', '架空市', '見本 葵', $4 FROM day
    RETURNING id, event_id
)
INSERT INTO sessions.objections (id, event_id, participant_id, text)
SELECT $3, who.event_id, who.id, '見本 葵です。その時間は出られません。' FROM who RETURNING id
"""


async def test_who_is_erased_is_gone_and_what_they_did_stays_without_a_name(platform):
    own = await town(platform)
    boss = await person(platform, own, Role.LIAISON, "見本 窓口")
    me = await person(platform, own, Role.STAFF, "見本 葵")
    await eventually(me.everything)
    await rows(platform.settings, OBJECTED, uuid4(), own, uuid4(), me.actor.person)

    erased = await me.erase()

    assert (erased.account_id, erased.person_id) == (me.actor.account, me.actor.person)
    for asking in (
        platform.web.call(GET_SESSION, GetSession(token=me.token)),
        platform.web.call(SIGN_IN, SignIn(email=me.email, password=DEMO_PASSWORD)),
    ):
        with pytest.raises(Unauthenticated):
            await asking
    await eventually(lambda: renamed(platform, me))

    async def nothing_left():
        left = {
            "letters": "SELECT count(*) FROM notify.addresses WHERE person_id = $1",
            "told": "SELECT count(*) FROM notify.notifications WHERE person_id = $1",
            "objected": "SELECT count(*) FROM sessions.objections o"
            " JOIN sessions.participants p ON p.id = o.participant_id"
            " WHERE o.text <> '' OR p.person_id = $1",
            "named": "SELECT count(*) FROM notify.people WHERE id = $1 AND name LIKE '見本%'",
            "works": "SELECT count(*) FROM profiles.memberships WHERE person_id = $1"
            " AND (until IS NULL OR until > clock_timestamp())",
        }
        counts = {
            name: (await rows(platform.settings, text, me.actor.person))[0][0]
            for name, text in left.items()
        }
        return not any(counts.values())

    await eventually(nothing_left)
    page = await platform.web.call(LIST_MEMBERS, ListMembers(organization_id=own), boss.actor)
    assert [one.name for one in page.members] == ["見本 窓口"]

    async def entries():
        return await rows(
            platform.settings,
            "SELECT operation FROM ledger.entries WHERE person = $1 ORDER BY seq",
            me.actor.person,
        )

    assert ("rpc.accounts.v1.account.erase",) in await eventually(entries)
    checked = await platform.operator.call(VERIFY_CHAINS, VerifyChains(), OPERATOR)
    assert checked.flaw is None
    assert checked.checked > 0


async def test_the_address_may_come_back_as_somebody_new(platform):
    own = await town(platform)
    await person(platform, own, Role.LIAISON)
    me = await person(platform, own)
    await me.erase()

    again = OpenAccount(id=uuid4(), person_id=uuid4(), email=me.email, password=DEMO_PASSWORD)
    opened = await platform.operator.call(OPEN_ACCOUNT, again, OPERATOR)

    assert (opened.id, opened.person_id) == (again.id, again.person_id)
    found = await platform.web.call(SIGN_IN, SignIn(email=me.email, password=DEMO_PASSWORD))
    assert found.session.acting == ()


async def test_who_alone_manages_an_organization_stays_until_somebody_else_does(platform):
    own = await town(platform)
    me = await person(platform, own, Role.LIAISON)
    with pytest.raises(Conflict) as refused:
        await me.erase()
    assert refused.value.reason == "last_manager"
    assert await platform.web.call(GET_SESSION, GetSession(token=me.token))

    await person(platform, own, Role.LIAISON)
    await me.erase()
    await eventually(lambda: renamed(platform, me))


async def test_of_two_last_managers_who_go_at_once_one_stays(platform):
    own = await town(platform)
    both = [await person(platform, own, Role.LIAISON) for _ in range(2)]

    found = await asyncio.gather(*(each.erase() for each in both), return_exceptions=True)

    assert [type(one) for one in found if isinstance(one, Exception)] == [Conflict]


@asynccontextmanager
async def running(settings, keys):
    async with services(settings, parts.SERVICES), open_platform(settings, keys) as found:
        yield found


async def test_a_restored_backup_forgets_again_by_itself_and_by_command(settings, keys, admin):
    name, copy = settings.database_url.rsplit("/", 1)[1], f"backup_{uuid4().hex}"
    async with running(settings, keys) as platform:
        own = await town(platform)
        await person(platform, own, Role.LIAISON, "見本 窓口")
        me = await person(platform, own, name="見本 葵")
        await eventually(me.everything)
    await execute(admin, f"CREATE DATABASE {copy} TEMPLATE {name}")
    async with running(settings, keys) as platform:
        erased = await Person(platform, me.actor, me.email, me.token).erase()
        await eventually(lambda: renamed(platform, me))
        listed = Path(settings.home, "apart", "erasures.jsonl")
        await eventually(lambda: str(me.actor.account) in written(listed))
    assert me.email not in written(listed)

    await _restore(admin, name, copy)
    assert await _account(settings, me) == 1
    async with running(settings, keys) as platform:
        await eventually(lambda: renamed(platform, me))
        assert await _account(settings, me) == 0

    await _restore(admin, name, copy)
    forget(listed)  # as on another machine: the list comes from where it was copied to
    async with running(settings, keys) as platform:
        assert await names(platform, me.actor.person) == {me.actor.person: "見本 葵"}
        asked = ReplayErasures(rows=(erased,))
        first = await platform.operator.call(REPLAY_ERASURES, asked, OPERATOR)
        second = await platform.operator.call(REPLAY_ERASURES, asked, OPERATOR)
        assert ((first.done, first.known), (second.done, second.known)) == ((1, 0), (0, 1))
        await eventually(lambda: renamed(platform, me))
        assert await _account(settings, me) == 0
    await execute(admin, f"DROP DATABASE {copy}")


def written(file):
    if not file.exists():
        return ""
    assert file.stat().st_mode & 0o077 == 0
    return file.read_text()


def forget(file):
    file.unlink()


async def _restore(admin, name, copy):
    await execute(admin, f"DROP DATABASE {name} WITH (FORCE)")
    await execute(admin, f"CREATE DATABASE {name} TEMPLATE {copy}")


async def _account(settings, who):
    found = await rows(
        settings, "SELECT count(*) FROM accounts.accounts WHERE id = $1", who.actor.account
    )
    return found[0][0]


@pytest.mark.parametrize("role", sorted(set(Role) - {Role.OPERATOR}))
def test_nobody_on_the_web_lists_or_replays_erasures(role):
    for method in (LIST_ERASURES, REPLAY_ERASURES):
        with pytest.raises(Forbidden):
            check_right(method.subject, role)
