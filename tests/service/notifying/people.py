"""People, what is told about them, and the letters that went out."""

from datetime import UTC, datetime, timedelta
from email import message_from_bytes, policy
from pathlib import Path
from uuid import UUID, uuid4

from contracts.accounts import ACCOUNT_OPENED, Account, Locale
from contracts.matching import MATCH_FOUND, MatchFound
from contracts.notify import (
    LIST_NOTIFICATIONS,
    ListNotifications,
)
from contracts.profiles import MEMBERSHIP_KEPT, PERSON_KEPT, Membership, Person
from contracts.standing import STANDING_SET, OrganizationStanding
from contracts.wire import Actor, Role
from tests.eventually import eventually
from tests.outside import rows

COMPANY = uuid4()
WHY = "規約に反する書き込みがありました。"
KNOWN = """
SELECT standing FROM notify.organization_standings WHERE organization_id = $1 AND revision = $2
"""


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

    await eventually(all_there)


def mailbox(settings):
    return Path(settings.home, "mail")


def files(settings):
    found = sorted(mailbox(settings).glob("*.eml"))
    return [message_from_bytes(file.read_bytes(), policy=policy.default) for file in found]


def text(letter):
    return letter.get_content().replace("\r\n", "\n")


async def stand(settings, teller, standing, revision, organization=COMPANY):
    """Told by profiles, and dealt with."""
    told = OrganizationStanding(
        organization_id=organization,
        standing=standing,
        set_at=datetime.now(UTC),
        revision=revision,
        reason=WHY,
        organization_name="架空社",
    )
    await teller.tell(STANDING_SET, told)

    async def known():
        return await rows(settings, KNOWN, organization, revision) == [(str(standing),)]

    await eventually(known)
