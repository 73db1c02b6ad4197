"""S09, S17: what an organization demands of those who act for it."""

import asyncio
from uuid import uuid4

import pytest

from contracts import accounts as contract
from contracts.accounts import Bar, Barred
from contracts.faults import Conflict, Forbidden, Invalid, NotFound
from contracts.recording import Origin
from contracts.sign_in_policy import (
    GET_SIGN_IN_POLICY,
    LIFT_NETWORKS,
    GetSignInPolicy,
    LiftNetworks,
)
from contracts.wire import Role
from deploy import cli
from deploy.town import services
from tests.outside import open_teller, rows
from tests.platform import OPERATOR, open_platform
from tests.service.accounts.people import refusal
from tests.service.signing.people import HOME, OFFICE, Person


@pytest.fixture
async def platform(settings, keys):
    async with services(settings, ("accounts",)), open_platform(settings, keys) as found:
        yield found


@pytest.fixture
async def liaison(platform, settings, keys):
    async with open_teller(settings, keys, "profiles") as teller:
        yield await Person(platform, teller).begin()


async def test_s17_from_elsewhere_nobody_acts_for_an_organization_with_a_list(liaison, settings):
    assert (await liaison.session(HOME)).acting

    await liaison.demand(networks=("192.0.2.0/24", "2001:db8:5::/48"))

    assert (await liaison.session()).acting
    assert (await liaison.session(Origin(address="::ffff:192.0.2.9"))).acting
    assert (await liaison.session(Origin(address="2001:db8:5::1"))).acting
    for away in ("203.0.113.9", "2001:db8:6::1", "", "nowhere", "192.0.2.7, 203.0.113.9"):
        found = await liaison.session(Origin(address=away))
        assert found.acting == (), away
        assert found.barred == (Barred(organization_id=liaison.organization, why=Bar.NETWORK),)
    told = await rows(
        settings,
        "SELECT payload->>'tenant', payload->>'result', payload->>'address' FROM accounts.outbox"
        " WHERE payload->>'reason' LIKE 'network%'",
    )
    assert told == [(str(liaison.organization), "denied", "203.0.113.9")]  # once a minute


async def test_s17_another_organization_of_the_same_person_stays_open(liaison):
    first, other = liaison.organization, uuid4()
    await liaison.demand(networks=("192.0.2.0/24",))
    await liaison.join(other, Role.STAFF)

    found = await liaison.session(HOME)

    assert [one.organization_id for one in found.acting] == [other]
    assert [one.organization_id for one in found.barred] == [first]


WRONG_LISTS = (
    (("10.0.0.0/8",), "locks_out"),
    (("192.0.2.8",), "locks_out"),
    (("here",), "not_a_network"),
    (("192.0.2.0/33",), "not_a_network"),
    (("0.0.0.0/0",), "everybody"),
    (("::/0", "192.0.2.0/24"), "everybody"),
)


async def test_s17_a_list_that_shuts_out_its_own_asker_cannot_stand(liaison):
    for networks, problem in WRONG_LISTS:
        fault = await refusal(liaison.demand(networks=networks))
        found = [(one.field, one.problem) for one in fault.fields]
        assert (type(fault), found) == (Invalid, [("networks", problem)]), networks
    assert (await liaison.session(HOME)).acting


async def test_s17_who_does_not_say_from_where_makes_no_list(liaison):
    fault = await refusal(liaison.demand(origin=Origin(), networks=("192.0.2.0/24",)))
    assert fault.fields[0].problem == "locks_out"


async def test_s09_without_a_factor_nobody_acts_where_one_is_demanded(liaison, platform):
    fault = await refusal(liaison.demand(second_factor=True))
    assert [(one.field, one.problem) for one in fault.fields] == [("second_factor", "own_first")]
    await liaison.enrol()
    await liaison.demand(second_factor=True)
    clerk = await Person(platform, liaison.teller).begin(liaison.organization, Role.STAFF)

    found = await clerk.session()
    assert found.acting == ()
    assert found.barred == (Barred(organization_id=liaison.organization, why=Bar.SECOND_FACTOR),)
    await clerk.enrol()  # led to it, and in
    assert [one.role for one in (await clerk.session()).acting] == [Role.STAFF]


async def test_s09_the_last_factor_stays_while_it_is_demanded(liaison):
    await liaison.enrol()
    policy = await liaison.demand(second_factor=True)

    fault = await refusal(liaison.ask(contract.REMOVE_TOTP))

    assert isinstance(fault, Forbidden)
    assert fault.reason == "last_factor"
    assert (await liaison.session()).has_second_factor
    second = await Person(liaison.platform, liaison.teller).begin(liaison.organization)
    await second.enrol()
    await liaison.demand(policy.revision, second_factor=False)
    await second.demand(policy.revision, second_factor=False)
    await liaison.ask(contract.REMOVE_TOTP)
    assert not (await liaison.session()).has_second_factor


