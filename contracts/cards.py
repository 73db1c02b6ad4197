"""Business cards (名刺): what a person says of themselves, each field shown to whom they choose.

Contact data is for the own organization, and for another one only after an introduction; each
look at it leaves an entry. A card that is not renewed is purged.
"""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import Annotated
from uuid import UUID

from msgspec import Meta, Struct

from contracts.wire import Key, Method

Position = Annotated[str, Meta(max_length=60)]
About = Annotated[str, Meta(max_length=1_000)]
CardEmail = Annotated[str, Meta(max_length=254)]
Phone = Annotated[str, Meta(max_length=30)]
KeepMonths = Annotated[int, Meta(ge=3, le=36)]
MONTHS = 24
"""How long a card is kept after it was last saved, when nothing else is said."""


class Visibility(StrEnum):
    HIDDEN = "hidden"
    """To the own organization alone."""
    AFTER_CONSENT = "after_consent"
    """And to organizations that it was introduced to: both have said yes."""
    EVERYBODY = "everybody"
    """Not of an e-mail address or a phone number."""


class SetCard(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One's own, as it shall be. ``revision`` 0: there is none yet."""

    revision: Annotated[int, Meta(ge=0, le=2_147_483_647)] = 0
    position: Position = ""
    about: About = ""
    email: CardEmail = ""
    phone: Phone = ""
    position_shown: Visibility = Visibility.EVERYBODY
    about_shown: Visibility = Visibility.EVERYBODY
    email_shown: Visibility = Visibility.AFTER_CONSENT
    phone_shown: Visibility = Visibility.HIDDEN
    keep_months: KeepMonths = MONTHS
    idempotency_key: Key | None = None


class OwnCard(Struct, frozen=True, kw_only=True):
    """As its own person sees it."""

    position: str = ""
    about: str = ""
    email: str = ""
    phone: str = ""
    position_shown: Visibility = Visibility.EVERYBODY
    about_shown: Visibility = Visibility.EVERYBODY
    email_shown: Visibility = Visibility.AFTER_CONSENT
    phone_shown: Visibility = Visibility.HIDDEN
    keep_months: int = MONTHS
    kept_until: datetime | None = None
    """Then it is purged; saving it once more renews it. None: there is no card."""
    revision: int = 0


class GetOwnCard(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    pass


class GetCards(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Of the people of an organization who have one, as far as they are shown to whoever asks."""

    organization_id: UUID


class Card(Struct, frozen=True, kw_only=True):
    """What is not shown to whoever asks is empty, as what was not given."""

    person_id: UUID
    name: str
    position: str = ""
    about: str = ""
    email: str = ""
    phone: str = ""


SET_CARD = Method("rpc.profiles.v1.card.set", SetCard, OwnCard)
GET_OWN_CARD = Method("rpc.profiles.v1.card.get_own", GetOwnCard, OwnCard, safe=True)
GET_CARDS = Method("rpc.profiles.v1.card.get", GetCards, tuple[Card, ...])
