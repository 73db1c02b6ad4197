"""Digests of what was found, and the way out of letters, through the real bus and database."""

import asyncio
import re
from contextlib import suppress
from email.headerregistry import Address
from uuid import uuid4

import pytest

from chassis.postgres import open_database
from contracts.accounts import Locale
from contracts.digests import (
    GET_RHYTHM,
    LOOK_UP_STOP,
    SET_RHYTHM,
    STOP_LETTERS,
    GetRhythm,
    LookUpStop,
    Rhythm,
    SetRhythm,
    StopLetters,
)
from contracts.faults import Invalid, NotFound, Unauthenticated
from contracts.notify import MARK_NOTIFICATIONS_READ, MarkNotificationsRead
from contracts.standing import Standing
from services.notify.deps import Deps
from services.notify.digests import write_due
from services.notify.links import Links
from services.notify.post import Folder
from services.notify.store import digests
from services.notify.writing import Writer
from tests.eventually import eventually
from tests.outside import rows
from tests.service.notifying.people import (
    acting,
    files,
    listed,
    mailbox,
    match,
    sent,
    somebody,
    stand,
    tell,
    text,
)

EMAIL = "aoi@company.example"
LINK = re.compile(r"/letters/stop/([A-Za-z0-9_-]{64})\n")


@pytest.fixture
async def deps(settings, platform):
    """Of one more who looks for digests that are due, beside the service itself."""
    async with open_database(settings.database_url, "notify", size=8) as database:
        sender = Address("縁 Enishi", addr_spec="no-reply@localhost")
        yield Deps(
            database=database,
            post=Folder(mailbox(settings)),
            writer=Writer(settings.site, sender),
            written=asyncio.Event(),
            links=Links(b"x" * 32),
            mailed=asyncio.Event(),
        )


async def choose(platform, person, rhythm):
    done = await platform.web.call(SET_RHYTHM, SetRhythm(rhythm=rhythm), acting(person))
    assert done.rhythm is rhythm


async def come_by(settings, person, days=8):
    """As if the person had been told so many days ago."""
    shift = """UPDATE notify.notifications SET created_at = now() - make_interval(days => $2)
        WHERE person_id = $1"""
    await rows(settings, shift, person, days)


async def written(settings, person):
    """How many digests a person got."""
    look = """SELECT count(*) FROM notify.digests d JOIN notify.mailings m ON m.subject_id = d.id
        WHERE d.person_id = $1 AND m.kind = 'digest'"""
    return (await rows(settings, look, person))[0][0]


async def all_written(deps, settings, wanted):
    """Person -> how many digests; by whoever looks first, the service or this."""

    async def found():
        await write_due(deps)
        assert {one: await written(settings, one) for one in wanted} == wanted
        return True

    await eventually(found)


@pytest.mark.parametrize("rhythm", [Rhythm.DAILY, Rhythm.WEEKLY])
async def test_what_was_found_comes_in_one_letter_once_a_period(
    platform, settings, teller, deps, rhythm
):
    person = await somebody(settings, teller, EMAIL)
    await choose(platform, person, rhythm)
    await tell(settings, teller, match(), match(challenge_title="空き家\r\nBcc: x@evil.example"))
    assert (await listed(platform, person)).total == 2

    await come_by(settings, person, days=-1)  # newer than when the period began
    await write_due(deps)
    assert await written(settings, person) == 0
    await come_by(settings, person)
    await all_written(deps, settings, {person: 1})
    await tell(settings, teller, match())
    await come_by(settings, person)
    await all_written(deps, settings, {person: 1})

    await eventually(lambda: files(settings))
    [letter] = files(settings)
    assert letter["Subject"] == "新しく見つかったもの: 2件"
    assert "・空き家 Bcc: x@evil.example（架空市）\nhttp" in text(letter)
    assert letter["Bcc"] is None
    assert letter[
        "List-Unsubscribe"
    ] == f"<http://127.0.0.1:8080{LINK.search(text(letter))[0]}>".replace("\n", "")


async def test_nothing_new_nothing_read_and_nothing_of_who_left_is_written_of(
    platform, settings, teller, deps
):
    idle, reader, left, there = [
        await somebody(settings, teller, f"{name}@company.example", name=name, locale=Locale.EN)
        for name in ("idle", "reader", "left", "there")
    ]
    for person in (reader, left, there):
        await choose(platform, person, Rhythm.DAILY)
    await tell(settings, teller, match())
    await choose(platform, idle, Rhythm.DAILY)
    await platform.web.call(MARK_NOTIFICATIONS_READ, MarkNotificationsRead(), acting(reader))
    leave = "UPDATE notify.memberships SET until = now() WHERE person_id = $1"
    await rows(settings, leave, left)
    for person in (idle, reader, left, there):
        await come_by(settings, person)

    await all_written(deps, settings, {idle: 0, reader: 0, left: 0, there: 1})
    said = "SELECT said ->> 'count', locale FROM notify.mailings WHERE kind = 'digest'"
    assert await rows(settings, said) == [("1", "en")]


