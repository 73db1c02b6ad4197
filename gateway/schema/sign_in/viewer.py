"""Who is signed in, and what is theirs alone."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

import strawberry

from contracts import challenges as challenge_contract
from contracts import notify, profiles
from contracts.accounts import GET_SECURITY
from contracts.factors import PASSKEY_EXPECTED, OfSession
from contracts.faults import Unauthenticated
from contracts.profiles import GET_PEOPLE, GetPeople
from gateway.schema import words
from gateway.schema.connections import AfterArgument, Connection, FirstArgument, Info
from gateway.schema.lists import list_challenges, list_notifications
from gateway.schema.nouns import Challenge, Organization
from gateway.schema.sign_in.security import Security
from gateway.sessions import Who


@strawberry.type(description="What a person was told, once.")
class Notification:
    id: strawberry.ID
    kind: words.NotificationKind
    challenge_title: str
    challenge_organization_name: str
    created_at: datetime
    read_at: datetime | None
    place: str = strawberry.field(description="Path on the site, when not of the challenge.")
    note: str
    challenge_id: strawberry.Private[UUID]

    @strawberry.field(description="The challenge it is about, if it is still to be seen.")
    async def challenge(self, info: Info) -> Challenge | None:
        found = await info.context.loaders.challenge.load(self.challenge_id)
        return Challenge.of(found) if found else None

    @classmethod
    def of(cls, record: notify.Notification) -> Notification:
        return cls(
            id=strawberry.ID(str(record.id)),
            kind=record.kind,
            challenge_title=record.challenge_title,
            challenge_organization_name=record.challenge_organization_name,
            created_at=record.created_at,
            read_at=record.read_at,
            place=record.place,
            note=record.note,
            challenge_id=record.challenge_id,
        )


@strawberry.type(description="A role one may act in, and for whom.")
class Acting:
    id: strawberry.ID | None = strawberry.field(description="Of the membership.")
    role: words.Role
    is_current: bool = strawberry.field(description="Whether one acts in it now.")
    organization_id: strawberry.Private[UUID]
    unit_id: strawberry.Private[UUID | None]

    @strawberry.field(description="For whom.")
    async def organization(self, info: Info) -> Organization | None:
        found = await info.context.loaders.organization.load(self.organization_id)
        return Organization.of(found) if found else None


@strawberry.type(description="Whoever is signed in.")
class Viewer:
    id: strawberry.ID
    email: str
    locale: words.Locale
    expires_at: datetime
    person_id: strawberry.Private[UUID]
    who: strawberry.Private[Who]

    @strawberry.field(description="The person's name.")
    async def name(self, info: Info) -> str:
        asked = GetPeople(ids=(self.person_id,))
        if self.who.actor is None:
            return self.email
        found: tuple[profiles.Person, ...] = await info.context.bus.call(
            GET_PEOPLE, asked, self.who.actor
        )
        return found[0].name if found else self.email

    @strawberry.field(description="The role acted in now.")
    def role(self) -> words.Role | None:
        return self.who.actor.role if self.who.actor else None

    @strawberry.field(description="For whom one acts now.")
    async def organization(self, info: Info) -> Organization | None:
        acting = self.who.actor
        if acting is None or acting.organization is None:
            return None
        found = await info.context.loaders.organization.load(acting.organization)
        return Organization.of(found) if found else None

    @strawberry.field(description="Every role one may act in.")
    def acting(self) -> list[Acting]:
        live = self.who.session.acting if self.who.session else ()
        return [
            Acting(
                id=strawberry.ID(str(one.id)) if one.id else None,
                role=one.role,
                is_current=one == self.who.acting,
                organization_id=one.organization_id,
                unit_id=one.unit_id,
            )
            for one in live
        ]

    @strawberry.field(description="Drafts of the organization one acts for.")
    async def drafts(
        self, info: Info, first: FirstArgument = 20, after: AfterArgument = None
    ) -> Connection[Challenge]:
        state = challenge_contract.ChallengeState.DRAFT
        asked = challenge_contract.ListChallenges(state=state)
        return await list_challenges(info, asked, first, after, Challenge.of)

    @strawberry.field(description="Challenges of one's organization that wait for a second person.")
    async def reviews(
        self, info: Info, first: FirstArgument = 20, after: AfterArgument = None
    ) -> Connection[Challenge]:
        state = challenge_contract.ChallengeState.IN_REVIEW
        asked = challenge_contract.ListChallenges(state=state)
        return await list_challenges(info, asked, first, after, Challenge.of)

    @strawberry.field(description="Challenges of one's organization to be confirmed or closed.")
    async def stale_challenges(
        self, info: Info, first: FirstArgument = 20, after: AfterArgument = None
    ) -> Connection[Challenge]:
        acting = self.who.actor
        asked = challenge_contract.ListChallenges(
            state=challenge_contract.ChallengeState.STALE,
            organization_id=acting.organization if acting else None,
        )
        return await list_challenges(info, asked, first, after, Challenge.of)

    @strawberry.field(description="What one was told, newest first.")
    async def notifications(
        self, info: Info, first: FirstArgument = 20, after: AfterArgument = None
    ) -> Connection[Notification]:
        return await list_notifications(info, first, after, Notification.of)

    @strawberry.field(description="How many of them are unread.")
    async def unread_notifications(self, info: Info) -> int:
        if self.who.actor is None:
            return 0
        page = await info.context.ask(notify.LIST_NOTIFICATIONS, notify.ListNotifications(first=1))
        return int(page.unread)

    @strawberry.field(description="What one's account can be opened with, and where it is open.")
    async def security(self, info: Info) -> Security:
        asked = OfSession(token=self.who.token or "")
        return Security.of(await info.context.bus.call(GET_SECURITY, asked, self.who.actor))

    @strawberry.field(description="Whether one has shown who one is within ten minutes.")
    def is_confirmed(self) -> bool:
        return self.who.session is not None and self.who.session.is_confirmed

    @strawberry.field(description="Whether a password alone no longer opens a session.")
    def has_second_factor(self) -> bool:
        return self.who.session is not None and self.who.session.has_second_factor

    @strawberry.field(description="Whether one acts in a role that should have a passkey by now.")
    def should_add_passkey(self) -> bool:
        acting = self.who.session.acting if self.who.session else ()
        expected = any(one.role in PASSKEY_EXPECTED for one in acting)
        return expected and not self.has_second_factor()

    @classmethod
    def of(cls, who: Who) -> Viewer:
        """Raises ``Unauthenticated`` without a live session."""
        if who.session is None:
            raise Unauthenticated("sign in first")
        return cls(
            id=strawberry.ID(str(who.session.account_id)),
            email=who.session.email,
            locale=who.session.locale,
            expires_at=who.session.expires_at,
            person_id=who.session.person_id,
            who=who,
        )
