"""Sessions: listed, ended one by one or all together."""

from contracts import accounts as contract
from contracts.factors import OfSession
from contracts.faults import Unauthenticated
from contracts.recording import Origin
from tests.service.factors.people import refusal, session, somebody


async def test_ones_sessions_are_listed_with_where_they_are(person):
    first = person.token
    await person.sign_in(origin=Origin(user_agent="curl/8"))

    found = (await person.ask(contract.GET_SECURITY)).sessions

    assert [(one.device, one.is_current) for one in found] == [
        ("", True),
        ("Firefox, Windows", False),
    ]
    assert found[0].id == (await session(person)).id
    assert found[1].id == (await session(person, first)).id


async def test_a_revoked_session_is_out_at_once(person):
    first = person.token
    other = await session(person, first)
    await person.sign_in()

    for _ in range(2):  # the second time there is nothing left to end
        await person.ask(contract.REVOKE_SESSION, id=other.id)

    assert isinstance(await refusal(session(person, first)), Unauthenticated)
    assert (await session(person)).account_id == other.account_id


async def test_nobody_ends_the_sessions_of_others(platform, person):
    stranger = await somebody(platform)
    target = await session(person)

    await stranger.ask(contract.REVOKE_SESSION, id=target.id)
    await stranger.ask(contract.REVOKE_OTHER_SESSIONS)

    assert (await session(person)).id == target.id


async def test_all_others_are_ended_together(person, settings):
    tokens = [(await person.sign_in()).token for _ in range(3)]

    done = await person.ask(contract.REVOKE_OTHER_SESSIONS)

    assert done.count == 3
    assert (await session(person)).id
    for token in tokens[:2]:
        assert isinstance(await refusal(session(person, token)), Unauthenticated)


async def test_every_own_question_needs_a_live_session(person):
    for method in (contract.GET_SECURITY, contract.REVOKE_OTHER_SESSIONS, contract.BEGIN_TOTP):
        for token in ("x" * 43, "' OR 1=1 --" * 3):
            fault = await refusal(person.ask(method, OfSession(token=token)))
            assert isinstance(fault, Unauthenticated)