async def test_what_was_found_for_a_suspended_organization_waits_until_it_is_let_in_again(
    platform, settings, teller, deps
):
    person = await somebody(settings, teller, EMAIL)
    await choose(platform, person, Rhythm.DAILY)
    await tell(settings, teller, match())
    await stand(settings, teller, Standing.SUSPENDED, 1)
    await come_by(settings, person)
    await write_due(deps)
    assert await written(settings, person) == 0
    await stand(settings, teller, Standing.ACTIVE, 2)
    await all_written(deps, settings, {person: 1})


async def test_many_who_look_at_once_and_one_who_is_killed_write_it_once(
    platform, settings, teller, deps
):
    person = await somebody(settings, teller, EMAIL)
    await choose(platform, person, Rhythm.DAILY)
    await tell(settings, teller, match(), match())
    hold = "UPDATE notify.rhythms SET rhythm = $2 WHERE person_id = $1"
    await rows(settings, hold, person, "never")  # so that the service itself does not take it
    await come_by(settings, person)
    with suppress(ZeroDivisionError):  # as a kill: its transaction is never finished
        async with deps.database.transaction() as transaction:
            await transaction.execute(hold, person, "daily")
            [due] = await digests.due(transaction, 50)
            assert await digests.begin(transaction, due)
            assert len(await digests.take(transaction, due)) == 2
            raise ZeroDivisionError
    await rows(settings, hold, person, "daily")

    await asyncio.gather(*(write_due(deps) for _ in range(8)))

    await all_written(deps, settings, {person: 1})
    said = "SELECT said ->> 'count' FROM notify.mailings WHERE kind = 'digest'"
    assert await rows(settings, said) == [("2",)]
    assert await rows(settings, "SELECT id FROM notify.held") == []


async def test_what_waited_goes_out_at_once_or_never_as_is_asked(platform, settings, teller):
    hasty, quiet = [
        await somebody(settings, teller, f"{name}@company.example") for name in ("hasty", "quiet")
    ]
    for person in (hasty, quiet):
        await choose(platform, person, Rhythm.WEEKLY)
    await tell(settings, teller, match())
    await choose(platform, quiet, Rhythm.NEVER)
    await asyncio.gather(*(choose(platform, hasty, Rhythm.AT_ONCE) for _ in range(5)))
    await sent(settings, sent=1)
    await tell(settings, teller, match())
    await sent(settings, sent=2)
    assert {letter["To"] for letter in files(settings)} == {"hasty@company.example"}
    assert (await listed(platform, quiet)).total == 2
    assert await rows(settings, "SELECT id FROM notify.held") == []


async def test_letters_end_by_their_own_link_without_signing_in(platform, settings, teller):
    person = await somebody(settings, teller, EMAIL)
    await somebody(settings, teller, "ren@company.example")
    await tell(settings, teller, match())
    await sent(settings, sent=2)
    [letter] = [one for one in files(settings) if one["To"] == EMAIL]
    link = LINK.search(text(letter))
    assert letter["List-Unsubscribe"] == f"<http://127.0.0.1:8080{link[0].strip()}>"
    assert letter["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"

    seen = await platform.web.call(LOOK_UP_STOP, LookUpStop(token=link[1]))
    assert seen.rhythm is Rhythm.AT_ONCE
    for _ in range(2):
        await platform.web.call(STOP_LETTERS, StopLetters(token=link[1]))
    found = await platform.web.call(GET_RHYTHM, GetRhythm(), acting(person))
    assert found.rhythm is Rhythm.NEVER
    await tell(settings, teller, match())
    await sent(settings, sent=3)
    assert (await listed(platform, person)).total == 2


async def test_no_other_link_ends_letters(platform, settings, teller):
    person = await somebody(settings, teller, EMAIL)
    await tell(settings, teller, match())
    await sent(settings, sent=1)
    [letter] = files(settings)
    token = LINK.search(text(letter))[1]
    forged = "A" * 22 + token[22:]
    spoilt = token[:-1] + ("A" if token[-1] != "A" else "B")
    for method, asked in ((LOOK_UP_STOP, LookUpStop), (STOP_LETTERS, StopLetters)):
        for wrong in (forged, spoilt, "A" * 64):
            with pytest.raises(NotFound):
                await platform.web.call(method, asked(token=wrong))
        for wrong in ("", "A" * 63, "A" * 65, "*" * 64):
            with pytest.raises(Invalid):
                await platform.web.call(method, asked(token=wrong))
    for method, asked in (
        (GET_RHYTHM, GetRhythm()),
        (SET_RHYTHM, SetRhythm(rhythm=Rhythm.NEVER)),
    ):
        with pytest.raises(Unauthenticated):
            await platform.web.call(method, asked, None)
    for one in (person, uuid4()):
        found = await platform.web.call(GET_RHYTHM, GetRhythm(), acting(one))
        assert found.rhythm is Rhythm.AT_ONCE
