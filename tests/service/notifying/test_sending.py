"""Letters over SMTP, to servers that are down, slow, deaf or refuse."""

import asyncio

import asyncpg
import msgspec
import pytest

from chassis.postgres import open_database
from deploy.town import services
from services.notify import rules
from services.notify.store import letters
from tests.conftest import free_port
from tests.eventually import eventually
from tests.mailserver import Office, mail_server
from tests.outside import rows
from tests.service.notifying.people import files, match, port, sent, somebody, states, tell


@pytest.fixture
def office():
    return Office()


@pytest.fixture
def by_smtp(settings):
    return msgspec.structs.replace(settings, smtp_url=f"smtp://127.0.0.1:{free_port()}")


async def test_a_letter_for_a_mail_server_that_is_down_is_sent_once_when_it_is_up(
    by_smtp, teller, office
):
    async with services(by_smtp, ("notify",)):
        await somebody(by_smtp, teller, "aoi@company.example")
        await tell(by_smtp, teller, match())
        await eventually(
            lambda: rows(by_smtp, "SELECT FROM notify.letters WHERE tries > 0 AND error <> ''")
        )
        async with mail_server(office, port(by_smtp)):
            await sent(by_smtp, sent=1)

    [letter] = office.letters
    assert letter["To"] == "aoi@company.example"
    assert office.recipients == [["aoi@company.example"]]
    assert files(by_smtp) == []


@pytest.mark.parametrize("answer", ["451 try again", "421 closing", "452 4.2.2 full"])
async def test_a_letter_that_is_put_off_is_sent_once_later(by_smtp, teller, office, answer):
    office.answers.append(answer)
    async with mail_server(office, port(by_smtp)), services(by_smtp, ("notify",)):
        await somebody(by_smtp, teller, "aoi@company.example")
        await tell(by_smtp, teller, match())
        await sent(by_smtp, sent=1)

    assert office.addresses == ["aoi@company.example"]
    assert await rows(by_smtp, "SELECT tries FROM notify.letters") == [(2,)]


async def test_an_answer_that_was_lost_brings_the_same_letter_again(by_smtp, teller, office):
    office.answers.append("drop")
    async with mail_server(office, port(by_smtp)), services(by_smtp, ("notify",)):
        await somebody(by_smtp, teller, "aoi@company.example")
        await tell(by_smtp, teller, match())
        await sent(by_smtp, sent=1)

    first, second = office.letters
    assert first.as_bytes() == second.as_bytes()
    assert first["Message-ID"] == second["Message-ID"]


async def test_an_address_that_is_refused_bounces_and_the_others_get_theirs(
    by_smtp, teller, office
):
    office.refused["gone@company.example"] = "550 5.1.1 no such mailbox"
    async with mail_server(office, port(by_smtp)), services(by_smtp, ("notify",)):
        for name in ("aoi", "gone", "ren"):
            await somebody(by_smtp, teller, f"{name}@company.example")
        await tell(by_smtp, teller, match())
        await sent(by_smtp, sent=2, bounced=1)
        await tell(by_smtp, teller, match())
        await sent(by_smtp, sent=4, bounced=1, waiting=1)

    both = ["aoi@company.example", "ren@company.example"]
    assert office.addresses == sorted(both * 2)
    [tries] = await rows(by_smtp, "SELECT tries FROM notify.letters WHERE state = 'waiting'")
    assert tries == (0,)


async def test_a_letter_that_is_refused_for_what_it_says_bounces_alone(by_smtp, teller, office):
    office.answers.append("554 5.6.0 not like this")
    async with mail_server(office, port(by_smtp)), services(by_smtp, ("notify",)):
        await somebody(by_smtp, teller, "aoi@company.example")
        await tell(by_smtp, teller, match())
        await sent(by_smtp, bounced=1)
        await tell(by_smtp, teller, match())
        await sent(by_smtp, bounced=1, sent=1)


