"""A second factor that is lost: case S11 of the reliability reference."""

import pytest

from contracts.accounts import OPEN_ACCOUNT, OpenAccount
from contracts.factors import SecondFactorMethod
from contracts.faults import Conflict, Forbidden, Invalid, NotFound, Unauthenticated
from contracts.profiles import OrganizationKind
from contracts.regaining import (
    ASK_RECOVERY,
    LIST_RECOVERIES,
    REFUSE_RECOVERY,
    STOP_RECOVERY,
    VOUCH,
    AskRecovery,
    RecoveryState,
)
from contracts.wire import Role
from tests.eventually import eventually
from tests.members import member, platform_admin, town
from tests.outside import rows
from tests.platform import OPERATOR
from tests.service.factors.people import (
    PASSWORD,
    Person,
    later,
    refusal,
    session,
)
from tests.service.regaining.letters import letter, link, of

HOW = "窓口で職員証を見て確かめた"


class Manager(Person):
    """Somebody who acts in a membership of theirs."""

    actor = None

    async def ask(self, method, request=None, **fields):
        asked = request or method.request(token=self.token, **fields)
        return await self.platform.web.call(method, asked, self.actor)


async def account_of(platform, settings, somebody):
    """An account of a member, signed in."""
    email = f"{somebody.actor.person.hex}@city.example"
    asked = OpenAccount(
        id=somebody.actor.account, person_id=somebody.actor.person, email=email, password=PASSWORD
    )
    await platform.operator.call(OPEN_ACCOUNT, asked, OPERATOR)
    known = "SELECT FROM accounts.memberships WHERE person_id = $1"
    await eventually(lambda: rows(settings, known, somebody.actor.person))
    addressed = "SELECT FROM notify.addresses WHERE person_id = $1"
    await eventually(lambda: rows(settings, addressed, somebody.actor.person))
    found = Manager(platform, email)
    found.actor = somebody.actor
    await found.sign_in()
    return found


class Cast:
    """A clerk who has lost everything, the liaison of their town, an admin, and a stranger."""


@pytest.fixture
async def cast(platform, settings):
    here = await town(platform)
    there = await town(platform, "隣の市")
    found = Cast()
    found.clerk = await account_of(platform, settings, await member(platform, here, Role.STAFF))
    liaison = await member(platform, here, Role.LIAISON)
    found.liaison = await account_of(platform, settings, liaison)
    second = await member(platform, here, Role.LIAISON)
    found.second = await account_of(platform, settings, second)
    found.admin = await account_of(platform, settings, await platform_admin(platform))
    stranger = await member(platform, there, Role.LIAISON)
    found.stranger = await account_of(platform, settings, stranger)
    await found.clerk.enrol()
    return found


async def asked(clerk):
    """The id of what the clerk asks for after a right password."""
    begun = await clerk.sign_in()
    challenge = AskRecovery(challenge=begun.second_factor.challenge)
    await clerk.platform.web.call(ASK_RECOVERY, challenge)
    await clerk.platform.web.call(ASK_RECOVERY, challenge)  # once more is nothing more


async def waiting(manager):
    return await manager.ask(LIST_RECOVERIES)


async def vouched(cast):
    await asked(cast.clerk)
    [found] = await waiting(cast.liaison)
    await cast.liaison.ask(VOUCH, id=found.id, how=HOW)
    return await cast.admin.ask(VOUCH, id=found.id, how=HOW)


async def day_later(settings):
    await rows(settings, "UPDATE accounts.recoveries SET ripe_at = now()")


async def test_s11_two_people_and_a_day_take_a_lost_factor_away(platform, cast, settings):
    before = cast.clerk.token
    found = await vouched(cast)
    early = await cast.clerk.sign_in()
    too_early = await refusal(cast.clerk.complete(early.second_factor.challenge, vouched=True))
    await day_later(settings)

    begun = await cast.clerk.sign_in()
    done = await cast.clerk.complete(begun.second_factor.challenge, vouched=True)

    assert found.state is RecoveryState.VOUCHED
    assert isinstance(too_early, Unauthenticated)
    assert SecondFactorMethod.VOUCHED not in early.second_factor.methods
    assert SecondFactorMethod.VOUCHED in begun.second_factor.methods
    assert not done.session.has_second_factor
    assert isinstance(await refusal(session(cast.clerk, before)), Unauthenticated)
    assert (await cast.clerk.sign_in()).session is not None
    for about in ("なくしたと届け出ました", "2人が、あなたであることを", "すべて外されました"):
        await letter(settings, cast.clerk.email, about)
    for manager in (cast.liaison, cast.second, cast.admin):
        assert cast.clerk.email in await letter(settings, manager.email, "会うか")
    again = await cast.clerk.sign_in()
    assert again.second_factor is None


async def test_s11_one_person_alone_is_not_enough_whoever_it_is(cast):
    await asked(cast.clerk)
    [found] = await waiting(cast.liaison)
    await cast.liaison.ask(VOUCH, id=found.id, how=HOW)

    for manager in (cast.liaison, cast.second):  # not twice, and not without a platform admin
        refused = await refusal(manager.ask(VOUCH, id=found.id, how=HOW))
        assert (type(refused), refused.reason) == (Forbidden, "second_person")
    [still] = await waiting(cast.admin)
    assert still.state is RecoveryState.ASKED
    assert [one.id for one in await waiting(cast.second)] == [found.id]


