"""What is forgotten, and what never reaches the log."""

from contracts import accounts as contract
from deploy.town import services
from tests.eventually import eventually
from tests.outside import rows
from tests.platform import open_platform
from tests.service.factors.people import NEW, refusal, somebody


async def test_what_was_begun_and_never_ended_is_forgotten(settings, keys):
    async with services(settings, ("accounts",)), open_platform(settings, keys) as platform:
        person = await somebody(platform)
        await person.ask(contract.BEGIN_TOTP)
        await person.ask(contract.BEGIN_PASSKEY)
        tables = ("begun_sign_ins", "ceremonies", "totp")
        await rows(
            settings,
            "INSERT INTO accounts.begun_sign_ins SELECT 'x', id FROM accounts.accounts LIMIT 1",
        )
        for table in tables:
            await rows(
                settings, f"UPDATE accounts.{table} SET begun_at = now() - interval '61 minutes'"
            )
    async with services(settings, ("accounts",)), open_platform(settings, keys) as platform:
        await platform.web.call(contract.BEGIN_PASSKEY_SIGN_IN, contract.BeginPasskeySignIn())

        async def left():
            counted = [await rows(settings, f"SELECT count(*) FROM accounts.{t}") for t in tables]
            return counted == [[(0,)], [(1,)], [(0,)]]

        assert await eventually(left)


async def test_neither_secret_nor_code_nor_token_reaches_the_log(person, caplog):
    with caplog.at_level("DEBUG"):
        await person.enrol()
        half = (await person.sign_in()).second_factor.challenge
        await refusal(person.complete(half, code="000000"))
        await person.complete(half, recovery_code=person.codes[0])
        await person.ask(contract.CHANGE_PASSWORD, password=NEW)

    for secret in (person.secret, half, person.token, person.codes[0], NEW):
        assert secret not in caplog.text
