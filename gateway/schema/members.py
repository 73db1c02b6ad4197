"""Members of an organization, what waits for a second person, and who is invited."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated
from uuid import UUID

import strawberry

from contracts import joining, members
from contracts.faults import Forbidden
from contracts.wire import After
from gateway.schema import words
from gateway.schema.connections import (
    AfterArgument,
    Connection,
    FirstArgument,
    Info,
    connect,
    uuid_of,
)
from gateway.schema.lists import page_of
from gateway.schema.nouns import Organization
from gateway.schema.plain import Unit

OrganizationArgument = Annotated[
    strawberry.ID | None, strawberry.argument(description="Without one, one's own.")
]


async def unit_of(info: Info, organization_id: UUID, unit_id: UUID | None) -> Unit | None:
    found = await info.context.loaders.organization.load(organization_id)
    units = found.units if found else ()
    return next((Unit.of(unit) for unit in units if unit.id == unit_id), None)


@strawberry.type(description="Somebody who works for an organization; seen by its managers.")
class Member:
    id: strawberry.ID = strawberry.field(description="Of the membership.")
    name: str
    name_kana: str
    role: words.Role
    since: datetime
    until: datetime | None
    revision: int
    record: strawberry.Private[members.Member]

    @strawberry.field(description="The section that owns what they do.")
    async def unit(self, info: Info) -> Unit | None:
        return await unit_of(info, self.record.organization_id, self.record.unit_id)

    @strawberry.field(description="Of the person, whatever they work as.")
    def person_id(self) -> strawberry.ID:
        return strawberry.ID(str(self.record.person_id))

    @strawberry.field(description="Whether it is whoever asks.")
    def is_you(self, info: Info) -> bool:
        actor = info.context.actor
        return actor is not None and actor.person == self.record.person_id

    @classmethod
    def of(cls, record: members.Member) -> Member:
        return cls(
            id=strawberry.ID(str(record.id)),
            name=record.name,
            name_kana=record.name_kana,
            role=record.role,
            since=record.since,
            until=record.until,
            revision=record.revision,
            record=record,
        )


@strawberry.type(description="What one person asked for and another one has to confirm.")
class PendingChange:
    id: strawberry.ID
    kind: words.ChangeKind
    state: words.ChangeState
    asked_by_name: str
    asked_at: datetime
    expires_at: datetime
    person_name: str = strawberry.field(description="Whose role it is about.")
    role: words.Role | None
    email: str = strawberry.field(description="Who is invited.")
    review_before_publishing: bool | None
    record: strawberry.Private[members.PendingChange]

    @strawberry.field(description="The section that they shall belong to.")
    async def unit(self, info: Info) -> Unit | None:
        return await unit_of(info, self.record.organization_id, self.record.unit_id)

    @strawberry.field(description="Whether whoever asks is a second person.")
    def may_confirm(self, info: Info) -> bool:
        actor, change = info.context.actor, self.record
        return actor is not None and actor.person not in {change.asked_by, change.person_id}

    @classmethod
    def of(cls, record: members.PendingChange) -> PendingChange:
        return cls(
            id=strawberry.ID(str(record.id)),
            kind=record.kind,
            state=record.state,
            asked_by_name=record.asked_by_name,
            asked_at=record.asked_at,
            expires_at=record.expires_at,
            person_name=record.person_name,
            role=record.role,
            email=record.email,
            review_before_publishing=record.review_before_publishing,
            record=record,
        )


@strawberry.type(description="To join under this address and in this role; seen by managers.")
class Invitation:
    id: strawberry.ID
    email: str
    role: words.Role
    state: words.InvitationState
    invited_by_name: str
    made_at: datetime
    expires_at: datetime
    record: strawberry.Private[members.Invitation]

    @strawberry.field(description="The section that they shall belong to.")
    async def unit(self, info: Info) -> Unit | None:
        return await unit_of(info, self.record.organization_id, self.record.unit_id)

    @classmethod
    def of(cls, record: members.Invitation) -> Invitation:
        return cls(
            id=strawberry.ID(str(record.id)),
            email=record.email,
            role=record.role,
            state=record.state,
            invited_by_name=record.invited_by_name,
            made_at=record.made_at,
            expires_at=record.expires_at,
            record=record,
        )


@strawberry.type(description="What the link of an invitation leads to.")
class Invited:
    role: words.Role
    expires_at: datetime
    record: strawberry.Private[joining.Invited]

    @strawberry.field(description="For whom one would act.")
    async def organization(self, info: Info) -> Organization | None:
        found = await info.context.loaders.organization.load(self.record.organization_id)
        return Organization.of(found) if found else None

    @strawberry.field(description="The section that one would belong to.")
    async def unit(self, info: Info) -> Unit | None:
        return await unit_of(info, self.record.organization_id, self.record.unit_id)


def own_or(info: Info, organization_id: str | None) -> UUID:
    """The organization that is meant. Raises ``Forbidden`` when there is none."""
    if organization_id is not None:
        return uuid_of(organization_id, "organization")
    actor = info.context.actor
    if actor is None or actor.organization is None:
        raise Forbidden("act for an organization to do this")
    return actor.organization


@strawberry.type
class MemberQuestions:
    @strawberry.field(description="Who works for an organization, in the order they began.")
    async def members(
        self,
        info: Info,
        organization_id: OrganizationArgument = None,
        first: FirstArgument = 20,
        after: AfterArgument = None,
    ) -> Connection[Member] | None:
        asked = members.ListMembers(organization_id=own_or(info, organization_id))
        page, seal = await page_of(info, "members", members.LIST_MEMBERS, asked, first, after)
        found: tuple[members.Member, ...] = page.members
        places = [seal(After(id=one.id, at=one.since)) for one in found]
        nodes = [Member.of(one) for one in found]
        return connect(nodes, places, more=page.more, after=after, total=page.total)

    @strawberry.field(description="What waits for a second person.")
    async def pending_changes(
        self, info: Info, organization_id: OrganizationArgument = None
    ) -> list[PendingChange]:
        asked = members.OfOrganization(organization_id=own_or(info, organization_id))
        found = await info.context.ask(members.LIST_CHANGES, asked)
        return [PendingChange.of(one) for one in found]

    @strawberry.field(description="Invitations that may still be taken up.")
    async def invitations(
        self, info: Info, organization_id: OrganizationArgument = None
    ) -> list[Invitation]:
        asked = members.OfOrganization(organization_id=own_or(info, organization_id))
        found = await info.context.ask(members.LIST_INVITATIONS, asked)
        return [Invitation.of(one) for one in found]

    @strawberry.field(description="What the link of a letter leads to. Looking takes nothing up.")
    async def invitation(self, info: Info, token: str) -> Invited | None:
        info.context.limit_sign_in(info.context.address)
        asked = joining.LookUpInvitation(token=token)
        found = await info.context.ask(joining.LOOK_UP_INVITATION, asked)
        return Invited(role=found.role, expires_at=found.expires_at, record=found)
