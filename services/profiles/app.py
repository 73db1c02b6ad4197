"""The profiles service, put together: read this first."""

from __future__ import annotations

from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager

from chassis.calls import endpoint
from chassis.events import reading
from chassis.own import erasing
from chassis.retention import Purge
from chassis.service import Service, Tools
from contracts import cards as carrying
from contracts import descriptions as describing
from contracts import introductions, joining, standing
from contracts import members as joined
from contracts import offer_searches as looking
from contracts import profiles as contract
from contracts import registrations as registering
from contracts.facets import COUNT_OFFER_FACETS
from services.profiles import (
    changes,
    descriptions,
    invitations,
    members,
    municipalities,
    offers,
    organizations,
    registrations,
)
from services.profiles.cards import cards
from services.profiles.deps import Deps
from services.profiles.own import OWN, leave
from services.profiles.searching import searches
from services.profiles.standings import standings
from services.profiles.store import cards as card_store


@asynccontextmanager
async def open_deps(tools: Tools) -> AsyncGenerator[Deps, None]:
    yield Deps(database=tools.database)


SERVICE = Service(
    name="profiles",
    open_deps=open_deps,
    endpoints=[
        endpoint(standing.SET_STANDING, standings.set_standing),
        endpoint(standing.GET_STANDING, standings.get_standing),
        endpoint(carrying.SET_CARD, cards.set_card),
        endpoint(carrying.GET_OWN_CARD, cards.get_own_card),
        endpoint(carrying.GET_CARDS, cards.get_cards),
        endpoint(contract.PUBLISH_OFFER, offers.publish_offer),
        endpoint(contract.AMEND_OFFER, offers.amend_offer),
        endpoint(contract.WITHDRAW_OFFER, offers.withdraw_offer),
        endpoint(contract.GET_OFFERS, offers.get_offers),
        endpoint(contract.LIST_OFFERS, offers.list_offers),
        endpoint(COUNT_OFFER_FACETS, offers.count_facets),
        endpoint(contract.IMPORT_OFFERS, offers.import_offers),
        endpoint(looking.SAVE_OFFER_SEARCH, searches.save_search),
        endpoint(looking.CHANGE_OFFER_SEARCH, searches.change_search),
        endpoint(looking.DELETE_OFFER_SEARCH, searches.delete_search),
        endpoint(looking.LIST_OFFER_SEARCHES, searches.list_searches),
        endpoint(looking.READ_OFFER_FEED, searches.read_feed),
        endpoint(contract.GET_ORGANIZATIONS, organizations.get_organizations),
        endpoint(describing.DESCRIBE_ORGANIZATION, descriptions.describe_organization),
        endpoint(contract.LIST_ORGANIZATIONS, organizations.list_organizations),
        endpoint(contract.KEEP_ORGANIZATIONS, organizations.keep_organizations),
        endpoint(contract.KEEP_PERSON, organizations.keep_person),
        endpoint(contract.GET_PEOPLE, organizations.get_people),
        endpoint(contract.GET_MUNICIPALITY, municipalities.get_municipality),
        endpoint(contract.GET_MUNICIPALITIES, municipalities.get_municipalities),
        endpoint(contract.LIST_MUNICIPALITIES, municipalities.list_municipalities),
        endpoint(contract.KEEP_MUNICIPALITIES, municipalities.keep_municipalities),
        endpoint(joined.LIST_MEMBERS, members.list_members),
        endpoint(joined.CHANGE_MEMBERSHIP, members.change_membership),
        endpoint(joined.END_MEMBERSHIP, members.end_membership),
        endpoint(joined.ADD_UNIT, members.add_unit),
        endpoint(joined.LIST_CHANGES, changes.list_changes),
        endpoint(joined.CONFIRM_CHANGE, changes.confirm_change),
        endpoint(joined.REFUSE_CHANGE, changes.refuse_change),
        endpoint(joined.SET_POLICY, changes.set_policy),
        endpoint(joined.INVITE, invitations.invite),
        endpoint(joined.REVOKE_INVITATION, invitations.revoke_invitation),
        endpoint(joined.LIST_INVITATIONS, invitations.list_invitations),
        endpoint(registering.REGISTER_ORGANIZATION, registrations.register_organization),
        endpoint(registering.LOOK_UP_REGISTRATION, registrations.look_up_registration),
        endpoint(registering.CONFIRM_REGISTRATION, registrations.confirm_registration),
        endpoint(registering.LIST_REGISTRATIONS, registrations.list_registrations),
        endpoint(registering.APPROVE_REGISTRATION, registrations.approve_registration),
        endpoint(registering.REFUSE_REGISTRATION, registrations.refuse_registration),
    ],
    readings=[
        reading(introductions.INTRODUCTION_MADE, "profiles-keep-introduced", cards.keep_introduced),
        reading(introductions.INTRODUCTION_ENDED, "profiles-end-introduced", cards.end_introduced),
        reading(joined.INVITATION_ACCEPTED, "profiles-take-up-invitation", invitations.take_up),
        reading(contract.OFFER_PUBLISHED, "profiles-tell-subscribers", searches.tell_subscribers),
        reading(joining.LINK_MADE, "profiles-keep-link", registrations.keep_link),
        erasing("profiles", OWN, leave),
    ],
    retention=(
        Purge("cards", card_store.PURGE),
        Purge("expired registrations", card_store.PURGE_EXPIRED),
        Purge("contacts of registrations", card_store.PURGE_REGISTRATIONS),
        Purge("addresses of invitations", card_store.PURGE_INVITATIONS),
    ),
    own=OWN,
)
