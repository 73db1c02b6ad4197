"""Telling people once, on the page and by letter, through the real bus, database and SMTP."""

import asyncio
from datetime import UTC, datetime, timedelta
from email import message_from_bytes, policy
from pathlib import Path
from uuid import UUID, uuid4

import asyncpg
import msgspec
import pytest

from chassis.postgres import open_database
from chassis.settings import Settings, WrongSetting
from contracts.accounts import ACCOUNT_OPENED, Account, Locale
from contracts.faults import Invalid, Unauthenticated
from contracts.matching import MATCH_FOUND, MatchFound
from contracts.notify import (
    LIST_NOTIFICATIONS,
    MARK_NOTIFICATIONS_READ,
    ListNotifications,
    MarkNotificationsRead,
    NotificationKind,
)
from contracts.profiles import MEMBERSHIP_KEPT, PERSON_KEPT, Membership, Person
from contracts.wire import Actor, After, Role
from deploy.town import services
from services.notify import rules
from services.notify.post import Folder, Smtp, open_post, sender_of
from services.notify.store import letters
from tests.conftest import free_port
from tests.eventually import eventually
from tests.mailserver import Office, mail_server
from tests.outside import open_teller, rows
from tests.platform import open_platform

COMPANY = uuid4()


@pytest.fixture
async def platform(settings, keys):
    """The notify service alone, with letters going into the folder."""
    async with services(settings, ("notify",)), open_platform(settings, keys) as found:
        yield found


@pytest.fixture
async def teller(settings, keys):
    async with open_teller(settings, keys, "profiles", "accounts", "matching") as found:
        yield found


@pytest.fixture
def office():
    return Office()


@pytest.fixture
def by_smtp(settings):
    return msgspec.structs.replace(settings, smtp_url=f"smtp://127.0.0.1:{free_port()}")


def port(settings):
    return int(settings.smtp_url.rpartition(":")[2])


def membership(person: UUID, organization: UUID = COMPANY, **more):
    since = datetime.now(UTC) - timedelta(days=1)
    given = {"person_id": person, "organization_id": organization, "since": since}
    return Membership(
        **{"id": uuid4(), "unit_id": None, "role": Role.COMPANY_MEMBER, **given, **more}
    )


def match(challenge: UUID | None = None, organization: UUID = COMPANY, **more):
    given = {
        "challenge_id": challenge or uuid4(),
        "challenge_title": "山間部の高齢者の移動手段が足りない",
        "challenge_organization_name": "架空市",
        "organization_id": organization,
        "offer_id": uuid4(),
        "score": 0.5,
    }
    return MatchFound(**{**given, **more})


def acting(person: UUID):
    return Actor(account=uuid4(), person=person, role=Role.COMPANY_MEMBER, organization=COMPANY)


async def address_of(teller, person: UUID, email: str, locale: Locale = Locale.JA):
    account = Account(id=uuid4(), person_id=person, email=email, locale=locale, revision=1)
    await teller.tell(ACCOUNT_OPENED, account)


async def somebody(settings, teller, email=None, name="三浦 葵", locale=Locale.JA, **more) -> UUID:
    """A person of the company whom notify knows all about."""
    person = uuid4()
    await teller.tell(PERSON_KEPT, Person(id=person, name=name))
    await teller.tell(MEMBERSHIP_KEPT, membership(person, **more))
    if email:
        await address_of(teller, person, email, locale)
    await all_read(settings, person, with_address=bool(email))
    return person


async def all_read(settings, person, *, with_address):
    async def known():
        [found] = await rows(
            settings,
            "SELECT exists(SELECT FROM notify.people WHERE id = $1)"
            " AND exists(SELECT FROM notify.memberships WHERE person_id = $1)"
            " AND (NOT $2 OR exists(SELECT FROM notify.addresses WHERE person_id = $1))",
            person,
            with_address,
        )
        return found[0]

    await eventually(known)


async def tell(settings, teller, *matches):
    """Told, and dealt with."""
    ids = [await teller.tell(MATCH_FOUND, one) for one in matches]

    async def read():
        found = "SELECT count(*) FROM notify.inbox WHERE event_id = any($1::uuid[])"
        return await rows(settings, found, ids) == [(len(ids),)]

    await eventually(read)


