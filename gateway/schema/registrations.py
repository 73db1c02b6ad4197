"""Organizations that ask to take part, and who looks at them."""

from __future__ import annotations

from datetime import datetime

import strawberry

from contracts import registrations
from contracts.wire import After
from gateway.schema import member_inputs as inputs
from gateway.schema import words
from gateway.schema.connections import AfterArgument, Connection, FirstArgument, Info, connect
from gateway.schema.inputs import request_of
from gateway.schema.lists import page_of
from gateway.schema.passing import passing


@strawberry.type(description="An organization that asks to take part; seen by who decides on it.")
class Registration:
    id: strawberry.ID
    kind: words.OrganizationKind
    name: str
    name_kana: str
    corporate_number: str | None
    lg_code: str | None
    prefecture: str
    url: str
    contact_name: str
    contact_kana: str
    email: str
    mail_proof: words.MailProof
    state: words.RegistrationState
    is_known: bool = strawberry.field(description="Whether its number is here already.")
    confirmed_at: datetime | None
    reason: words.RefusalReason | None
    note: str
    revision: int

    @classmethod
    def of(cls, record: registrations.Registration) -> Registration:
        return cls(
            id=strawberry.ID(str(record.id)),
            kind=record.kind,
            name=record.name,
            name_kana=record.name_kana,
            corporate_number=record.corporate_number,
            lg_code=record.lg_code,
            prefecture=record.prefecture,
            url=record.url,
            contact_name=record.contact_name,
            contact_kana=record.contact_kana,
            email=record.email,
            mail_proof=record.mail_proof,
            state=record.state,
            is_known=record.is_known,
            confirmed_at=record.confirmed_at,
            reason=record.reason,
            note=record.note,
            revision=record.revision,
        )


@strawberry.type(description="A registration as who applied sees it.")
class RegistrationSeen:
    name: str
    state: words.RegistrationState
    reason: words.RefusalReason | None
    note: str

    @classmethod
    def of(cls, record: registrations.RegistrationSeen) -> RegistrationSeen:
        return cls(name=record.name, state=record.state, reason=record.reason, note=record.note)


@strawberry.type
class RegisterOrganizationPayload:
    id: strawberry.ID


@strawberry.type
class RegistrationSeenPayload:
    registration: RegistrationSeen


@strawberry.type
class RegistrationPayload:
    registration: Registration

    @classmethod
    def of(cls, record: registrations.Registration) -> RegistrationPayload:
        return cls(registration=Registration.of(record))


@strawberry.type
class RegistrationQuestions:
    @strawberry.field(description="Those that wait for a decision, the longest first.")
    async def registrations(
        self, info: Info, first: FirstArgument = 20, after: AfterArgument = None
    ) -> Connection[Registration] | None:
        asked = registrations.ListRegistrations()
        page, seal = await page_of(
            info, "registrations", registrations.LIST_REGISTRATIONS, asked, first, after
        )
        found: tuple[registrations.Registration, ...] = page.registrations
        places = [seal(After(id=one.id, at=one.confirmed_at)) for one in found]
        nodes = [Registration.of(one) for one in found]
        return connect(nodes, places, more=page.more, after=after, total=page.total)

    @strawberry.field(description="How one's own stands: by the link of the letter.")
    async def registration(self, info: Info, token: str) -> RegistrationSeen | None:
        info.context.limit_sign_in(info.context.address)
        asked = registrations.OfRegistrationLink(token=token)
        found = await info.context.ask(registrations.LOOK_UP_REGISTRATION, asked)
        return RegistrationSeen.of(found)


_registration = passing(RegistrationPayload)


@strawberry.type
class Registering:
    @strawberry.mutation(description="Ask to take part. A letter asks the address to confirm.")
    async def register_organization(
        self,
        info: Info,
        input: inputs.RegisterOrganizationInput,  # noqa: A002 -- Relay's word
    ) -> RegisterOrganizationPayload:
        info.context.limit_sign_in(info.context.address)
        asked = request_of(registrations.RegisterOrganization, input)
        found = await info.context.ask(registrations.REGISTER_ORGANIZATION, asked)
        return RegisterOrganizationPayload(id=strawberry.ID(str(found.id)))

    @strawberry.mutation(description="The address is right: it may be looked at.")
    async def confirm_registration(
        self,
        info: Info,
        input: inputs.OfRegistrationLinkInput,  # noqa: A002 -- likewise
    ) -> RegistrationSeenPayload:
        info.context.limit_sign_in(info.context.address)
        asked = registrations.OfRegistrationLink(token=input.token)
        found = await info.context.ask(registrations.CONFIRM_REGISTRATION, asked)
        return RegistrationSeenPayload(registration=RegistrationSeen.of(found))

    approve_registration = _registration(
        registrations.APPROVE_REGISTRATION,
        inputs.ApproveRegistrationInput,
        "It takes part from now on; its contact is invited.",
    )
    refuse_registration = _registration(
        registrations.REFUSE_REGISTRATION,
        inputs.RefuseRegistrationInput,
        "With a reason, which goes to who applied.",
    )
