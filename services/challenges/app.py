"""The challenges service, put together: read this first."""

from __future__ import annotations

from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager

from chassis.calls import endpoint
from chassis.events import reading
from chassis.service import Service, Tools
from contracts import challenges as contract
from contracts import profiles
from services.challenges import challenges, imports, lists, reviews
from services.challenges.deps import Deps


@asynccontextmanager
async def open_deps(tools: Tools) -> AsyncGenerator[Deps, None]:
    yield Deps(database=tools.database)


SERVICE = Service(
    name="challenges",
    open_deps=open_deps,
    endpoints=[
        endpoint(contract.SAVE_CHALLENGE_DRAFT, challenges.save_challenge_draft),
        endpoint(contract.PUBLISH_CHALLENGE, challenges.publish_challenge),
        endpoint(contract.AMEND_CHALLENGE, challenges.amend_challenge),
        endpoint(contract.CLOSE_CHALLENGE, challenges.close_challenge),
        endpoint(contract.APPROVE_CHALLENGE, reviews.approve_challenge),
        endpoint(contract.RETURN_CHALLENGE, reviews.return_challenge),
        endpoint(contract.GET_CHALLENGES, lists.get_challenges),
        endpoint(contract.LIST_CHALLENGES, lists.list_challenges),
        endpoint(contract.COUNT_CHALLENGES, lists.count_challenges),
        endpoint(contract.IMPORT_CHALLENGES, imports.import_challenges),
    ],
    readings=[
        reading(
            profiles.ORGANIZATION_KEPT, "challenges-keep-organization", imports.keep_organization
        )
    ],
)