async def listed(platform, person, **more):
    return await platform.web.call(LIST_NOTIFICATIONS, ListNotifications(**more), acting(person))


async def states(settings):
    """How many letters are in which state."""
    return dict(await rows(settings, "SELECT state, count(*) FROM notify.letters GROUP BY state"))


async def sent(settings, **expected):
    async def all_there():
        found = await states(settings)
        assert found == expected
        return True

    await eventually(all_there, within=20)


def mailbox(settings):
    return Path(settings.home, "mail")


def is_open_to_others(folder):
    return any(path.stat().st_mode & 0o077 for path in (folder, *folder.iterdir()))


def files(settings):
    found = sorted(mailbox(settings).glob("*.eml"))
    return [message_from_bytes(file.read_bytes(), policy=policy.default) for file in found]


def text(letter):
    return letter.get_content().replace("\r\n", "\n")


async def test_a_match_told_twenty_times_is_one_notification_and_one_letter(
    platform, settings, teller
):
    person = await somebody(settings, teller, "aoi@company.example")
    found = match()

    await asyncio.gather(*(tell(settings, teller, found) for _ in range(20)))
    await sent(settings, sent=1)

    page = await listed(platform, person)
    [one] = page.notifications
    assert (page.total, page.unread, page.more) == (1, 1, False)
    assert (one.kind, one.challenge_id) == (NotificationKind.MATCH_FOUND, found.challenge_id)
    assert (one.challenge_title, one.challenge_organization_name, one.read_at) == (
        "山間部の高齢者の移動手段が足りない",
        "架空市",
        None,
    )
    assert len(files(settings)) == 1


async def test_the_same_event_delivered_again_changes_nothing(platform, settings, teller):
    person = await somebody(settings, teller)
    known = uuid4()

    for _ in range(3):
        await teller.tell(MATCH_FOUND, match(), known)
    await tell(settings, teller, match())

    assert (await listed(platform, person)).total == 2


async def test_who_works_there_now_in_a_role_that_acts_is_told_and_nobody_else(
    platform, settings, teller
):
    now = datetime.now(UTC)
    told = [
        await somebody(settings, teller, role=role)
        for role in (Role.COMPANY_MEMBER, Role.COMPANY_ADMIN, Role.STAFF, Role.LIAISON)
    ]
    others = [
        await somebody(settings, teller, role=Role.OBSERVER),
        await somebody(settings, teller, until=now - timedelta(hours=1)),
        await somebody(settings, teller, since=now + timedelta(hours=1)),
        await somebody(settings, teller, organization=uuid4()),
    ]

    await tell(settings, teller, match())
    late = await somebody(settings, teller)

    assert [(await listed(platform, person)).total for person in told] == [1, 1, 1, 1]
    assert [(await listed(platform, person)).total for person in [*others, late]] == [0] * 5


async def test_who_works_for_two_that_fit_is_told_once(platform, settings, teller):
    other = uuid4()
    person = await somebody(settings, teller, "aoi@company.example")
    await teller.tell(MEMBERSHIP_KEPT, membership(person, other))
    await eventually(lambda: rows(settings, "SELECT FROM notify.memberships OFFSET 1"))
    challenge = uuid4()

    await tell(settings, teller, match(challenge), match(challenge, other), match())

    assert (await listed(platform, person)).total == 2
    await sent(settings, sent=2)


