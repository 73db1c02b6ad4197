"""Business cards: one's own, and those of an organization's people as far as one may see them."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

import strawberry

from contracts import cards
from gateway.schema import words
from gateway.schema.connections import Info, uuid_of
from gateway.schema.inputs import KEY, REVISION


@strawberry.type(description="What somebody says of themselves; empty: not said, or not to you.")
class Card:
    person_id: strawberry.ID
    name: str
    position: str
    about: str
    email: str
    phone: str

    @classmethod
    def of(cls, record: cards.Card) -> Card:
        return cls(
            person_id=strawberry.ID(str(record.person_id)),
            name=record.name,
            position=record.position,
            about=record.about,
            email=record.email,
            phone=record.phone,
        )


@strawberry.type(description="One's own card, and to whom each field is shown.")
class OwnCard:
    position: str
    about: str
    email: str
    phone: str
    position_shown: words.Visibility
    about_shown: words.Visibility
    email_shown: words.Visibility
    phone_shown: words.Visibility
    keep_months: int
    kept_until: datetime | None = strawberry.field(
        description="Then it is purged; saving it renews it. Null: there is none."
    )
    revision: int

    @classmethod
    def of(cls, record: cards.OwnCard) -> OwnCard:
        return cls(**{name: getattr(record, name) for name in record.__struct_fields__})


@strawberry.input
class SetCardInput:
    revision: int = strawberry.field(default=0, description=REVISION + " 0: there is none.")
    position: str = ""
    about: str = ""
    email: str = ""
    phone: str = ""
    position_shown: words.Visibility = cards.Visibility.EVERYBODY
    about_shown: words.Visibility = cards.Visibility.EVERYBODY
    email_shown: words.Visibility = cards.Visibility.AFTER_CONSENT
    phone_shown: words.Visibility = cards.Visibility.HIDDEN
    keep_months: int = cards.MONTHS
    idempotency_key: str | None = strawberry.field(default=None, description=KEY)


@strawberry.type
class OwnCardPayload:
    card: OwnCard


@strawberry.type
class CardQuestions:
    @strawberry.field(description="Of the people of an organization. Seen contacts are recorded.")
    async def cards(self, info: Info, organization_id: strawberry.ID) -> list[Card]:
        wanted: UUID = uuid_of(organization_id, "organization")
        found = await info.context.ask(cards.GET_CARDS, cards.GetCards(organization_id=wanted))
        return [Card.of(one) for one in found]

    @strawberry.field
    async def own_card(self, info: Info) -> OwnCard:
        return OwnCard.of(await info.context.ask(cards.GET_OWN_CARD, cards.GetOwnCard()))


@strawberry.type
class CardSaving:
    @strawberry.mutation(description="Save one's card; its time begins anew.")
    async def set_card(
        self,
        info: Info,
        input: SetCardInput,  # noqa: A002 -- Relay's word
    ) -> OwnCardPayload:
        given = {name: getattr(input, name) for name in cards.SetCard.__struct_fields__}
        asked = cards.SetCard(**given)
        return OwnCardPayload(card=OwnCard.of(await info.context.ask(cards.SET_CARD, asked)))
