"""The profiles service, put together: read this first."""

from __future__ import annotations

from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager

from chassis.calls import endpoint
from chassis.service import Service, Tools
from contracts import profiles as contract
from services.profiles import municipalities, offers, organizations
from services.profiles.deps import Deps


@asynccontextmanager
async def open_deps(tools: Tools) -> AsyncGenerator[Deps, None]:
    yield Deps(database=tools.database)


SERVICE = Service(
    name="profiles",
    open_deps=open_deps,
    endpoints=[
        endpoint(contract.PUBLISH_OFFER, offers.publish_offer),
        endpoint(contract.AMEND_OFFER, offers.amend_offer),
        endpoint(contract.WITHDRAW_OFFER, offers.withdraw_offer),
        endpoint(contract.GET_OFFERS, offers.get_offers),
        endpoint(contract.LIST_OFFERS, offers.list_offers),
        endpoint(contract.IMPORT_OFFERS, offers.import_offers),
        endpoint(contract.GET_ORGANIZATIONS, organizations.get_organizations),
        endpoint(contract.LIST_ORGANIZATIONS, organizations.list_organizations),
        endpoint(contract.KEEP_ORGANIZATIONS, organizations.keep_organizations),
        endpoint(contract.KEEP_PERSON, organizations.keep_person),
        endpoint(contract.GET_PEOPLE, organizations.get_people),
        endpoint(contract.GET_MUNICIPALITY, municipalities.get_municipality),
        endpoint(contract.GET_MUNICIPALITIES, municipalities.get_municipalities),
        endpoint(contract.LIST_MUNICIPALITIES, municipalities.list_municipalities),
        endpoint(contract.KEEP_MUNICIPALITIES, municipalities.keep_municipalities),
    ],
)