async def test_a_letter_is_in_the_language_of_its_reader(platform, settings, teller):
    await somebody(settings, teller, "aoi@company.example")
    await somebody(settings, teller, "ann@company.example", name="Ann Lee", locale=Locale.EN)
    found = match()

    await tell(settings, teller, found)
    await sent(settings, sent=2)

    letters = {letter["To"]: letter for letter in files(settings)}
    japanese, english = letters["aoi@company.example"], letters["ann@company.example"]
    link = f"http://127.0.0.1:8080/challenges/{found.challenge_id}\n"
    assert japanese["Subject"] == "あなたの団体に合いそうな課題: 山間部の高齢者の移動手段が足りない"
    assert english["Subject"] == (
        "A challenge that may fit what you offer: 山間部の高齢者の移動手段が足りない"
    )
    assert text(japanese).startswith("三浦 葵 様\n\n架空市 が公開した課題")
    assert text(english).startswith("Dear Ann Lee,\n\n架空市 has published")
    for letter in letters.values():
        assert link in text(letter)
        assert letter.get_content_type() == "text/plain"
        assert letter.get_content_charset() == "utf-8"
        assert letter["From"] == "縁 Enishi <no-reply@localhost>"
    ids = {str(known) for (known,) in await rows(settings, "SELECT id FROM notify.letters")}
    assert {letter["Message-ID"][1:].partition("@")[0] for letter in letters.values()} == ids
    assert not is_open_to_others(mailbox(settings))


async def test_what_people_wrote_stays_text_and_makes_no_header(platform, settings, teller):
    await somebody(
        settings, teller, "aoi@company.example", name="葵\r\nBcc: x@evil.example\r\n\r\n偽の本文"
    )
    title = "${link} {{7*7}} %s\r\nBcc: y@evil.example\u202e\x00\u2028" + "長" * 5_000

    await tell(settings, teller, match(challenge_title=title.replace("\x00", "\x07")))
    await sent(settings, sent=1)

    [letter] = files(settings)
    assert letter["Bcc"] is None
    assert letter.get_all("To") == ["aoi@company.example"]
    assert letter["Subject"].startswith(
        "あなたの団体に合いそうな課題: ${link} {{7*7}} %s Bcc: y@evil.example 長"
    )
    assert len(letter["Subject"]) < 90
    assert "葵 Bcc: x@evil.example 偽の本文 様\n" in text(letter)
    assert not any(line.startswith("Bcc") for line in text(letter).splitlines())
    assert letter.defects == []


async def test_a_letter_waits_for_an_address(platform, settings, teller):
    person = await somebody(settings, teller)
    await tell(settings, teller, match())
    await sent(settings, waiting=1)

    await address_of(teller, person, "aoi@company.example")

    await sent(settings, sent=1)


async def test_who_has_left_before_it_could_be_sent_gets_no_letter(platform, settings, teller):
    leaves = await somebody(settings, teller)
    stays = await somebody(settings, teller)
    await tell(settings, teller, match())
    await rows(settings, "UPDATE notify.memberships SET until = now() WHERE person_id = $1", leaves)

    await address_of(teller, leaves, "gone@company.example")
    await address_of(teller, stays, "aoi@company.example")
    await sent(settings, sent=1, waiting=1)

    assert [letter["To"] for letter in files(settings)] == ["aoi@company.example"]


async def test_letters_that_nobody_could_send_for_a_week_are_given_up(settings, keys, teller):
    async with services(settings, ("notify",)):
        await somebody(settings, teller)
        await tell(settings, teller, match(), match())
    await rows(
        settings,
        "UPDATE notify.letters SET written_at = now() - interval '8 days'"
        " WHERE id = (SELECT min(id::text)::uuid FROM notify.letters)",
    )

    async with services(settings, ("notify",)):
        await sent(settings, waiting=1, given_up=1)


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
    office.slow = 0.3
    async with mail_server(office, port(by_smtp)), services(by_smtp, ("notify",)):
        await somebody(by_smtp, teller, "aoi@company.example")
        await tell(by_smtp, teller, match())
        await eventually(lambda: rows(by_smtp, "SELECT FROM notify.letters WHERE tries > 0"))
        connection = await asyncpg.connect(by_smtp.database_url)
        async with connection.transaction():
            await connection.execute("LOCK TABLE notify.letters IN EXCLUSIVE MODE")
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