async def test_a_policy_is_its_managers_business_and_of_a_confirmed_session(
    liaison, platform, settings
):
    clerk = await Person(platform, liaison.teller).begin(liaison.organization, Role.STAFF)
    stranger = await Person(platform, liaison.teller).begin()
    admin = await Person(platform, liaison.teller).begin(uuid4(), Role.PLATFORM_ADMIN)
    where = liaison.organization

    assert isinstance(await refusal(clerk.demand()), Forbidden)
    assert isinstance(await refusal(stranger.demand(organization=where)), NotFound)
    asked = GetSignInPolicy(token=stranger.token, organization_id=where)
    reading = platform.web.call(GET_SIGN_IN_POLICY, asked, stranger.actor, OFFICE)
    assert isinstance(await refusal(reading), NotFound)
    # Not of the house: no guard for oneself; the way back in for who shut themselves out.
    done = await admin.demand(organization=where, networks=("10.0.0.0/8",))
    assert (done.revision, done.networks) == (1, ("10.0.0.0/8",))
    await rows(settings, "UPDATE accounts.sessions SET confirmed_at = '2020-01-01'")
    fault = await refusal(liaison.demand(1))
    assert isinstance(fault, Forbidden)
    assert fault.reason == "step_up"


async def test_two_who_change_a_policy_at_once_do_not_overwrite_each_other(liaison, settings):
    first = await liaison.demand(networks=("192.0.2.0/24", "192.0.2.5/24"))
    assert first.networks == ("192.0.2.0/24",)
    assert first.your_address == "192.0.2.7"
    for stale in (0, 2):
        fault = await refusal(liaison.demand(stale))
        assert isinstance(fault, Conflict)
        assert fault.newest["revision"] == 1
    second = await liaison.demand(1, networks=("192.0.2.7",))
    assert (second.revision, second.networks) == (2, ("192.0.2.7/32",))
    told = await rows(
        settings,
        "SELECT payload->'fields' FROM accounts.outbox"
        " WHERE payload->>'operation' = 'rpc.accounts.v1.sign_in_policy.set'",
    )
    assert len(told) == 2
    assert all("networks" in fields for (fields,) in told)


LOOSER = ((), ("192.0.2.0/23",), ("192.0.2.0/24", "203.0.113.9/32"))


async def test_nobody_loosens_a_policy_alone(liaison, platform, settings):
    narrow = ("192.0.2.0/24",)
    policy = await liaison.demand(networks=narrow)
    second = await Person(platform, liaison.teller).begin(liaison.organization)

    for networks in LOOSER:
        for who in (liaison, liaison):  # asking twice is one person still
            waits = await who.demand(policy.revision, networks=networks)
            assert (waits.networks, waits.revision) == (narrow, 1)
            assert waits.looser.is_yours
            assert waits.looser.networks == networks
    other = await second.demand(policy.revision, networks=())  # something else: asked anew
    assert (other.networks, other.looser.is_yours) == (narrow, True)
    assert not (await liaison.session(HOME)).acting

    done = await liaison.demand(policy.revision, networks=())

    assert (done.networks, done.revision, done.looser) == ((), 2, None)
    assert (await liaison.session(HOME)).acting
    closer = await liaison.demand(2, networks=("192.0.2.7",))  # stricter: at once
    assert (closer.networks, closer.looser) == (("192.0.2.7/32",), None)


async def test_what_waits_longer_than_seven_days_is_asked_anew(liaison, platform, settings):
    policy = await liaison.demand(networks=("192.0.2.0/24",))
    second = await Person(platform, liaison.teller).begin(liaison.organization)
    await liaison.demand(policy.revision, networks=())
    await rows(settings, "UPDATE accounts.looser_policies SET asked_at = now() - interval '8 days'")

    found = await second.demand(policy.revision, networks=())

    assert (found.networks, found.looser.is_yours) == (("192.0.2.0/24",), True)


async def test_the_operator_lifts_a_list_that_shut_everybody_out(liaison, platform, settings):
    await liaison.demand(networks=("192.0.2.0/24",))
    assert not (await liaison.session(HOME)).acting
    why = "一覧の誤りで、だれも入れなくなったため"
    asked = LiftNetworks(organization_id=liaison.organization, reason=why)

    done = await platform.operator.call(LIFT_NETWORKS, asked, OPERATOR)

    assert (done.networks, done.revision) == ((), 2)
    assert (await liaison.session(HOME)).acting
    again = platform.operator.call(LIFT_NETWORKS, asked, OPERATOR)
    assert isinstance(await refusal(again), NotFound)
    told = await rows(
        settings,
        "SELECT payload->>'tenant', payload->>'reason' FROM accounts.outbox"
        " WHERE payload->>'operation' = 'rpc.accounts.v1.sign_in_policy.lift'",
    )
    assert (str(liaison.organization), why) in told


async def test_the_command_lifts_a_list_says_so_and_names_what_cannot_be(
    liaison, settings, monkeypatch, capfd
):
    await liaison.demand(networks=("192.0.2.0/24",))
    for name in ("home", "keys", "nats_url"):
        monkeypatch.setenv(f"ENISHI_{name.upper()}", getattr(settings, name))

    def enishi(*words):
        with pytest.raises(SystemExit) as ended:
            cli.main(("lift-networks", *words))
        return ended.value.code

    own, why = str(liaison.organization), "一覧の誤りで、だれも入れなくなったため"
    for words, code, said in (
        (("zzz", "--reason", why), 2, "zzz is no id of an organization"),
        ((str(uuid4()), "--reason", why), 2, "no list of networks"),
        ((own, "--reason", "   "), 2, "reason"),
        ((own, "--reason", why), 0, "from everywhere again; it stands in the record"),
        ((own, "--reason", why), 2, "no list of networks"),
    ):
        assert await asyncio.to_thread(enishi, *words) == code, words
        told = capfd.readouterr()
        assert said in told.err + told.out, (words, told)
        assert "Traceback" not in told.err
    assert (await liaison.session(HOME)).acting