async def test_s11_the_order_of_the_two_does_not_matter(cast):
    await asked(cast.clerk)
    [found] = await waiting(cast.admin)
    await cast.admin.ask(VOUCH, id=found.id, how=HOW)
    again = await refusal(cast.admin.ask(VOUCH, id=found.id, how=HOW))

    done = await cast.liaison.ask(VOUCH, id=found.id, how=HOW)

    assert again.reason == "second_person"
    assert done.state is RecoveryState.VOUCHED


async def test_s11_a_liaison_of_another_town_sees_and_decides_nothing(cast):
    await asked(cast.clerk)
    [found] = await waiting(cast.liaison)

    assert await waiting(cast.stranger) == ()
    for method, more in ((VOUCH, {"how": HOW}), (REFUSE_RECOVERY, {})):
        assert isinstance(await refusal(cast.stranger.ask(method, id=found.id, **more)), NotFound)


async def test_s11_nobody_vouches_for_themselves(platform, cast):
    await cast.liaison.enrol()
    await asked(cast.liaison)
    [found] = await waiting(cast.second)

    refused = await refusal(cast.liaison.ask(VOUCH, id=found.id, how=HOW))

    assert await waiting(cast.liaison) == ()
    assert (type(refused), refused.reason) == (Forbidden, "second_person")


async def test_s11_one_who_has_left_since_does_not_count(cast, settings):
    await asked(cast.clerk)
    [found] = await waiting(cast.liaison)
    await cast.liaison.ask(VOUCH, id=found.id, how=HOW)
    left = "UPDATE accounts.memberships SET until = now() WHERE person_id = $1"
    await rows(settings, left, cast.liaison.actor.person)

    after = await cast.admin.ask(VOUCH, id=found.id, how=HOW)

    assert after.state is RecoveryState.ASKED
    assert after.vouched_by is None


async def test_s11_whoever_reads_the_letters_stops_it(platform, cast, settings):
    await vouched(cast)
    stop = await link(settings, cast.clerk.email, "2人が、あなたであることを")
    await platform.web.call(STOP_RECOVERY, of(stop))
    await day_later(settings)

    begun = await cast.clerk.sign_in()
    refused = await refusal(cast.clerk.complete(begun.second_factor.challenge, vouched=True))
    again = await refusal(platform.web.call(STOP_RECOVERY, of(stop)))

    assert isinstance(refused, Unauthenticated)
    assert (type(again), again.reason) == (Conflict, "decided")


async def test_s11_a_refused_one_opens_nothing_and_another_may_be_asked_for(cast):
    await asked(cast.clerk)
    [found] = await waiting(cast.second)
    await cast.second.ask(REFUSE_RECOVERY, id=found.id)
    decided = await refusal(cast.admin.ask(VOUCH, id=found.id, how=HOW))
    await asked(cast.clerk)

    assert (type(decided), decided.reason) == (Conflict, "decided")
    [new] = await waiting(cast.admin)
    assert new.id != found.id


async def test_s11_it_is_asked_for_after_a_right_password_alone(platform, cast):
    unknown = AskRecovery(challenge="x" * 43)

    refused = await refusal(platform.web.call(ASK_RECOVERY, unknown))

    assert (type(refused), refused.reason) == (Unauthenticated, "sign_in_ended")


async def test_s11_vouching_takes_a_reason_and_somebody_who_has_shown_who_they_are(cast, settings):
    await asked(cast.clerk)
    [found] = await waiting(cast.liaison)
    silent = await refusal(cast.liaison.ask(VOUCH, id=found.id, how=" "))
    await later(settings)
    unsure = await refusal(cast.liaison.ask(VOUCH, id=found.id, how=HOW))

    assert isinstance(silent, Invalid)
    assert [one.field for one in silent.fields] == ["how"]
    assert (type(unsure), unsure.reason) == (Forbidden, "step_up")


async def test_s11_each_step_of_vouching_is_in_the_record(cast, settings):
    await vouched(cast)

    told = (
        "SELECT payload->>'operation', payload->>'reason' FROM accounts.outbox"
        " WHERE payload->>'operation' LIKE 'rpc.accounts.v1.recovery.%' ORDER BY seq"
    )
    assert await rows(settings, told) == [
        ("rpc.accounts.v1.recovery.ask", "the factor is lost"),
        ("rpc.accounts.v1.recovery.vouch", f"vouched: {HOW}"),
        ("rpc.accounts.v1.recovery.vouch", f"vouched: {HOW}"),
    ]


async def test_s11_who_works_nowhere_has_two_platform_admins(platform, cast, settings):
    own = await platform.organization("運営", OrganizationKind.ORGANIZER)
    other = await account_of(
        platform, settings, await member(platform, own, Role.PLATFORM_ADMIN, "見本 二")
    )
    lone = Person(platform, "hitori@city.example")
    asked_for = OpenAccount(
        id=cast.clerk.actor.organization, person_id=own, email=lone.email, password=PASSWORD
    )
    await platform.operator.call(OPEN_ACCOUNT, asked_for, OPERATOR)
    await lone.sign_in()
    await lone.enrol()
    await asked(lone)
    [found] = await waiting(other)

    await cast.admin.ask(VOUCH, id=found.id, how=HOW)
    done = await other.ask(VOUCH, id=found.id, how=HOW)

    assert done.state is RecoveryState.VOUCHED
    assert await waiting(cast.liaison) == ()