async def test_a_server_that_relays_for_nobody_makes_no_address_bounce(by_smtp, teller, office):
    office.refused["aoi@company.example"] = "550 5.7.1 relaying denied"
    async with mail_server(office, port(by_smtp)), services(by_smtp, ("notify",)):
        await somebody(by_smtp, teller, "aoi@company.example")
        await tell(by_smtp, teller, match())
        await eventually(
            lambda: rows(by_smtp, "SELECT FROM notify.letters WHERE error LIKE '%relaying%'")
        )
        office.refused.clear()
        await sent(by_smtp, sent=1)


async def test_two_senders_send_each_letter_once(by_smtp, teller, office):
    office.slow = 0.05
    async with (
        mail_server(office, port(by_smtp)),
        services(by_smtp, ("notify",)),
        services(by_smtp, ("notify",)),
    ):
        for number in range(12):
            await somebody(by_smtp, teller, f"person{number:02}@company.example")
        await tell(by_smtp, teller, match())
        await sent(by_smtp, sent=12)

    assert office.addresses == [f"person{number:02}@company.example" for number in range(12)]


async def test_a_letter_is_taken_up_by_one_of_many_who_look_at_once(settings, keys, teller):
    async with services(settings, ("notify",)):
        person = await somebody(settings, teller)
        await tell(settings, teller, *(match() for _ in range(40)))
    await rows(
        settings,
        "INSERT INTO notify.addresses (person_id, account_id, email, locale, revision)"
        " VALUES ($1, $1, 'aoi@company.example', 'ja', 1)",
        person,
    )
    ask = (rules.AT_ONCE, rules.CLAIMED, rules.WORTHWHILE)

    async with open_database(settings.database_url, "notify", size=8) as database:
        await asyncio.gather(*(database.fetchval("SELECT pg_sleep(0.1)") for _ in range(8)))
        taken = await asyncio.gather(*(letters.claim(database, *ask) for _ in range(8)))

    ids = [letter.id for some in taken for letter in some]
    assert len(ids) > rules.AT_ONCE
    assert len(ids) == len(set(ids))


async def test_a_letter_is_noted_as_sent_though_the_database_stalls(
    by_smtp, teller, office, caplog
):
    office.held = asyncio.Event()
    async with mail_server(office, port(by_smtp)), services(by_smtp, ("notify",)):
        await somebody(by_smtp, teller, "aoi@company.example")
        await tell(by_smtp, teller, match())
        await eventually(lambda: rows(by_smtp, "SELECT FROM notify.letters WHERE tries > 0"))
        connection = await asyncpg.connect(by_smtp.database_url)
        async with connection.transaction():
            await connection.execute("LOCK TABLE notify.letters IN EXCLUSIVE MODE")
            office.held.set()
            await eventually(lambda: "not yet noted" in caplog.text)
        await connection.close()
        await sent(by_smtp, sent=1)

    assert office.addresses == ["aoi@company.example"]


async def test_a_letter_on_its_way_arrives_though_the_service_is_stopped(by_smtp, teller, office):
    office.slow = 0.7
    async with mail_server(office, port(by_smtp)):
        async with services(by_smtp, ("notify",)):
            await somebody(by_smtp, teller, "aoi@company.example")
            await tell(by_smtp, teller, match())
            await eventually(lambda: rows(by_smtp, "SELECT FROM notify.letters WHERE tries > 0"))

        assert await states(by_smtp) == {"sent": 1}
    assert office.addresses == ["aoi@company.example"]


async def test_a_mail_server_that_asks_who_we_are_is_told(by_smtp, teller, office):
    known = msgspec.structs.replace(
        by_smtp, smtp_url=f"smtp://enishi:p%40ss%2Fword@127.0.0.1:{port(by_smtp)}"
    )
    office.login = "enishi:p@ss/word"
    async with mail_server(office, port(by_smtp)), services(known, ("notify",)):
        await somebody(known, teller, "aoi@company.example")
        await tell(known, teller, match())
        await sent(known, sent=1)
