"""The notify service, put together: read this first."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager

from chassis.calls import endpoint
from chassis.events import reading
from chassis.service import Service, Tools
from contracts import accounts, matching, profiles
from contracts import notify as contract
from services.notify import letters, matches, notifications, people
from services.notify.deps import Deps
from services.notify.post import open_post, sender_of
from services.notify.writing import Writer


@asynccontextmanager
async def open_deps(tools: Tools) -> AsyncGenerator[Deps, None]:
    sender = sender_of(tools.settings)
    yield Deps(
        database=tools.database,
        post=open_post(tools.settings, sender),
        writer=Writer(tools.settings.site, sender),
        written=asyncio.Event(),
    )


SERVICE = Service(
    name="notify",
    open_deps=open_deps,
    endpoints=[
        endpoint(contract.LIST_NOTIFICATIONS, notifications.list_notifications),
        endpoint(contract.MARK_NOTIFICATIONS_READ, notifications.mark_notifications_read),
    ],
    readings=[
        reading(matching.MATCH_FOUND, "notify-tell-match", matches.tell_match),
        reading(profiles.MEMBERSHIP_KEPT, "notify-keep-membership", people.keep_membership),
        reading(profiles.PERSON_KEPT, "notify-keep-person", people.keep_person),
        reading(accounts.ACCOUNT_OPENED, "notify-keep-address", people.keep_address),
    ],
    jobs=[letters.send_letters, letters.give_up_letters],
)
