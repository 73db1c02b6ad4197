"""Dangerous acts need somebody who has just shown who they are."""

from uuid import uuid4

from contracts import accounts as contract
from contracts.faults import Forbidden, Invalid, Limited, Unauthenticated
from tests.service.factors.people import NEW, PASSWORD, WRONG, later, refusal, session


async def test_dangerous_acts_need_somebody_who_has_just_shown_who_they_are(person, settings):
    await later(settings)

    for asking in (
        person.ask(contract.REVOKE_OTHER_SESSIONS),
        person.ask(contract.BEGIN_TOTP),
        person.ask(contract.CONFIRM_TOTP, code="123456"),
        person.ask(contract.REMOVE_TOTP),
        person.ask(contract.BEGIN_PASSKEY),
        person.ask(contract.ADD_PASSKEY, passkey="{}"),
        person.ask(contract.REMOVE_PASSKEY, id=uuid4()),
        person.ask(contract.RENEW_RECOVERY_CODES),
        person.ask(contract.CHANGE_PASSWORD, password=NEW),
    ):
        fault = await refusal(asking)
        assert (type(fault), fault.reason) == (Forbidden, "step_up")

    wrong = await refusal(person.ask(contract.CONFIRM_SESSION, password=WRONG))
    nothing = await refusal(person.ask(contract.CONFIRM_SESSION))
    assert (type(wrong), wrong.reason) == (Unauthenticated, "wrong_proof")
    assert (type(nothing), nothing.fields[0].field) == (Invalid, "password")
    assert not (await session(person)).is_confirmed
    await person.ask(contract.CONFIRM_SESSION, password=PASSWORD)
    assert (await session(person)).is_confirmed
    assert (await person.ask(contract.REVOKE_OTHER_SESSIONS)).count == 0


async def test_with_a_second_factor_the_password_alone_confirms_nothing(person, settings):
    await person.enrol()
    await later(settings)

    password = await refusal(person.ask(contract.CONFIRM_SESSION, password=PASSWORD))
    await person.ask(contract.CONFIRM_SESSION, code=person.code())

    assert (type(password), password.fields[0].field) == (Invalid, "code")
    assert (await session(person)).is_confirmed


async def test_a_borrowed_session_is_no_way_to_guess_the_password(person):
    for _ in range(10):
        fault = await refusal(person.ask(contract.CONFIRM_SESSION, password=WRONG))
        assert isinstance(fault, Unauthenticated)

    for asking in (
        person.ask(contract.CONFIRM_SESSION, password=PASSWORD),
        person.ask(contract.CHANGE_PASSWORD, password=NEW, old_password=PASSWORD),
    ):
        assert isinstance(await refusal(asking), Limited)
    assert (await person.sign_in()).token  # tries to sign in are anybody's, and counted apart
