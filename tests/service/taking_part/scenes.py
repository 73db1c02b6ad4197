"""An event and those who would like to come."""

from dataclasses import dataclass, field
from uuid import uuid4

import msgspec

from contracts.matching_events import EventState
from contracts.participants import (
    CANCEL_PARTICIPANT,
    LIST_PARTICIPANTS,
    REGISTER,
    SAVE_PARTICIPANT,
    CancelParticipant,
    EventSide,
    ListParticipants,
    Register,
    SaveParticipant,
)
from contracts.profiles import OrganizationKind
from contracts.wire import Role
from tests.matching_event import advance, known, organizer, planned
from tests.members import Somebody, member, town
from tests.outside import rows


@dataclass
class Scene:
    platform: object
    who: Somebody
    event: object
    companies: list = field(default_factory=list)

    async def ask(self, method, request, actor):
        return await self.platform.web.call(method, request, actor)

    async def company(self, name="架空合同会社"):
        own = await self.platform.organization(name, OrganizationKind.COMPANY)
        found = await member(self.platform, own, Role.COMPANY_ADMIN, "見本 葵")
        await known(self.platform, found)
        return found

    async def town(self, name="架空市"):
        found = await member(self.platform, await town(self.platform, name), Role.LIAISON)
        await known(self.platform, found)
        return found

    async def register(self, of, **more):
        asked = Register(id=uuid4(), event_id=self.event.id, consent=True, **more)
        return await self.ask(REGISTER, asked, of.actor)

    async def cancel(self, found, actor):
        return await self.ask(CANCEL_PARTICIPANT, CancelParticipant(id=found.id), actor)

    async def save(self, name="窓口 花", side=EventSide.PUBLIC, **more):
        given = {"id": uuid4(), "event_id": self.event.id, "organization_name": f"{name}の団体"}
        asked = SaveParticipant(side=side, name=name, **(given | more))
        return await self.ask(SAVE_PARTICIPANT, asked, self.who.actor)

    async def people(self, actor=None, **more):
        asked = ListParticipants(event_id=self.event.id, first=100, **more)
        return (await self.ask(LIST_PARTICIPANTS, asked, actor or self.who.actor)).participants

    async def step(self, state):
        self.event = await advance(self.platform, self.who, self.event, state)

    async def told(self, verb):
        found = await rows(
            self.platform.settings,
            "SELECT payload FROM sessions.outbox WHERE subject = $1 ORDER BY seq",
            f"event.sessions.v1.participant.{verb}",
        )
        return [msgspec.json.decode(row[0]) for row in found]


async def scene(platform, state=EventState.REGISTRATION):
    who = await organizer(platform)
    made = Scene(platform, who, await planned(platform, who))
    if state is not EventState.PLANNING:
        await made.step(state)
    return made