async def test_each_sees_and_marks_their_own_alone(platform, settings, teller):
    mine, others = await somebody(settings, teller), await somebody(settings, teller)
    await tell(settings, teller, match(), match(), match())
    theirs = (await listed(platform, others)).notifications
    own = (await listed(platform, mine)).notifications

    async def mark(*ids):
        request = MarkNotificationsRead(ids=ids)
        return await platform.web.call(MARK_NOTIFICATIONS_READ, request, acting(mine))

    assert (await mark(theirs[0].id, uuid4())).unread == 3
    assert (await mark(own[1].id)).unread == 2
    assert (await mark(own[1].id)).unread == 2
    assert [one.read_at is None for one in (await listed(platform, mine)).notifications] == [
        True,
        False,
        True,
    ]
    assert (await mark()).unread == 0
    assert (await listed(platform, others)).unread == 3
    assert (await listed(platform, uuid4())).total == 0
    assert not {one.id for one in own} & {one.id for one in theirs}


async def test_a_long_list_comes_page_by_page_newest_first(platform, settings, teller):
    person = await somebody(settings, teller)
    await tell(settings, teller, *(match() for _ in range(7)))

    seen, after, more = [], None, True
    while more:
        page = await listed(platform, person, first=3, after=after)
        seen.extend(page.notifications)
        more, after = page.more, After(at=seen[-1].created_at, id=seen[-1].id)

    whole = (await listed(platform, person, first=100)).notifications
    assert tuple(seen) == whole
    assert len(whole) == 7
    assert [one.created_at for one in whole] == sorted(
        (one.created_at for one in whole), reverse=True
    )


async def test_who_is_not_signed_in_has_no_notifications(platform):
    with pytest.raises(Unauthenticated):
        await platform.web.call(LIST_NOTIFICATIONS, ListNotifications())
    with pytest.raises(Unauthenticated):
        await platform.web.call(MARK_NOTIFICATIONS_READ, MarkNotificationsRead())


@pytest.mark.parametrize(
    ("more", "field"),
    [
        ({"first": 0}, "first"),
        ({"first": 101}, "first"),
        ({"after": After(id=uuid4(), key="\x00")}, "after.key"),
    ],
)
async def test_a_list_that_cannot_be_is_refused(platform, more, field):
    with pytest.raises(Invalid) as raised:
        await listed(platform, uuid4(), **more)
    assert [problem.field for problem in raised.value.fields] == [field]


@pytest.mark.parametrize(
    ("url", "tls", "start_tls", "port"),
    [
        ("smtp://localhost", False, None, 25),
        ("smtp://mail.example:2525", False, None, 2525),
        ("smtp://enishi:secret@mail.example", False, True, 25),
        ("smtp://enishi:secret@localhost", False, None, 25),
        ("smtp+starttls://mail.example", False, True, 587),
        ("smtps://enishi:secret@mail.example", True, False, 465),
    ],
)
def test_a_password_travels_only_over_tls(url, tls, start_tls, port):
    settings = Settings(smtp_url=url)

    post = open_post(settings, sender_of(settings))

    assert isinstance(post, Smtp)
    assert (post.tls, post.start_tls, post.port) == (tls, start_tls, port)


@pytest.mark.parametrize("url", ["mail.example", "http://mail.example", "smtp://", "smtp://a:b"])
def test_a_mail_server_that_cannot_be_is_refused_at_the_start(url):
    settings = Settings(smtp_url=url)
    with pytest.raises(WrongSetting, match="ENISHI_SMTP_URL"):
        open_post(settings, sender_of(settings))


@pytest.mark.parametrize(
    "sender", ["enishi", "a@b\r\nBcc: c@d.example", "a b@c.example", " ", "x@"]
)
def test_a_sender_that_is_no_address_is_refused_at_the_start(sender):
    with pytest.raises(WrongSetting, match="ENISHI_MAIL_FROM"):
        sender_of(Settings(mail_from=sender))


def test_letters_come_from_the_site_and_go_to_the_folder_unless_told_otherwise(tmp_path):
    town = Settings(home=str(tmp_path), base_url="https://enishi.city.example")

    assert str(sender_of(town)) == "縁 Enishi <no-reply@enishi.city.example>"
    assert open_post(town, sender_of(town)) == Folder(tmp_path / "mail")
    assert sender_of(Settings(base_url="http://10.0.0.1:8080")).domain == "localhost"
    assert sender_of(Settings(mail_from="post@city.example")).addr_spec == "post@city.example"
