"""Two organizations that may be brought together, for tests of introductions."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID, uuid4

from contracts.introductions import (
    ACCEPT_INTEREST,
    GET_INTERESTS,
    LIST_INTERESTS,
    LIST_INTRODUCTIONS,
    SEND_INTEREST,
    AcceptInterest,
    Cause,
    GetInterests,
    Interest,
    Introduction,
    ListInterests,
    ListIntroductions,
    SendInterest,
)
from contracts.members import ADD_UNIT, AddUnit
from contracts.preferences import SET_PREFERENCE, Contact, Grade, PreferenceSet, SetPreference
from contracts.profiles import OrganizationKind
from contracts.wire import Actor, Role
from tests.eventually import eventually
from tests.members import Somebody, member
from tests.outside import rows
from tests.platform import Platform


@dataclass(frozen=True)
class Two:
    """A town with a liaison and a company with an administrator, known to introductions."""

    platform: Platform
    town: UUID
    liaison: Somebody
    company: UUID
    admin: Somebody

    async def wish(self, of: Somebody, on: UUID, grade: Grade | None) -> PreferenceSet:
        contact = Contact(name="見本 葵", email="aoi@example.jp")
        asked = SetPreference(id=on, grade=grade, contact=contact)
        return await self.platform.web.call(SET_PREFERENCE, asked, of.actor)

    async def send(self, of: Somebody, to: UUID, **more: object) -> Interest:
        given = {"id": uuid4(), "cause": Cause.FREE, "to_organization_id": to} | more
        asked = SendInterest(line="一度お話を聞かせてください", **given)  # type: ignore[arg-type]  # fields given by name
        return await self.platform.web.call(SEND_INTEREST, asked, of.actor)

    async def accept(self, of: Somebody, interest: Interest) -> Interest:
        contact = Contact(name="窓口 花", email="hana@example.jp")
        asked = AcceptInterest(id=interest.id, revision=interest.revision, contact=contact)
        return await self.platform.web.call(ACCEPT_INTEREST, asked, of.actor)

    async def interest(self, of: Somebody, interest_id: UUID) -> Interest:
        asked = GetInterests(ids=(interest_id,))
        [found] = await self.platform.web.call(GET_INTERESTS, asked, of.actor)
        return found

    async def received(self, of: Somebody) -> tuple[Interest, ...]:
        asked = ListInterests(received=True)
        return (await self.platform.web.call(LIST_INTERESTS, asked, of.actor)).interests

    async def introductions(self, of: Somebody) -> tuple[Introduction, ...]:
        asked = ListIntroductions()
        page = await self.platform.web.call(LIST_INTRODUCTIONS, asked, of.actor)
        return page.introductions

    async def introduced(self) -> Introduction:
        """Brought together, as the company sees it."""
        await self.wish(self.admin, self.town, Grade.MEET)
        await self.wish(self.liaison, self.company, Grade.MEET)
        [found] = await self.introductions(self.admin)
        return found

    async def known(self, *organizations: UUID) -> None:
        """Once introductions has heard of them."""

        async def heard() -> bool:
            statement = "SELECT count(*) FROM introductions.organizations WHERE id = any($1)"
            [row] = await rows(self.platform.settings, statement, list(organizations))
            return bool(row[0] == len(organizations))

        await eventually(heard)

    async def shifted(self, interest: Interest, days: int) -> None:
        """As if it had been sent so many days earlier."""
        await rows(
            self.platform.settings,
            "UPDATE introductions.interests SET sent_at = sent_at - $2 * interval '1 day',"
            " waits_from = waits_from - $2 * interval '1 day',"
            " due_at = due_at - $2 * interval '1 day' WHERE id = $1 RETURNING id",
            interest.id,
            days,
        )


async def two(platform: Platform) -> Two:
    town = await platform.organization("架空市", OrganizationKind.MUNICIPALITY, "福岡県")
    company = await platform.organization("架空合同会社", OrganizationKind.COMPANY)
    liaison = await member(platform, town, Role.LIAISON, "窓口 花")
    admin = await member(platform, company, Role.COMPANY_ADMIN, "見本 葵")
    found = Two(platform, town, liaison, company, admin)
    await found.known(town, company)
    await joined(platform, liaison, admin)
    return found


async def joined(platform: Platform, *people: Somebody) -> None:
    """Once introductions has heard of their memberships."""

    async def heard() -> bool:
        statement = "SELECT count(*) FROM introductions.memberships WHERE id = any($1)"
        [row] = await rows(platform.settings, statement, [one.membership for one in people])
        return bool(row[0] == len(people))

    await eventually(heard)


async def unit(found: Two, actor: Actor, organization: UUID, name: str) -> UUID:
    """A new section, once introductions has heard of it."""
    asked = AddUnit(id=uuid4(), organization_id=organization, name=name)
    made = await found.platform.web.call(ADD_UNIT, asked, actor)

    async def heard() -> bool:
        statement = "SELECT units @> $2 FROM introductions.organizations WHERE id = $1"
        [row] = await rows(
            found.platform.settings, statement, organization, f'[{{"id": "{made.id}"}}]'
        )
        return bool(row[0])

    await eventually(heard)
    return made.id
