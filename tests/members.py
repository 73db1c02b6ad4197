"""Organizations with their people, for tests of who may do what."""

from __future__ import annotations

import re
from dataclasses import dataclass
from email import message_from_bytes, policy
from pathlib import Path
from uuid import UUID, uuid4

from chassis.settings import Settings
from contracts.accounts import OPEN_ACCOUNT, OpenAccount
from contracts.profiles import (
    KEEP_PERSON,
    KeepPerson,
    OrganizationKind,
)
from contracts.wire import Actor, Role
from tests.eventually import eventually
from tests.outside import rows
from tests.platform import DEMO_PASSWORD, OPERATOR, Platform


@dataclass(frozen=True)
class Somebody:
    """A member, as they act."""

    actor: Actor
    membership: UUID


async def member(
    platform: Platform,
    organization: UUID,
    role: Role,
    name: str = "見本 葵",
    *,
    unit: UUID | None = None,
    person: UUID | None = None,
) -> Somebody:
    """Somebody who works there from now on."""
    known, membership = person or uuid4(), uuid4()
    row = KeepPerson(
        id=known,
        name=name,
        membership_id=membership,
        organization_id=organization,
        unit_id=unit,
        role=role,
    )
    await platform.operator.call(KEEP_PERSON, row, OPERATOR)
    actor = Actor(
        account=uuid4(),
        person=known,
        role=role,
        organization=organization,
        unit=unit,
        is_confirmed=True,
    )
    return Somebody(actor, membership)


async def town(platform: Platform, name: str = "架空市") -> UUID:
    return await platform.organization(name, OrganizationKind.MUNICIPALITY, "福岡県")


async def platform_admin(platform: Platform) -> Somebody:
    own = await platform.organization("架空運営", OrganizationKind.ORGANIZER)
    return await member(platform, own, Role.PLATFORM_ADMIN, "見本 管理")


async def account(platform: Platform, who: Somebody) -> str:
    """The address that they sign in with from now on."""
    email = f"{uuid4().hex}@company.example"
    asked = OpenAccount(id=uuid4(), person_id=who.actor.person, email=email, password=DEMO_PASSWORD)
    await platform.operator.call(OPEN_ACCOUNT, asked, OPERATOR)
    return email


def letters(settings: Settings, to: str) -> list[str]:
    """Texts of the letters that came to that address, the oldest first."""
    files = sorted(Path(settings.home, "mail").glob("*.eml"), key=lambda file: file.stat().st_mtime)
    found = [message_from_bytes(file.read_bytes(), policy=policy.default) for file in files]
    return [one.get_content().replace("\r\n", "\n") for one in found if one["To"] == to]


async def token_for(settings: Settings, email: str) -> str:
    """Of the link in the last letter to that address, once accounts or profiles know it."""
    text = (await eventually(lambda: letters(settings, email)))[-1]
    found = re.search(r"/(?:invitations|registrations/link)/([\w-]+)", text)
    assert found is not None, text

    async def known() -> bool:
        [row] = await rows(
            settings,
            "SELECT exists(SELECT FROM accounts.invitation_links l"
            " JOIN accounts.invitations i ON i.id = l.invitation_id"
            " WHERE l.token_hash = sha256($1::bytea) AND i.state = 'sent')"
            " OR exists(SELECT FROM profiles.registrations WHERE token_hash = sha256($1::bytea))",
            found[1].encode(),
        )
        return bool(row[0])

    await eventually(known)
    return found[1]
