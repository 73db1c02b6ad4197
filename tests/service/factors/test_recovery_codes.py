"""Recovery codes."""

from contracts import accounts as contract
from contracts.faults import Unauthenticated
from tests.service.factors.people import refusal, somebody


async def test_a_recovery_code_opens_one_session_however_it_is_typed(person):
    await person.enrol()
    code = person.codes[0].upper().replace("-", " ")
    half = (await person.sign_in()).second_factor.challenge
    again = (await person.sign_in()).second_factor.challenge

    done = await person.complete(half, recovery_code=code)
    used = await refusal(person.complete(again, recovery_code=code))

    assert done.session.is_confirmed
    assert isinstance(used, Unauthenticated)
    assert (await person.ask(contract.GET_SECURITY)).recovery_codes_left == 9


async def test_new_recovery_codes_take_the_place_of_the_old_ones(platform, person):
    await person.enrol()
    stranger = await somebody(platform)
    await stranger.enrol()

    new = (await person.ask(contract.RENEW_RECOVERY_CODES)).codes

    half = (await person.sign_in()).second_factor.challenge
    for code in (person.codes[0], stranger.codes[0]):
        assert isinstance(await refusal(person.complete(half, recovery_code=code)), Unauthenticated)
    assert (await person.complete(half, recovery_code=new[9])).token
